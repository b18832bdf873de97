"""Settings of the sources that claims come from, and of what this catalogue gives out."""

from ipaddress import IPv4Network, IPv6Network
from typing import Annotated

from pydantic import BaseModel, Field, SecretStr


class SourceSettings(BaseModel):
    """How sources are read, and what is given out."""

    model_config = {"extra": "forbid"}

    google_key: SecretStr | None = Field(
        examples=["key-from-the-console"],
        default=None,
        description="API key of Google's Fact Check Tools; unset: that kind of source is not offered.",
    )
    google_url: str = Field(
        default="https://factchecktools.googleapis.com",
        description="Where Google's Fact Check Tools API is asked.",
    )
    google_days: int = Field(
        default=30, ge=1, description="Days for which what Google gave is kept without being seen again."
    )
    contact: str = Field(
        examples=["desk@example.org"],
        default="",
        description="Address that the hosts of sources are told, such as an e-mail or a page.",
    )
    pace_seconds: float = Field(
        default=5,
        ge=0.1,
        description="Least seconds between two requests to one host; a longer one in its robots.txt holds.",
    )
    list_minutes: float = Field(
        default=30, ge=1, description="Minutes between two looks at a feed, sitemap or API."
    )
    backfill_days: int = Field(
        default=365, ge=1, description="Pages that a sitemap says are older are not read."
    )
    silent_days: int = Field(
        default=14, ge=1, description="Days without anything new after which a source is reported as silent."
    )
    join_probability: float = Field(
        default=0.97,
        ge=0.5,
        le=1,
        description="From this probability on, a published source's claim joins the one that it repeats.",
    )
    most_new_a_day: int = Field(
        default=50,
        ge=1,
        description="New claims a day from one source beyond which it no longer publishes by itself.",
    )
    private_networks: Annotated[
        tuple[IPv4Network | IPv6Network, ...],
        Field(
            description=(
                "Networks of your own, such as 10.0.0.0/8, that sources may be read from, at any port; "
                "unset: only the public internet."
            )
        ),
    ] = ()
    own_domains: Annotated[
        tuple[str, ...],
        Field(
            examples=[("example.org",)],
            description="Domains of your own fact-checks, given out in feeds; "
            "unset: all that no source gave.",
        ),
    ] = ()
    public_feeds: bool = Field(
        default=False,
        description="Whether the dashboard gives out your own fact-checks at `/feeds/…` to everybody.",
    )
