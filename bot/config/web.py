"""Settings of the dashboard and the HTTP API."""

from pydantic import BaseModel, Field, field_validator

from bot.config.address import ListenAddress


class WebSettings(BaseModel):
    """Where the dashboard and the HTTP API are served."""

    listen: ListenAddress | None = Field(
        examples=["127.0.0.1:8100"],
        default=None,
        description="Address of the dashboard and the HTTP API inside `run`, such as `127.0.0.1:8100`; "
        "unset: off.",
    )
    public_url: str = Field(
        examples=["https://bot.example.org"],
        default="http://127.0.0.1:8100",
        description="Address under which people reach the dashboard; links in chat begin with it.",
    )
    checks_a_minute: int = Field(
        default=60, ge=1, description="Texts that one API token may have checked in a minute."
    )

    @field_validator("public_url")
    @classmethod
    def _public_url_is_http(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError(f"{url!r} must begin with https:// or http://")
        return url.rstrip("/")
