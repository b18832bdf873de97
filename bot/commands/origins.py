"""`/addorigin`, `/origins` and `/delorigin`: who published a claim, where, when, citing whom."""

import re
from datetime import UTC, datetime, timedelta

from bot.claims import editing
from bot.commands.claims import number_and_text
from bot.commands.fields import clean, read_id, read_link, read_text
from bot.commands.registry import Misuse, command
from bot.commands.viewing import load_claim, load_published
from bot.conversation.turn import Turn
from bot.markup import quoted, shorten, within
from bot.roles import Role
from bot.spread import telling
from bot.spread.words import moment
from storage import claims
from storage.claims import AppearanceDraft
from storage.models import Claim

MOST = 50
_PARTS = 5
_WHEN = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}([T ]\d{1,2}:\d{2}(:\d{2})?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?", re.IGNORECASE
)
_AHEAD = timedelta(days=1)
"""It may be tomorrow already where something was published."""


@command("addorigin", Role.EDITOR)
async def add_origin(turn: Turn, argument: str) -> None:
    """Add an appearance: `NUMBER WHO | WHERE | WHEN | CITING | LINK`."""
    number, text = number_and_text(argument)
    await keep_origin(turn, await load_published(turn, number), _read(turn, text))


async def keep_origin(turn: Turn, claim: Claim, draft: AppearanceDraft) -> None:
    """Add an appearance to a claim and say its number.

    Raises:
        Misuse: the claim has as many as one can have.
    """
    if len(claim.appearances) >= MOST:
        raise Misuse("origin-too-many", with_usage=False, claim=str(claim.id), count=len(claim.appearances))
    if await editing.add_appearance(turn.session, claim, draft, turn.editor):
        turn.effects.claims_changed.add(claim.id)
    entry = next(
        number for number, seed in enumerate(claim.appearances, 1) if claims.appearance_draft(seed) == draft
    )
    turn.say(turn.words("origin-added", entry=str(entry), claim=str(claim.id)))


@command("origins", Role.REVIEWER)
async def list_origins(turn: Turn, argument: str) -> None:
    """List a claim's appearances with the numbers by which they are removed."""
    claim = await load_claim(turn, read_id(argument))
    if not claim.appearances:
        turn.say(turn.words("origins-none", claim=str(claim.id)))
        return
    lines = [turn.words("origins-title", claim=str(claim.id))]
    lines += [
        turn.words(
            "origin-line",
            entry=str(entry),
            who=quoted(" · ".join(filter(None, (seed.who, seed.where, seed.url))), turn.words, 400),
            when=moment(seed.published_at, turn.words),
            citing=telling.sources(seed, turn.words),
        )
        for entry, seed in enumerate(claim.appearances, 1)
    ]
    turn.say(within(lines))


@command("delorigin", Role.EDITOR)
async def remove_origin(turn: Turn, argument: str) -> None:
    """Remove an appearance by its number in `/origins`."""
    number, text = number_and_text(argument)
    claim = await load_published(turn, number)
    entry = read_id(text)
    if not 1 <= entry <= len(claim.appearances):
        raise Misuse("origin-unknown", with_usage=False, claim=str(number), entry=str(entry))
    await editing.remove_appearance(turn.session, claim, entry, turn.editor)
    turn.effects.claims_changed.add(claim.id)
    turn.say(turn.words("origin-removed", entry=str(entry), claim=str(claim.id)))


def _read(turn: Turn, text: str) -> AppearanceDraft:
    """What was typed in one line, the parts between bars."""
    parts = [clean(part) for part in text.split("|", _PARTS - 1)]
    return read_origin(turn, *parts, *[""] * (_PARTS - len(parts)))


def read_origin(turn: Turn, who: str, where: str, when: str, citing: str, link: str) -> AppearanceDraft:
    """An appearance from its parts; all but the first may be empty.

    Raises:
        Misuse: a part cannot be used.
    """
    return AppearanceDraft(
        who=read_text("who", who),
        where=read_text("where", where) if where.strip() else None,
        citing=read_text("citing", citing) if citing.strip() else None,
        url=read_link(link) if link.strip() else None,
        published_at=_read_when(turn, clean(when)) if when.strip() else None,
    )


def _read_when(turn: Turn, typed: str) -> datetime:
    """A date (its first moment, UTC) or a date and time, in UTC where no offset stands behind it."""
    text = typed.upper().replace("UTC", "Z").replace(" Z", "Z")
    try:
        at = datetime.fromisoformat(text) if _WHEN.fullmatch(typed) else None
    except ValueError:
        at = None
    if at is None:
        raise Misuse("origin-when-unusable", typed=shorten(typed, 60))
    at = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    if at > turn.now + _AHEAD:
        raise Misuse("origin-when-ahead", typed=shorten(typed, 60))
    return at.astimezone(UTC)
