"""What an event may use of the world, built once by the application: the store, the model, the platforms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.claims.catalogue import Catalogue
from bot.claims.pages import PageReader, ReadsPages
from bot.clock import Clock
from bot.config import Settings
from bot.conversation.pictures import PictureReader, ReadsPictures
from bot.platforms.base import HasStartPage, HoldsFiles, KnowsMembers
from bot.signing import Signer
from matchers.matcher import ClaimMatcher
from storage.database import Database


@dataclass(frozen=True)
class Resources:
    """Handed to those who handle events, and to what commands have prepared before a transaction."""

    database: Database
    matcher: ClaimMatcher
    catalogue: Catalogue
    settings: Settings
    signer: Signer
    clock: Clock
    members: Mapping[str, KnowsMembers] = field(default_factory=dict)
    files: Mapping[str, HoldsFiles] = field(default_factory=dict)
    pages: ReadsPages = field(default_factory=PageReader)
    pictures: ReadsPictures = field(default_factory=PictureReader)
    start_pages: Mapping[str, HasStartPage] = field(default_factory=dict)
    lease: timedelta = timedelta(minutes=2)
    """For how long a taken event is this worker's; then another may take it."""
