"""Settings: the environment wins over the file, wrong values are named, secrets never shown."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.config.address import host_and_port
from bot.errors import ConfigurationError


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path) -> Iterator[None]:
    before, old = Path.cwd(), dict(os.environ)
    os.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("CLAIMSPREAD_")]:
        del os.environ[name]
    yield
    os.environ.clear()
    os.environ.update(old)
    os.chdir(before)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "claimspread.toml").write_text(
        'language = "es"\n[telegram]\ntoken = "from-file"\npoll_timeout = 7\n'
    )
    os.environ["CLAIMSPREAD_TELEGRAM__TOKEN"] = "from-environment"
    settings = load_settings()
    assert settings.language == "es"
    assert settings.telegram.token is not None
    assert settings.telegram.token.get_secret_value() == "from-environment"
    assert settings.telegram.poll_timeout == 7


def test_owners_are_a_json_list_of_accounts() -> None:
    os.environ["CLAIMSPREAD_OWNERS"] = '["telegram:1001", "x:2002"]'
    assert load_settings().owners == ("telegram:1001", "x:2002")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CLAIMSPREAD_OWNERS", '["ann"]', "CLAIMSPREAD_OWNERS: 'ann' is not an account"),
        ("CLAIMSPREAD_OWNERS", "telegram:1001", "CLAIMSPREAD_OWNERS is not JSON"),
        ("CLAIMSPREAD_X__POLL_SECONDS", "often", "CLAIMSPREAD_X__POLL_SECONDS: "),
        ("CLAIMSPREAD_MATCHER__REPLY_THRESHOLD", "7", "CLAIMSPREAD_MATCHER__REPLY_THRESHOLD: "),
    ],
)
def test_a_wrong_value_is_named_in_one_line(name: str, value: str, said: str) -> None:
    os.environ[name] = value
    with pytest.raises(ConfigurationError, match=said) as caught:
        load_settings()
    assert "\n" not in str(caught.value)


LISTENING = ("METRICS__LISTEN", "WEB__LISTEN", "TELEGRAM__WEBHOOK_LISTEN", "X__WEBHOOK_LISTEN")


@pytest.mark.parametrize("name", LISTENING)
@pytest.mark.parametrize("value", ["8081", ":8081", "127.0.0.1", "127.0.0.1:http", "127.0.0.1:65536", "a:²"])
def test_an_address_to_listen_at_is_host_and_port(name: str, value: str) -> None:
    os.environ[f"CLAIMSPREAD_{name}"] = value
    with pytest.raises(ConfigurationError, match=f"CLAIMSPREAD_{name}: .* is not HOST:PORT"):
        load_settings()


def test_an_ipv6_address_stands_in_brackets() -> None:
    os.environ["CLAIMSPREAD_METRICS__LISTEN"] = "[::1]:9464"
    assert load_settings().metrics.listen == "[::1]:9464"
    assert host_and_port("[::1]:9464") == ("::1", 9464)


def test_a_broken_file_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "claimspread.toml").write_text("language = \n")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_settings()


def test_secrets_are_not_in_what_is_printed() -> None:
    os.environ["CLAIMSPREAD_TELEGRAM__TOKEN"] = "12345:very-secret"
    os.environ["CLAIMSPREAD_SECRET_KEY"] = "also-secret"
    printed = repr(Settings()) + str(Settings().model_dump_json())
    assert "very-secret" not in printed
    assert "also-secret" not in printed


def test_x_configured_in_part_names_what_is_missing() -> None:
    os.environ["CLAIMSPREAD_X__CONSUMER_KEY"] = "a"
    assert load_settings().x.missing() == ["consumer_secret", "access_token", "access_token_secret"]
