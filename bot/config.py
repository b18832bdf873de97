"""Every setting, in one place. Environment variables win over `claimspread.toml`.

Nested settings use two underscores: `CLAIMSPREAD_TELEGRAM__TOKEN`. Secrets are `SecretStr`: no log,
error or page shows them.
"""

import os
import re
from pathlib import Path
from typing import Annotated

from platformdirs import user_cache_path, user_data_path
from pydantic import BaseModel, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from sqlalchemy import URL

from bot.errors import ConfigurationError

DEFAULT_FILE = "claimspread.toml"
_ACCOUNT = re.compile(r"^[a-z]+:\S+$")


def sqlite_url(file: Path) -> str:
    """The URL of a SQLite file, whatever characters its folders hold."""
    return URL.create("sqlite", database=str(file)).render_as_string(hide_password=False)


class TelegramSettings(BaseModel):
    """Telegram, by a bot token from @BotFather."""

    token: SecretStr | None = Field(
        default=None, description="Bot token from @BotFather; unset: Telegram is off."
    )
    base_url: str = Field(
        default="https://api.telegram.org/bot", description="Bot API address, for a local Bot API server."
    )
    base_file_url: str | None = Field(
        default=None, description="Address of files; derived from base_url when unset."
    )
    poll_timeout: int = Field(
        default=25, ge=0, le=50, description="Seconds that one long poll waits for updates."
    )

    @property
    def configured(self) -> bool:
        """Whether Telegram is to be used."""
        return self.token is not None


class XSettings(BaseModel):
    """X (Twitter), by the keys of an app and of the bot's own account (OAuth 1.0a)."""

    consumer_key: SecretStr | None = Field(default=None, description="API key of the app.")
    consumer_secret: SecretStr | None = Field(default=None, description="API key secret of the app.")
    access_token: SecretStr | None = Field(default=None, description="Access token of the bot's account.")
    access_token_secret: SecretStr | None = Field(default=None, description="Its secret.")
    bearer_token: SecretStr | None = Field(
        default=None, description="App-only token, for streams and search."
    )
    base_url: str = Field(default="https://api.twitter.com", description="X API address, for a proxy.")
    poll_seconds: float = Field(default=60, gt=0, description="Seconds between two looks for mentions.")
    dm_poll_seconds: float = Field(
        default=75, gt=0, description="Seconds between two looks for direct messages."
    )
    answer_unknown: bool = Field(
        default=False, description="Answer a mention for which no fact-check was found, instead of silence."
    )

    @property
    def configured(self) -> bool:
        """Whether X is to be used: all four OAuth 1.0a values are set."""
        return None not in (
            self.consumer_key,
            self.consumer_secret,
            self.access_token,
            self.access_token_secret,
        )

    def missing(self) -> list[str]:
        """Names of the values still needed, empty when none or all are set."""
        names = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
        unset = [name for name in names if getattr(self, name) is None]
        return [] if len(unset) == len(names) else unset


class MatcherSettings(BaseModel):
    """How posts are compared with claims."""

    model: str = Field(
        default="default",
        description="`default`, `english`, `multilingual`, or a SentenceTransformer's name or folder.",
    )
    reply_threshold: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="Probability from which the bot answers in public; unset: the model's own.",
    )
    review_threshold: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="Probability from which a reviewer is asked; unset: the model's own.",
    )
    min_content_words: int = Field(
        default=4, ge=1, description="Posts with fewer content words never get a public automatic answer."
    )


class Settings(BaseSettings):
    """All settings of the bot."""

    model_config = SettingsConfigDict(
        env_prefix="CLAIMSPREAD_", env_nested_delimiter="__", extra="ignore", validate_default=True
    )

    database_url: str = Field(
        default_factory=lambda: sqlite_url(user_data_path("claimspread") / "claimspread.sqlite3"),
        description="Where everything is kept: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`.",
    )
    owners: Annotated[
        tuple[str, ...],
        Field(description='Accounts that may do everything, such as `["telegram:1001", "x:2002"]`.'),
    ] = ()
    secret_key: SecretStr | None = Field(
        default=None,
        description="Key for pseudonyms and button signatures; unset: one is made beside the database.",
    )
    language: str = Field(default="en", description="Language of answers where the reader's is not known.")
    retention_days: int = Field(
        default=90, ge=1, description="Days after which the text of posts that matched is deleted."
    )
    cache_folder: Path = Field(
        default_factory=lambda: user_cache_path("claimspread"), description="Folder of cached vectors."
    )
    telegram: TelegramSettings = TelegramSettings()
    x: XSettings = XSettings()
    matcher: MatcherSettings = MatcherSettings()

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
    """Read the settings from the environment and `claimspread.toml`.

    Raises:
        ConfigurationError: a value is of the wrong form; the message names each, without secret values.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()
        )
        raise ConfigurationError(f"settings cannot be used: {faults}") from None
    except ValueError as error:
        raise ConfigurationError(f"settings cannot be read: {error}") from None
