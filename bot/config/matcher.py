"""Settings of the matcher."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import BaseModel, Field


class MatcherSettings(BaseModel):
    """How posts are compared with claims."""

    model: str = Field(
        default="default",
        description="`default`, `english`, `multilingual`, or a SentenceTransformer's name or folder.",
    )
    reply_threshold: float | None = Field(
        examples=[0.97],
        default=None,
        ge=0,
        le=1,
        description="Probability from which the bot answers in public; unset: the model's own.",
    )
    review_threshold: float | None = Field(
        examples=[0.6],
        default=None,
        ge=0,
        le=1,
        description="Probability from which a reviewer is asked; unset: the model's own.",
    )
    offer_threshold: float | None = Field(
        examples=[0.5],
        default=None,
        ge=0,
        le=1,
        description="Probability from which a claim is offered in private; unset: the model's own.",
    )
    verifier: str = Field(
        default="default",
        description="What reads claim and post together: `default`, `none` (then nothing is answered in "
        "public), or an NLI or reranking CrossEncoder's name or folder.",
    )
    tuned_file: Path = Field(
        examples=["/var/lib/claimspread/tuned.json"],
        default_factory=lambda: user_data_path("claimspread") / "tuned.json",
        description="Calibration written by `claimspread tune --apply`; used where it fits the model.",
    )
    min_content_words: int = Field(
        default=4, ge=1, description="Posts with fewer content words never get a public automatic answer."
    )
