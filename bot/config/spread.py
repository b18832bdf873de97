"""Settings of the spread: when a rise is reported, and how charts look."""

from typing import Literal

from pydantic import BaseModel, Field


class SpreadSettings(BaseModel):
    """How a claim's spread is watched and drawn."""

    alert_posts: int = Field(
        default=10, ge=1, description="Posts within six hours from which a rise may be reported."
    )
    alert_score: float = Field(
        default=4.0,
        gt=0,
        description="Robust z-score, against the claim's own past, from which a rise is reported.",
    )
    chart_theme: Literal["light", "dark"] = Field(
        default="light", description="Charts in chat: `light` or `dark`, where nobody asks for one."
    )
