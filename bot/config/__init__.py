"""Every setting, in one place. Environment variables win over `claimspread.toml`.

Nested settings use two underscores: `CLAIMSPREAD_TELEGRAM__TOKEN`. Secrets are `SecretStr`: no log,
error or page shows them. Each part of the bot has a module of its own here. May import translations, errors,
events, clock and backoff.
"""

import os
import re
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)
from sqlalchemy import URL

from bot.config.brake import BrakeSettings
from bot.config.matcher import MatcherSettings
from bot.config.metrics import MetricsSettings
from bot.config.secrets import keep_secret, secrets_of
from bot.config.sources import SourceSettings
from bot.config.spread import SpreadSettings
from bot.config.telegram import TelegramSettings
from bot.config.web import WebSettings
from bot.config.x import XPrices, XSettings
from bot.errors import ConfigurationError

__all__ = [
    "DEFAULT_FILE",
    "MatcherSettings",
    "MetricsSettings",
    "Settings",
    "SourceSettings",
    "SpreadSettings",
    "TelegramSettings",
    "WebSettings",
    "XPrices",
    "XSettings",
    "load_settings",
    "sqlite_url",
]

DEFAULT_FILE = "claimspread.toml"
_FIELD = re.compile(r'field "(\w+)"')
_ACCOUNT = re.compile(r"^[a-z]+:\S+$")


def sqlite_url(file: Path) -> str:
    """The URL of a SQLite file, whatever characters its folders hold."""
    return URL.create("sqlite", database=str(file)).render_as_string(hide_password=False)


class Settings(BaseSettings):
    """All settings of the bot."""

    model_config = SettingsConfigDict(
        env_prefix="CLAIMSPREAD_",
        env_nested_delimiter="__",
        env_ignore_empty=True,  # a line of an env file that was left empty sets nothing
        extra="ignore",
        validate_default=True,
    )

    database_url: str = Field(
        examples=["postgresql://claimspread:PASSWORD@localhost/claimspread"],
        default_factory=lambda: sqlite_url(user_data_path("claimspread") / "claimspread.sqlite3"),
        description="Where everything is kept: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`.",
    )
    owners: Annotated[
        tuple[str, ...],
        Field(
            examples=[("telegram:1001", "x:2002")],
            description='Accounts that may do everything, such as `["telegram:1001", "x:2002"]`.',
        ),
    ] = ()
    secret_key: SecretStr | None = Field(
        examples=["a long random text, such as `openssl rand -hex 32` prints"],
        default=None,
        description="Key for pseudonyms and button signatures; unset: one is made beside the database.",
    )
    language: str = Field(
        examples=["es"], default="en", description="Language of answers where the reader's is not known."
    )
    review_chat: str | None = Field(
        examples=["telegram:-100123"],
        default=None,
        description="Chat of the reviewers that is told what waits, such as `telegram:-100123`; unset: none.",
    )
    review_chat_gets: Literal["items", "digest"] = Field(
        default="items",
        description="What that chat gets: `items`, each with its buttons, and a digest where many come at "
        "once; or `digest` alone.",
    )
    retention_days: int = Field(
        default=90, ge=1, description="Days after which the text of posts that matched is deleted."
    )
    privacy_policy_url: str | None = Field(
        examples=["https://example.org/privacy"],
        default=None,
        description="Your privacy policy; shown in private messages, by /privacy and on the dashboard.",
    )
    watched_backlog: int = Field(
        default=2000,
        ge=1,
        description="Watched posts that may wait to be read; beyond that the oldest are passed over.",
    )
    takeover_seconds: float = Field(
        default=120,
        ge=2,
        description="Seconds after which other workers on the same PostgreSQL take over what a silent one "
        "held.",
    )
    cache_folder: Path = Field(
        examples=["/var/cache/claimspread"],
        default_factory=lambda: user_cache_path("claimspread"),
        description="Folder of cached vectors.",
    )
    telegram: TelegramSettings = TelegramSettings()
    x: XSettings = XSettings()
    matcher: MatcherSettings = MatcherSettings()
    brake: BrakeSettings = BrakeSettings()
    sources: SourceSettings = SourceSettings()
    spread: SpreadSettings = SpreadSettings()
    metrics: MetricsSettings = MetricsSettings()
    web: WebSettings = WebSettings()

    @field_validator("review_chat")
    @classmethod
    def _review_chat_is_a_place(cls, chat: str | None) -> str | None:
        if chat is not None and not _ACCOUNT.match(chat):
            raise ValueError(f"{chat!r} is not a chat; write it as platform:id, such as telegram:-100123")
        return chat

    @field_validator("privacy_policy_url")
    @classmethod
    def _policy_is_http(cls, url: str | None) -> str | None:
        if url is not None and not re.fullmatch(r"https?://[^\s<>\"]+", url):
            raise ValueError(f"{url!r} is no address; write it as https://example.org/privacy")
        return url

    @field_validator("owners")
    @classmethod
    def _owners_are_accounts(cls, owners: tuple[str, ...]) -> tuple[str, ...]:
        for owner in owners:
            if not _ACCOUNT.match(owner):
                raise ValueError(
                    f"{owner!r} is not an account; write it as platform:id, such as telegram:1001"
                )
        return owners

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments win over the environment, the environment over the file."""
        file = Path(os.environ.get("CLAIMSPREAD_CONFIG", DEFAULT_FILE))
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=file)


def load_settings(**overrides: object) -> Settings:
    """Read the settings from the environment and `claimspread.toml`; no log line shows their secrets then.

    Raises:
        ConfigurationError: a value is of the wrong form; the message names each, without secret values.
    """
    try:
        settings = Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        faults = "; ".join(
            f"{_variable(fault['loc'])}: {str(fault['msg']).removeprefix('Value error, ')}"
            for fault in error.errors()
        )
        raise ConfigurationError(f"settings cannot be used: {faults}") from None
    except SettingsError as error:
        field = _FIELD.search(str(error))
        if field is None:
            raise ConfigurationError(f"settings cannot be read: {error}") from None
        raise ConfigurationError(
            f"settings cannot be read: {_variable([field[1]])} is not JSON; "
            'a list is written as ["telegram:1001", "x:2002"]'
        ) from None
    except ValueError as error:
        raise ConfigurationError(f"settings cannot be read: {error}") from None
    keep_secret(secrets_of(settings))
    return settings


def _variable(path: Sequence[str | int]) -> str:
    """The environment variable of a setting; what follows a number is inside of a list."""
    names = list(takewhile(lambda part: isinstance(part, str), path))
    return "CLAIMSPREAD_" + "__".join(str(name).upper() for name in names)
