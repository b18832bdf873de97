"""Changing claims that are there: `/editclaim` and `/addphrasing`; see also `bot.commands.correcting`."""

import re
from collections.abc import Callable

from markupsafe import Markup

from bot.claims import editing
from bot.claims.editing import ChangeOutcome, Edits
from bot.commands.fields import (
    clean,
    read_field,
    read_id,
    read_language,
    read_link,
    read_rating,
    read_statement,
    read_text,
)
from bot.commands.registry import Misuse, command
from bot.commands.viewing import load_claim, load_published, overview
from bot.conversation.turn import Turn
from bot.markup import shorten, within
from bot.roles import Role
from storage.errors import DuplicateClaim
from storage.models import Claim

_FIELD_LINE = re.compile(r"^\s*([^\W\d_]+)\s*[:：]\s*(.*)$", re.DOTALL)


@command("editclaim", Role.EDITOR)
async def edit_claim(turn: Turn, argument: str) -> None:
    """Change fields of a claim: `ID field: value`, one field a line."""
    number, text = number_and_text(argument)
    claim = await load_published(turn, number)
    typed = _fields(text)
    values = {field: _READERS[field](turn, value) for field, value in typed.items()}
    own_words = read_rating(typed["rating"], turn.words)[1] if "rating" in typed else None
    link = _read_link_change(claim, values.pop("link")) if "link" in values else None
    changed = await _edit(turn, claim, Edits(dict(values), link=link, own_words=own_words))
    turn.say(
        Markup("\n").join([turn.words("claim-edited", claim=str(claim.id)), overview(claim, turn.words)])
    )
    turn.hear_of(changed)


@command("addphrasing", Role.EDITOR)
async def add_phrasing(turn: Turn, argument: str) -> None:
    """Add another wording to a claim: the one that is typed, or that of the post replied to."""
    number, text = number_and_text(_own_or_above(turn, argument))
    phrasing = read_statement(text, "phrasing")
    claim = await load_published(turn, number)
    if not await editing.add_wording(turn.session, claim, phrasing, turn.editor):
        turn.say(turn.words("phrasing-known", claim=str(claim.id), count=len(claim.phrasings)))
        return
    turn.effects.claims_changed.add(claim.id)
    turn.say(turn.words("phrasing-added", claim=str(claim.id), count=len(claim.phrasings)))


def _own_or_above(turn: Turn, argument: str) -> str:
    """What was typed; where that is a claim's number alone, with the words of the post replied to."""
    if len(argument.split()) == 1 and turn.about is not None and turn.about.text:
        return f"{argument} {turn.about.text}"
    return argument


def number_and_text(argument: str) -> tuple[int, str]:
    """A claim's number and what comes after it.

    Raises:
        Misuse: one of them is missing.
    """
    parts = argument.split(maxsplit=1)
    if len(parts) < 2:
        raise Misuse("id-and-text-missing")
    return read_id(parts[0]), parts[1]


def _fields(text: str) -> dict[str, str]:
    """Split `field: value` lines; a line without a field's name goes on with the one before."""
    fields: dict[str, str] = {}
    latest = ""
    for line in text.splitlines():
        found = _FIELD_LINE.match(line)
        if found is not None and not (latest and found[2].startswith("//")):
            latest = read_field(found[1])
            if latest in fields:
                raise Misuse("field-twice", field=latest)
            fields[latest] = found[2]
        elif latest:
            fields[latest] += f" {line}"
        elif clean(line):
            raise Misuse("field-missing")
    if not fields:
        raise Misuse("field-missing")
    return fields


_READERS: dict[str, Callable[[Turn, str], str]] = {
    "statement": lambda _turn, text: read_statement(text),
    "rating": lambda turn, text: read_rating(text, turn.words)[0],
    "claimant": lambda _turn, text: read_text("claimant", text),
    "language": lambda _turn, text: read_language(text),
    "link": lambda _turn, text: " ".join(read_link(link) for link in text.split()[:2]) or read_link(text),
}


def _read_link_change(claim: Claim, links: str) -> tuple[str | None, str]:
    """The address to be replaced (None: there is none yet) and the new one.

    Raises:
        Misuse: it is unclear which of several is meant, or the claim does not have it, or has the new one.
    """
    known = [check.url for check in claim.fact_checks]
    *olds, new = links.split()
    if not olds and len(known) > 1:
        raise Misuse("link-which", detail=within(Markup("{}").format(shorten(url, 500)) for url in known))
    old = olds[0] if olds else next(iter(known), None)
    if old is not None and old not in known:
        raise Misuse("link-not-there", link=shorten(old, 200))
    if new in known:
        raise Misuse("link-known", with_usage=False, link=shorten(new, 200))
    return old, new


async def _edit(turn: Turn, claim: Claim, edits: Edits) -> ChangeOutcome:
    try:
        return await editing.edit(turn.session, claim, edits, turn.editor)
    except DuplicateClaim as duplicate:
        known = await load_claim(turn, duplicate.claim_id)
        raise Misuse(
            "claim-duplicate", with_usage=False, detail=overview(known, turn.words), claim=str(known.id)
        ) from None
