"""Settings of Telegram."""

import re
from typing import Self

from pydantic import BaseModel, Field, SecretStr, field_validator, model_validator

from bot.config.address import ListenAddress

_SECRET_TOKEN = re.compile(r"^[A-Za-z0-9_-]{1,256}$")


class TelegramSettings(BaseModel):
    """Telegram, by a bot token from @BotFather."""

    token: SecretStr | None = Field(
        examples=["123456789:token-from-BotFather"],
        default=None,
        description="Bot token from @BotFather; unset: Telegram is off.",
    )
    base_url: str = Field(
        default="https://api.telegram.org/bot", description="Bot API address, for a local Bot API server."
    )
    base_file_url: str | None = Field(
        examples=["http://127.0.0.1:8082/file/bot"],
        default=None,
        description="Address of files; derived from base_url when unset.",
    )
    poll_timeout: int = Field(
        default=25, ge=0, le=50, description="Seconds that one long poll waits for updates."
    )
    poll_patience: float = Field(
        default=15,
        gt=0,
        description="Seconds beyond poll_timeout after which a silent poll is given up and begun again.",
    )
    webhook_url: str | None = Field(
        examples=["https://bot.example.org/telegram"],
        default=None,
        description="Public https address at which Telegram delivers updates; unset: they are fetched.",
    )
    webhook_secret: SecretStr | None = Field(
        examples=["letters-digits_and-dashes"],
        default=None,
        description="Secret that Telegram shows with each delivery: 1 to 256 letters, digits, `_`, `-`.",
    )
    webhook_listen: ListenAddress = Field(
        default="127.0.0.1:8081", description="Where the webhook listens, behind your https proxy: HOST:PORT."
    )
    read_pictures: bool = Field(
        default=False,
        description="Read the text in pictures that are sent in private; needs `pip install "
        "'claimspread[ocr]'`.",
    )

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
        """Whether the bot uses Telegram."""
        return self.token is not None
