"""Runs the steps of the Dockerfile in a plain Debian root, where no container engine is at hand.

Run as root: python deploy/check_image.py FOLDER. Needs debootstrap and the package dockerfile-parse.
`FROM python:3.11-slim` becomes Debian 12 with its own Python 3.11; RUN steps run in the root by chroot, COPY
copies, ENV and ARG hold; a folder of wheels named by WHEELS stands in the root too. At the end it says how
large each stage is and what `claimspread` says there.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from dockerfile_parse import DockerfileParser

SOURCE = Path(__file__).parents[1]
_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
_PACKAGES = "python3,python3-venv,python3-pip,ca-certificates"


def main(folder: Path) -> None:
    """Build every stage, then try the last."""
    parser = DockerfileParser(path=str(SOURCE / "deploy"))
    steps: list[dict[str, Any]] = json.loads(parser.json)
    roots: dict[str, Path] = {}
    root, values, work = folder, dict[str, str](), "/"
    for number, step in enumerate(steps, 1):
        ((kind, value),) = step.items()
        begun = time.monotonic()
        match kind:
            case "FROM":
                name = value.split(" AS ")[-1] if " AS " in value else "final"
                root, work = folder / name, "/"
                values = {"PATH": _PATH}
                roots[name] = root
                _base(root)
            case "ARG" if "=" in value:
                key, _, usual = value.partition("=")
                values[key] = os.environ.get(key, usual)
            case "ENV":
                values |= dict(pair.split("=", 1) for pair in shlex.split(value))
                values["PATH"] = values["PATH"].replace(
                    "$PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
                )
            case "WORKDIR":
                work = value
                (root / work.lstrip("/")).mkdir(parents=True, exist_ok=True)
            case "COPY":
                _copy(value, root, work, roots)
            case "RUN":
                _run(root, value, values, work)
            case _:
                continue
        print(f"{number:2} {kind:8} {time.monotonic() - begun:6.1f} s  {value[:80]}", flush=True)
    wheels = os.environ.get("WHEELS", "/none")
    for name, place in roots.items():
        size = _call("du", "-sxm", f"--exclude={place}{wheels}", str(place)).split()[0]
        print(f"stage {name}: {size} MB")
    final = roots["final"]
    home = {**values, "HOME": "/data", "CLAIMSPREAD_DATABASE_URL": "sqlite:////tmp/try.sqlite3"}
    for words in ("claimspread --help", "claimspread check --json 'is this true?'"):
        print(f"$ {words}\n{_run(final, words, home, '/tmp')[:600]}")  # noqa: S108 - the root's own


def _base(root: Path) -> None:
    """A plain Debian with Python, made once and copied for each stage."""
    plain = root.parent / "debian"
    if not (plain / "usr/bin/python3").exists():
        shutil.rmtree(plain, ignore_errors=True)
        mirror = os.environ.get("DEBIAN_MIRROR", "http://deb.debian.org/debian")
        _call("debootstrap", "--variant=minbase", f"--include={_PACKAGES}", "bookworm", str(plain), mirror)
        (plain / "usr/bin/python").symlink_to("python3")
        shutil.rmtree(plain / "var/cache/apt", ignore_errors=True)
        shutil.rmtree(plain / "var/lib/apt/lists", ignore_errors=True)
    shutil.rmtree(root, ignore_errors=True)
    _call("cp", "-a", str(plain), str(root))
    if wheels := os.environ.get("WHEELS", ""):
        (root / wheels.lstrip("/")).mkdir(parents=True, exist_ok=True)
        _call("cp", "-aT", wheels, str(root / wheels.lstrip("/")))
    for file in ("/etc/resolv.conf", "/etc/hosts", os.environ.get("PIP_CERT", "")):
        if file and Path(file).exists():
            shutil.copy(file, str(root) + file)


def _copy(value: str, root: Path, work: str, roots: dict[str, Path]) -> None:
    words = value.split()
    source = roots[words.pop(0).split("=")[1]] if words[0].startswith("--from=") else SOURCE
    *names, target = words
    place = root / os.path.join(work, target).lstrip("/")  # noqa: PTH118 - a path in the root
    for name in names:
        one = source / name.lstrip("/")
        into = place / one.name if target.endswith("/") else place
        into.parent.mkdir(parents=True, exist_ok=True)
        _call("cp", "-aT", str(one), str(into))


def _run(root: Path, command: str, values: dict[str, str], work: str) -> str:
    """Run a step in the root; package indexes of this machine's pip are passed on."""
    pip = {name: text for name, text in os.environ.items() if name.startswith("PIP_")}
    environment = [f"{name}={text}" for name, text in {**pip, **values}.items()]
    wanted = f"cd {shlex.quote(work)} && {command}"
    return _call("chroot", str(root), "env", "-i", *environment, "sh", "-ec", wanted)


def _call(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(f"{shlex.join(command)[:400]}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return done.stdout


if __name__ == "__main__":
    if len(sys.argv) != 2 or os.geteuid() != 0:
        sys.exit(__doc__)
    main(Path(sys.argv[1]).absolute())
