"""`/export`: every published claim as a file, in a form that `claimspread claims import` reads again."""

import io

from bot.claims.files import write_claims
from bot.commands.registry import Misuse, command
from bot.conversation.turn import Turn
from bot.events import Attachment, PlaceKind
from bot.platforms.capabilities import capabilities
from bot.roles import Role
from storage import claims, source_reviews

_MEDIA_TYPES = {"csv": "text/csv", "jsonl": "application/x-ndjson"}


@command("export", Role.EDITOR)
async def export(turn: Turn, argument: str) -> None:
    """Send the claims as CSV, or as JSON Lines, which keep everything."""
    chosen = argument.strip().lower() or "csv"
    if chosen not in _MEDIA_TYPES:
        raise Misuse("export-form-unknown")
    if not capabilities(turn.place.platform).takes_files:
        raise Misuse("export-not-here", with_usage=False)
    if turn.place.kind is not PlaceKind.PRIVATE:
        raise Misuse("export-in-private", with_usage=False)
    file = io.StringIO(newline="")
    found = [claim async for claim in claims.published(turn.session)]
    known = await source_reviews.of_claims(turn.session, [claim.id for claim in found])
    number = write_claims(found, file, as_csv=chosen == "csv", provenance=known)
    name = f"claims-{turn.now:%Y-%m-%d}.{chosen}"
    attachment = Attachment(name, _MEDIA_TYPES[chosen], file.getvalue().encode())
    turn.say(turn.words("exported", count=number), attachment=attachment)
