"""The Compose file works as its own instructions say, interpolated as `docker compose` does."""

import re
import subprocess
from pathlib import Path

import pytest

from bot.config import load_settings
from tests.scenarios.deploy.compose import MissingVariable, interpolate, read, read_env, services

DEPLOY = Path(__file__).parents[3] / "deploy"
FILE = DEPLOY / "compose.yaml"
EXAMPLE = DEPLOY / "env.example"
REQUIRED = ("CLAIMSPREAD_SECRET_KEY", "POSTGRES_PASSWORD", "GRAFANA_PASSWORD")
PROFILES = ("sqlite", "postgres", "https", "observe")


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """The example, copied and filled by the line that it names."""
    text = EXAMPLE.read_text("utf-8")
    (tmp_path / ".env").write_text(text, "utf-8")
    (line,) = re.findall(r"^#   (for name in .*)$", text, re.MULTILINE)
    subprocess.run(["bash", "-ec", line], cwd=tmp_path, check=True)  # noqa: S607
    return read_env((tmp_path / ".env").read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$A-${A}", "one-one"),
        ("${EMPTY:-two}${EMPTY-three}", "two"),
        ("${NONE:-${A:-x}}", "one"),
        ("${A:+yes}${EMPTY:+no}${EMPTY+there}", "yesthere"),
        ("$$A ${A?needed}", "$A one"),
    ],
)
def test_values_are_interpolated_by_the_specification(text: str, value: str) -> None:
    assert interpolate(text, {"A": "one", "EMPTY": ""}) == value


@pytest.mark.parametrize("text", ["${NONE?say why}", "${EMPTY:?say why}", "${NONE:-${NONE:?say why}}"])
def test_a_required_variable_that_is_missing_is_named(text: str) -> None:
    with pytest.raises(MissingVariable, match="say why"):
        interpolate(text, {"EMPTY": ""})


def test_the_filled_example_serves_every_profile(env: dict[str, str]) -> None:
    compose = read(FILE, env)
    for name, service in services(compose, *PROFILES).items():
        assert "image" in service, name
        for needed in service.get("depends_on", {}):
            assert set(compose["services"][needed]["profiles"]) >= set(service["profiles"]), name
        for mount in service.get("volumes", []):
            volume = mount.split(":")[0]
            assert volume in compose["volumes"] or (DEPLOY / volume).exists(), mount


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("value", [None, ""], ids=["missing", "empty"])
def test_no_profile_starts_without_a_secret_of_its_own(
    env: dict[str, str], name: str, value: str | None
) -> None:
    without = {key: one for key, one in env.items() if key != name}
    if value is not None:
        without[name] = value
    with pytest.raises(MissingVariable, match=name):
        read(FILE, without)


def test_each_secret_of_the_example_is_another_one_and_none_is_in_the_repository(env: dict[str, str]) -> None:
    assert len({env[name] for name in REQUIRED}) == len(REQUIRED)
    assert all(len(env[name]) >= 32 and env[name].isalnum() for name in REQUIRED)
    assert not any(read_env(EXAMPLE.read_text("utf-8"))[name] for name in REQUIRED)


def test_the_password_of_the_database_is_the_one_that_the_bot_uses(env: dict[str, str]) -> None:
    found = read(FILE, env)["services"]
    password = found["postgres"]["environment"]["POSTGRES_PASSWORD"]
    assert password == env["POSTGRES_PASSWORD"]
    for name in ("migrate", "listener", "worker", "sender", "web"):
        url = found[name]["environment"]["CLAIMSPREAD_DATABASE_URL"]
        assert url == f"postgresql://claimspread:{password}@postgres/claimspread"
        assert found[name]["environment"]["CLAIMSPREAD_SECRET_KEY"] == env["CLAIMSPREAD_SECRET_KEY"]


@pytest.mark.parametrize("name", ["bot", "listener", "web"])
def test_the_bot_takes_what_its_container_gets(
    env: dict[str, str], name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    service = read(FILE, env)["services"][name]
    assert service["env_file"] == [".env"]
    monkeypatch.setenv("CLAIMSPREAD_CONFIG", str(tmp_path / "none.toml"))
    for variable, value in {**env, **service["environment"]}.items():
        monkeypatch.setenv(variable, value)
    settings = load_settings()
    assert settings.secret_key is not None
    assert not settings.telegram.configured  # the example leaves the token empty: that sets nothing


def test_the_proxy_passes_on_to_the_dashboard_of_either_profile(env: dict[str, str]) -> None:
    compose = read(FILE, {**env, "DOMAIN": "bot.example.org"})
    for profile in ("sqlite", "postgres"):
        found = services(compose, profile, "https")
        command = found["proxy"]["command"].split()
        assert command[command.index("--from") + 1] == "bot.example.org"
        host, _, port = command[command.index("--to") + 1].partition(":")
        there = [one for name, one in found.items() if host in {name, *_aliases(one)}]
        assert len(there) == 1
        assert any(published.endswith(f":{port}") for published in there[0]["ports"])
    assert all(
        published.startswith("127.0.0.1:")
        for name, service in compose["services"].items()
        for published in service.get("ports", [])
        if name != "proxy"
    )


def _aliases(service: dict[str, object]) -> list[str]:
    networks = service.get("networks")
    return list(networks["default"]["aliases"]) if isinstance(networks, dict) else []
