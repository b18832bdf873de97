"""Settings of the brake on public answers."""

from pydantic import BaseModel, Field


class BrakeSettings(BaseModel):
    """How much the bot may say in public by itself; beyond it, decisions go to the reviewers."""

    answers_an_hour: int = Field(
        default=120, ge=0, description="Public answers within an hour, all chats and platforms together."
    )
    answers_a_day: int = Field(
        default=1_000, ge=0, description="Public answers within a day, all chats and platforms together."
    )
    answers_an_hour_about_a_claim: int = Field(
        default=40, ge=0, description="Public answers about one claim within an hour."
    )
    answers_a_day_about_a_claim: int = Field(
        default=200, ge=0, description="Public answers about one claim within a day."
    )
