"""Puts the parts of this room together, for the running bot and for single commands."""

from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

from bot.claims.pages import PORTS, PageReader, is_public
from bot.claims.search import ClaimSearch
from bot.clock import Clock
from bot.config import Settings
from bot.sources import dumps, sitemaps
from bot.sources.door import Near
from bot.sources.syncing import FindsNear, Syncer
from bot.sources.web import Web
from storage.database import Database

_LISTING_SECONDS = 30.0
_DOWNLOAD_SECONDS = 1_800.0


def make_web(
    database: Database,
    settings: Settings,
    clock: Clock,
    *,
    reader: PageReader | None = None,
    patient: bool = False,
) -> Web:
    """The way out to hosts; `reader` stands in for the network in tests."""
    own = settings.sources.private_networks

    def may_connect(address: IPv4Address | IPv6Address) -> bool:
        return is_public(address) or any(address in network for network in own)

    ports = None if own else PORTS
    pages = reader or PageReader(may_connect, ports, sitemaps.MOST_BYTES, _LISTING_SECONDS)
    downloads = reader or PageReader(may_connect, ports, dumps.MOST_BYTES, _DOWNLOAD_SECONDS)
    return Web(database, settings.sources, clock, pages, downloads, patient=patient)


def make_syncer(
    database: Database,
    settings: Settings,
    clock: Clock,
    matcher: ClaimSearch | None,
    *,
    reader: PageReader | None = None,
    changed: Callable[[], None] | None = None,
) -> Syncer:
    """What follows the sources; without a matcher only the same words join claims."""
    return Syncer(
        database,
        settings.sources,
        clock,
        make_web(database, settings, clock, reader=reader),
        None if matcher is None else near_by(matcher),
        0.5 if matcher is None else matcher.thresholds.review,
        Path(settings.cache_folder) / "sources",
        changed,
    )


def near_by(matcher: ClaimSearch) -> FindsNear:
    """Finds claims like a statement with the bot's own matcher."""

    def find(statements: Sequence[str], limit: int) -> list[list[Near]]:
        return [
            [Near(int(match.claim_id), match.probability) for match in matcher.search(statement, limit)]
            for statement in statements
        ]

    return find
