"""Settings of what is seen from outside."""

from pydantic import BaseModel, Field, field_validator


class MetricsSettings(BaseModel):
    """Where `/healthz`, `/readyz` and `/metrics` are served."""

    listen: str | None = Field(
        default=None,
        description="Address of `/healthz`, `/readyz` and `/metrics`, such as `127.0.0.1:9464`; unset: off.",
    )

    @field_validator("listen")
    @classmethod
    def _listen_is_an_address(cls, listen: str | None) -> str | None:
        if listen is None:
            return None
        host, _, port = listen.rpartition(":")
        if not host or not port.isdigit() or int(port) > 65_535:
            raise ValueError(f"{listen!r} is not HOST:PORT, such as 127.0.0.1:9464")
        return listen
