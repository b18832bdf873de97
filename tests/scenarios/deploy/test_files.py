"""The files of `deploy/` hold against their own checkers, and name only what the bot has."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import typer.main
import yaml

from bot.cli.main import app
from bot.config import Settings
from tests.scenarios.docs.test_docs import settings

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"
KUBERNETES = sorted(file for file in (DEPLOY / "kubernetes").glob("*.yaml") if file.stem != "kustomization")
UNITS = sorted((DEPLOY / "systemd").iterdir())
BIN = Path(sys.executable).parent


def checked(*command: str | Path) -> None:
    """Run a checker; what it says is the failure."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_dockerfile_is_clean() -> None:
    checked(BIN / "hadolint", DEPLOY / "Dockerfile")


def test_the_installer_is_clean() -> None:
    checked(BIN / "shellcheck", DEPLOY / "install.sh")


def test_the_compose_file_fits_its_schema() -> None:
    checked(BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml")


@pytest.mark.parametrize("file", KUBERNETES, ids=lambda file: file.stem)
def test_each_kubernetes_object_fits_its_schema(file: Path) -> None:
    checked(BIN / "kubernetes-validate", "--strict", file)


def test_every_kubernetes_file_but_the_secret_is_applied() -> None:
    listed = yaml.safe_load((DEPLOY / "kubernetes" / "kustomization.yaml").read_text("utf-8"))["resources"]
    assert sorted(listed) == [file.name for file in KUBERNETES if file.name != "secret.example.yaml"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
def test_the_units_are_understood_and_the_bot_is_fenced_in(tmp_path: Path) -> None:
    units = []
    for unit in UNITS:  # the program is not installed here: any that is there stands for it
        text = unit.read_text("utf-8").replace("/opt/claimspread/current/bin/claimspread", "/bin/true")
        (tmp_path / unit.name).write_text(text, "utf-8")
        units.append(tmp_path / unit.name)
    checked("systemd-analyze", "verify", "--man=no", *units)
    for name in ("claimspread.service", "claimspread-web.service"):
        judged = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", str(tmp_path / name)],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
        )
        level = re.search(rf"exposure level for {name}: ([\d.]+)", judged.stdout)
        assert level is not None
        assert float(level[1]) < 2


def test_no_deployment_serves_strangers_from_the_bots_own_process_and_each_limits_descriptors() -> None:
    """Half-open connections to a dashboard must not use up what the bot's database and platforms need."""
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    ours = {name: one for name, one in services.items() if one["image"].startswith("claimspread")}
    serving = {name for name, one in ours.items() if one.get("ports")}
    assert serving == {"dashboard", "web"}
    assert all(ours[name]["command"][0] == "web" for name in serving)
    assert all(one["ulimits"]["nofile"] >= 2048 for one in ours.values())
    units = DEPLOY / "systemd"
    bot, web = ((units / f"claimspread{part}.service").read_text("utf-8") for part in ("", "-web"))
    assert "WEB__LISTEN" not in bot
    assert "claimspread web" in web
    assert all("LimitNOFILE=" in unit for unit in (bot, web))


def test_the_files_name_only_settings_and_commands_that_exist() -> None:
    known = {name for name, _ in settings(Settings)} | {"CLAIMSPREAD_CONFIG"}
    of_the_installer = {
        "CLAIMSPREAD_PREFIX",
        "CLAIMSPREAD_STATE",
        "CLAIMSPREAD_ETC",
        "CLAIMSPREAD_UNITS",
        "CLAIMSPREAD_BIN",
    }
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    for file in [DEPLOY / "Dockerfile", DEPLOY / "compose.yaml", DEPLOY / "install.sh", *KUBERNETES, *UNITS]:
        text = file.read_text("utf-8")
        assert set(re.findall(r"CLAIMSPREAD_[A-Z_]*[A-Z]", text)) <= known | of_the_installer, file.name
        assert set(re.findall(r"bin/claimspread\"? ([a-z]+)", text)) <= commands, file.name
        assert set(re.findall(r"(?:command|args): \[([a-z]+)", text)) <= commands, file.name


def test_the_hashed_lock_holds_the_pinned_version_of_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {_folded(re.split(r"[\[<>=]", line)[0]) for line in project["dependencies"]} - {"torch"}
    pinned = _versions((DEPLOY / "constraints.txt").read_text("utf-8"))
    locked = _versions((DEPLOY / "requirements.lock").read_text("utf-8"))
    assert wanted <= set(locked)
    del locked["setuptools"]  # `pip freeze` leaves it out
    assert {name: pinned.get(name) for name in locked} == locked
    assert not any(name.startswith("nvidia") for name in locked)
    assert (DEPLOY / "requirements.lock").read_text("utf-8").count("--hash=sha256:") >= len(locked)


def _versions(text: str) -> dict[str, str]:
    lines = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, re.MULTILINE)
    return {_folded(name): version for name, version in lines}


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
