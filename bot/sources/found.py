"""The words of this room: kinds of sources, and a claim as a source says it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList


class Kind(StrEnum):
    """What a source is."""

    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"
    GOOGLE = "google"
    DUMP = "dump"


class Mode(StrEnum):
    """What becomes of a source's claims."""

    PROPOSE = "propose"
    PUBLISH = "publish"


@dataclass(frozen=True)
class FoundClaim:
    """A claim as a source says it; None and empty where it does not.

    Attributes:
        address: canonical address of the fact-check.
        claim: the statement, perhaps a guess; empty where there is none.
        rating: one of ours, where the publisher's word or scale is understood.
        publisher: as the source names it; who it is, its address says.
        from_review: whether the publisher itself says so as ClaimReview: all else is a guess.
        own: whether the review is of the very page that it stands on.
    """

    address: str
    claim: str
    rating: str | None = None
    textual_rating: str | None = None
    publisher: str | None = None
    title: str | None = None
    summary: str | None = None
    language: str | None = None
    published_on: date | None = None
    claimant: str | None = None
    appearances: tuple[str, ...] = ()
    licence: str | None = None
    from_review: bool = True
    own: bool = True


def host_of(url: str) -> str:
    """The host of an address in lower case without `www.`; empty where it has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.").rstrip(".")


def domain_of(url: str) -> str:
    """The registrable domain of an address (by the Public Suffix List), its host where there is none."""
    host = host_of(url)
    return host if _is_number(host) else _suffixes().privatesuffix(host) or host


def domains_of(url: str) -> list[str]:
    """The address's host and each domain above it that somebody can register, the longest first."""
    host, least = host_of(url), domain_of(url)
    parts = host.split(".")
    names = [".".join(parts[start:]) for start in range(len(parts))]
    return [name for name in names if name == least or name.endswith(f".{least}")] or [host]


def speaks_for(domains: tuple[str, ...] | list[str], url: str) -> bool:
    """Whether an address lies on one of these domains."""
    return bool(set(domains_of(url)) & {domain.removeprefix("www.") for domain in domains})


def _is_number(host: str) -> bool:
    """Whether a host is an address of the network itself: nobody registers a part of it."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
