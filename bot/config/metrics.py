"""Settings of what is seen from outside."""

from pydantic import BaseModel, Field

from bot.config.address import ListenAddress


class MetricsSettings(BaseModel):
    """Where `/healthz`, `/readyz` and `/metrics` are served."""

    listen: ListenAddress | None = Field(
        examples=["127.0.0.1:9464"],
        default=None,
        description="Address of `/healthz`, `/readyz` and `/metrics`, such as `127.0.0.1:9464`; unset: off.",
    )
