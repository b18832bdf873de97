"""`/claims` and `/claim`: finding claims and looking at one; also how a claim is shown anywhere in chat."""

from datetime import timedelta

from markupsafe import Markup

from bot.commands.fields import read_id
from bot.commands.registry import Misuse, command, verb
from bot.conversation.turn import Turn
from bot.events import Button
from bot.markup import quoted, shorten, within
from bot.roles import Role
from bot.translations import Translator
from storage import accounts, claims, decisions, source_reviews
from storage.models import Claim
from storage.source_reviews import Provenance

PAGE = 8
"""Claims on one page of a list."""

_MOST_FOUND = 40
_LONGEST_OVERVIEW = 3000
_MOST_PHRASINGS = 12
_MOST_CHECKS = 5
_LONGEST_SEARCH = 300
_LISTED_FOR = timedelta(hours=24)
_TOPIC = "claims"


@command("claims", Role.REVIEWER)
async def list_claims(turn: Turn, argument: str) -> None:
    """Show the first page of all claims, newest first, or of those that the words find, likeliest first."""
    text = shorten(argument, _LONGEST_SEARCH)
    await accounts.keep_dialogue(
        turn.session,
        f"{turn.conversation}#{_TOPIC}",
        _TOPIC,
        {"words": text},
        turn.now + _LISTED_FOR,
        author=turn.pseudonym,
    )
    html, buttons = await _page(turn, text, 0)
    turn.say(html, buttons=buttons)


@verb("page", 1, Role.REVIEWER)
async def turn_page(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Show another page of the list that was asked for last."""
    (number,) = numbers
    row = await accounts.dialogue(turn.session, f"{turn.conversation}#{_TOPIC}", turn.now)
    if row is None:
        raise Misuse("press-over")
    html, buttons = await _page(turn, row.state["words"], number)
    turn.change(html, buttons=buttons)


@command("claim", Role.REVIEWER)
async def show_claim(turn: Turn, argument: str) -> None:
    """Show one claim with all that belongs to it."""
    claim = await load_claim(turn, read_id(argument))
    seen = await decisions.sighting_count(turn.session, claim.id)
    lines = [overview(claim, turn.words)]
    if claim.phrasings:
        lines.append(turn.words("claim-phrasings", count=len(claim.phrasings)))
        lines += [
            turn.words("list-item", text=quoted(phrasing.text, turn.words, 200))
            for phrasing in claim.phrasings[:_MOST_PHRASINGS]
        ]
        if len(claim.phrasings) > _MOST_PHRASINGS:
            lines.append(Markup("…"))
    if claim.appearances:
        lines.append(turn.words("claim-appearances"))
        lines += [
            turn.words(
                "list-item", text=quoted(" · ".join(filter(None, (seed.who, seed.where))), turn.words, 150)
            )
            for seed in claim.appearances[:5]
        ]
    known = (await source_reviews.of_claims(turn.session, [claim.id])).get(claim.id, [])
    lines += [_known_from(turn, one) for one in known[:_MOST_CHECKS]]
    lines.append(turn.words("claim-seen", count=seen))
    turn.say(within(lines))


def _known_from(turn: Turn, one: Provenance) -> Markup:
    """Where a fact-check is known from, since when, and under which licence."""
    licence = turn.words.plain("source-licence", licence=one.licence) if one.licence else ""
    return turn.words(
        "claim-provenance",
        source=quoted(one.source, turn.words, 100),
        first=f"{one.first_seen:%Y-%m-%d}",
        last=f"{one.last_seen:%Y-%m-%d}",
        licence=shorten(licence, 200),
    )


async def load_claim(turn: Turn, claim_id: int) -> Claim:
    """The claim of this number.

    Raises:
        Misuse: there is none.
    """
    claim = await claims.get(turn.session, claim_id)
    if claim is None:
        raise Misuse("claim-unknown", with_usage=False, claim=str(claim_id))
    return claim


async def load_published(turn: Turn, claim_id: int) -> Claim:
    """The claim of this number, which may still be changed.

    Raises:
        Misuse: there is none, or it was retracted.
    """
    claim = await load_claim(turn, claim_id)
    if not claim.is_published:
        raise Misuse("claim-is-retracted", with_usage=False, claim=str(claim_id))
    return claim


def brief(claim: Claim, words: Translator) -> Markup:
    """A claim in one line of a list."""
    message = "claim-brief" if claim.is_published else "claim-brief-retracted"
    return words(
        message,
        claim=str(claim.id),
        statement=quoted(claim.statement, words, 160),
        rating=words.plain(f"rating-{claim.rating}"),
    )


def overview(claim: Claim, words: Translator) -> Markup:
    """A claim with its rating and fact-checks in a few lines."""
    lines = [
        words(
            "claim-overview",
            claim=str(claim.id),
            statement=quoted(claim.statement, words, 500),
            rating=words.plain(f"rating-{claim.rating}"),
        )
    ]
    if not claim.is_published:
        lines.append(
            words("claim-retracted-because", reason=quoted(claim.retraction_reason or "—", words, 500))
        )
    if claim.claimant:
        lines.append(words("claim-claimant", claimant=quoted(claim.claimant, words, 200)))
    if claim.language:
        lines.append(words("claim-language", language=claim.language))
    for check in claim.fact_checks[:_MOST_CHECKS]:
        if check.publisher or check.title:
            named = " · ".join(filter(None, (check.publisher, check.title)))
            lines.append(Markup("{}").format(quoted(named, words, 200)))
        lines.append(Markup("{}").format(shorten(check.url, 500)))
    if not claim.fact_checks:
        lines.append(words("claim-without-check"))
    return within(lines, _LONGEST_OVERVIEW)


async def _page(turn: Turn, text: str, number: int) -> tuple[Markup, list[list[Button]]]:
    """One page of a list, with buttons to the pages beside it."""
    start = number * PAGE
    if text:
        found = await turn.find_claims(text, _MOST_FOUND)
        total, shown = len(found), found[start : start + PAGE]
    else:
        total = await claims.count(turn.session)
        shown = await claims.find(turn.session, limit=PAGE, offset=start)
    if not total:
        return turn.words("claims-none-found" if text else "claims-none"), []
    title = "claims-found" if text else "claims-all"
    lines = [turn.words(title, count=total), *(brief(claim, turn.words) for claim in shown)]
    pages = -(-total // PAGE)
    buttons = []
    if number > 0:
        buttons.append(turn.button(turn.words.plain("button-previous"), "page", number - 1, mine=True))
    if number + 1 < pages:
        buttons.append(turn.button(turn.words.plain("button-next"), "page", number + 1, mine=True))
    if pages > 1:
        lines.append(turn.words("claims-page", page=number + 1, pages=pages))
    return within(lines), [buttons] if buttons else []
