"""Every setting, in one place. Environment variables win over `claimspread.toml`.

Nested settings use two underscores: `CLAIMSPREAD_TELEGRAM__TOKEN`. Secrets are `SecretStr`: no log,
error or page shows them.
"""

import os
import re
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

from platformdirs import user_cache_path, user_data_path
from pydantic import BaseModel, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from sqlalchemy import URL

from bot.errors import ConfigurationError

DEFAULT_FILE = "claimspread.toml"
_OAUTH1 = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
_ACCOUNT = re.compile(r"^[a-z]+:\S+$")
_SECRET_TOKEN = re.compile(r"^[A-Za-z0-9_-]{1,256}$")


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
    poll_patience: float = Field(
        default=15,
        gt=0,
        description="Seconds beyond poll_timeout after which a silent poll is given up and begun anew.",
    )
    webhook_url: str | None = Field(
        default=None,
        description="Public https address at which Telegram delivers updates; unset: they are fetched.",
    )
    webhook_secret: SecretStr | None = Field(
        default=None,
        description="Secret that Telegram shows with each delivery: 1 to 256 letters, digits, `_`, `-`.",
    )
    webhook_listen: str = Field(
        default="127.0.0.1:8081", description="Where the webhook listens, behind your https proxy: HOST:PORT."
    )

    @field_validator("webhook_listen")
    @classmethod
    def _is_host_and_port(cls, listen: str) -> str:
        host, _, port = listen.rpartition(":")
        if not host or not port.isdigit() or int(port) > 65_535:
            raise ValueError(f"{listen!r} is not HOST:PORT, such as 127.0.0.1:8081")
        return listen

    @field_validator("webhook_secret")
    @classmethod
    def _is_a_secret_token(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not _SECRET_TOKEN.match(secret.get_secret_value()):
            raise ValueError("a webhook secret holds 1 to 256 letters, digits, _ and - only")
        return secret

    @model_validator(mode="after")
    def _webhook_has_a_secret(self) -> Self:
        if self.webhook_url is not None and self.webhook_secret is None:
            raise ValueError("webhook_url needs webhook_secret: without it anybody could hand in updates")
        return self

    @property
    def configured(self) -> bool:
        """Whether Telegram is to be used."""
        return self.token is not None


Dollars = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=6)]
"""US dollars, to a millionth."""


class XPrices(BaseModel):
    """X's price list, US dollars for one of each; defaults as of August 2026.

    Two things X does not state, hence settings: whether a summoned reply that holds a link stays at its
    price, and how posts and people that come along with an answer are counted.
    """

    post_read: Dollars = Field(default=Decimal("0.005"), description="Price of reading a post.")
    own_mention_read: Dollars = Field(
        default=Decimal("0.001"), description="Price of reading a mention of the app's owner."
    )
    own_post_read: Dollars = Field(
        default=Decimal("0.001"), description="Price of reading a post of the app's owner."
    )
    user_read: Dollars = Field(default=Decimal("0.010"), description="Price of reading an account.")
    dm_event_read: Dollars = Field(default=Decimal("0.010"), description="Price of reading a direct message.")
    post_create: Dollars = Field(default=Decimal("0.015"), description="Price of a post.")
    post_create_with_url: Dollars = Field(
        default=Decimal("0.200"), description="Price of a post that holds a link."
    )
    summoned_reply: Dollars = Field(
        default=Decimal("0.010"), description="Price of a reply to somebody who asked."
    )
    summoned_reply_with_url: Dollars = Field(
        default=Decimal("0.010"), description="The same with a link; 0.200 if X bills it so."
    )
    dm_create: Dollars = Field(default=Decimal("0.015"), description="Price of sending a direct message.")
    counts: Dollars = Field(default=Decimal("0.005"), description="Price of counting posts.")
    owns_app: bool = Field(
        default=True, description="The bot's account owns the app: its own posts and mentions are cheap."
    )
    bill_expansions: bool = Field(
        default=False, description="Posts and accounts that come along with an answer are charged too."
    )
    once_a_day: bool = Field(
        default=False, description="What was read before on the same UTC day is not charged again."
    )


class XSettings(BaseModel):
    """X (Twitter), by the keys of an app and of the bot's own account (OAuth 1.0a), or by `x login`."""

    consumer_key: SecretStr | None = Field(default=None, description="API key of the app.")
    consumer_secret: SecretStr | None = Field(default=None, description="API key secret of the app.")
    access_token: SecretStr | None = Field(default=None, description="Access token of the bot's account.")
    access_token_secret: SecretStr | None = Field(default=None, description="Its secret.")
    bearer_token: SecretStr | None = Field(
        default=None, description="App-only token, for streams and search."
    )
    client_id: SecretStr | None = Field(
        default=None, description="OAuth 2.0 client id of the app, for `claimspread x login`."
    )
    client_secret: SecretStr | None = Field(
        default=None, description="OAuth 2.0 client secret; unset for a public client."
    )
    authorize_url: str = Field(
        default="https://x.com/i/oauth2/authorize", description="Page on which the account consents."
    )
    base_url: str = Field(default="https://api.twitter.com", description="X API address, for a proxy.")
    daily_cap: Dollars | None = Field(
        default=None, description="Most that X may cost in a UTC day, in US dollars; unset: no limit."
    )
    monthly_cap: Dollars | None = Field(
        default=None, description="Most that X may cost in a month, in US dollars; unset: no limit."
    )
    answering_reserve: float = Field(
        default=0.25, ge=0, lt=1, description="Share of each cap that watching leaves for answering people."
    )
    keep_posts_days: int = Field(
        default=3,
        ge=1,
        description="Days for which posts of X are kept, each looked up daily; 1: none is, all go in a day.",
    )
    prices: XPrices = XPrices()
    hear: Literal["polling", "stream", "webhook"] = Field(
        default="polling",
        description="How mentions are heard: `polling`, `stream` (filtered stream) or `webhook` "
        "(X Activity API).",
    )
    poll_seconds: float = Field(
        default=60, gt=0, description="Seconds between two looks for mentions while some come."
    )
    poll_seconds_quiet: float | None = Field(
        default=None,
        gt=0,
        description="Seconds between two looks to which the pace falls while none come; "
        "unset: five times `poll_seconds`.",
    )
    webhook_url: str | None = Field(
        default=None, description="Public https address of the webhook, as X is to call it."
    )
    webhook_listen: str = Field(
        default="127.0.0.1:8088", description="Address and port on which the webhook listens."
    )
    watch: Literal["off", "stream", "search"] = Field(
        default="off",
        description="Note where known claims are posted without being asked: `stream` or `search`; "
        "nobody is answered.",
    )
    watch_seconds: float = Field(
        default=900, gt=0, description="Seconds between two searches for watched claims."
    )
    links: Literal["include", "dm", "page"] = Field(
        default="include",
        description="The fact-check's link in a public answer: `include`, or say that it comes by `dm` or "
        "stands on the `page` in the profile.",
    )
    dm_poll_seconds: float = Field(
        default=75, gt=0, description="Seconds between two looks for direct messages."
    )
    answer_unknown: bool = Field(
        default=False, description="Answer a mention for which no fact-check was found, instead of silence."
    )

    @property
    def signs(self) -> bool:
        """Whether calls are signed by OAuth 1.0a: all four of its values are set."""
        return not any(getattr(self, name) is None for name in _OAUTH1)

    @property
    def configured(self) -> bool:
        """Whether X is to be used: by OAuth 1.0a, or by what `x login` stored."""
        return self.signs or self.client_id is not None

    def missing(self) -> list[str]:
        """Names of the OAuth 1.0a values still needed, empty when none or all are set."""
        unset = [name for name in _OAUTH1 if getattr(self, name) is None]
        return [] if len(unset) == len(_OAUTH1) else unset


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
    tuned_file: Path = Field(
        default_factory=lambda: user_data_path("claimspread") / "tuned.json",
        description="Calibration written by `claimspread tune --apply`; used where it fits the model.",
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
    review_chat: str | None = Field(
        default=None,
        description="Chat of the reviewers that is told what waits, such as `telegram:-100123`; unset: none.",
    )
    retention_days: int = Field(
        default=90, ge=1, description="Days after which the text of posts that matched is deleted."
    )
    cache_folder: Path = Field(
        default_factory=lambda: user_cache_path("claimspread"), description="Folder of cached vectors."
    )
    telegram: TelegramSettings = TelegramSettings()
    x: XSettings = XSettings()
    matcher: MatcherSettings = MatcherSettings()

    @field_validator("review_chat")
    @classmethod
    def _review_chat_is_a_place(cls, chat: str | None) -> str | None:
        if chat is not None and not _ACCOUNT.match(chat):
            raise ValueError(f"{chat!r} is not a chat; write it as platform:id, such as telegram:-100123")
        return chat

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
