"""What the bot answers, as small HTML: fact-checks, suggestions, "nothing found"; and how it cuts texts.

Pure: claims, words and places come in, text goes out; buttons are joined to it in `bot.conversation.answers`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from bot.events import Button, OutgoingMessage, Place, PlaceKind
from bot.markup import STATEMENT_SHOWN, plain_text, quoted, safe_link
from bot.translations import Translator
from storage.claims import best_fact_check
from storage.models import Claim, FactCheck

X_VARIANTS = 6
"""How many wordings `x-reply-1` … and `x-nothing-1` … there are in each language file."""

X_UNREAD_VARIANTS = 3
"""How many wordings `x-unread-1` … there are for a post that holds nothing to read."""

X_LINK_VARIANTS = 4
"""How many words `x-link-1` … lead to the link; a fifth way is to say nothing before it."""

X_ELSEWHERE_VARIANTS = 3
"""How many wordings `x-dm-1` …, `x-page-1` … say where the link is."""

_X_WORDS_SHOWN = (40, 24, 16)
"""Characters of a publisher's name, and of its own rating, on a timeline: fewer where it is tight."""

_X_TITLE_SHOWN = 70
_X_CLAIM_SHOWN = 60
"""A title is told only where so much of the claim still has room."""

_QUOTE_MARKS = str.maketrans({"“": "‘", "„": "‘", "«": "‘", "”": "’", "»": "’", '"': "'"})

_ADDRESSES_SOMEBODY = re.compile(r"(?<!\w)[@＠$]+(?=\w)")

Links = Literal["include", "dm", "page"]


@dataclass(frozen=True)
class Fits:
    """What a public timeline asks of a text.

    Args:
        measure: whether a plain text may be posted as it is: the platform's own way to count.
        number: how many answers about the claim went before; each gets other words than the one before.
        links: put the link into the text, or say that it comes by direct message or stands on the page in
            the profile.
    """

    measure: Callable[[str], bool]
    number: int | None = None
    links: Links = "include"


def rating_words(claim: Claim, check: FactCheck | None, words: Translator) -> str:
    """The rating in the reader's language, with the publisher's own words where they add to it."""
    return rating_in(claim.rating, check.textual_rating if check is not None else None, words)


def rating_in(rating_name: str, textual: str | None, words: Translator, limit: int = 60) -> str:
    """One of the ratings, with the publisher's own words where they add to it."""
    rating = words.plain(f"rating-{rating_name}")
    own = (textual or "").strip()
    if not own or own.casefold() in {rating.casefold(), rating_name}:
        return rating
    return words.plain("rating-and-own-words", rating=rating, own=quoted(_unquoting(own), words, limit))


def publisher_of(check: FactCheck | None, words: Translator, limit: int = 100) -> str:
    """Who checked: the publisher's name, else the host of the fact-check, else "fact-checkers"."""
    if check is not None and check.publisher and check.publisher.strip():
        return quoted(_unquoting(check.publisher), words, limit)
    url = safe_link(check.url) if check is not None else None
    host = (urlsplit(url).hostname or "") if url is not None else ""
    return quoted(host.removeprefix("www."), words, limit) if host else words.plain("publisher-unknown")


def fact_check_reply(
    claim: Claim,
    words: Translator,
    place: Place,
    variant: int = 0,
    fits: Fits | None = None,
    *,
    disputed: bool = False,
) -> Markup:
    """The answer that gives a claim's fact-check: always the claim, its rating and who rated it.

    A fact-check's title often denies the claim, repeats it or asks: it never stands where a reader could take
    it for the claim, or for what was rated; where it is told, it is told as a title.

    Args:
        claim: with its fact-checks.
        words: in the reader's language; it also chooses the fact-check.
        place: private conversations get the title, too, groups less, X timelines one short text.
        variant: any number; on X two numbers never give one text, which X asks for.
        fits: what the timeline asks for; its own number wins. None where any length that we write is right.
        disputed: whether the message denied the claim: its writer must not take the rating for theirs.
    """
    check = best_fact_check(claim, words.language)
    url = safe_link(check.url) if check is not None else None
    if place.kind is PlaceKind.TIMELINE:
        return _short_reply(claim, check, words, fits or Fits(_always), variant)
    private = place.kind is PlaceKind.PRIVATE
    statement = claim.statement if private else _unaddressed(claim.statement)
    rating = rating_words(claim, check, words)
    parts = [words("fact-check-disputed")] if private and disputed else []
    parts.append(words("fact-check", rating=rating, claim=quoted(_unquoting(statement), words)))
    parts.append(words("fact-check-publisher", publisher=publisher_of(check, words)))
    if private and check is not None and check.title:
        parts.append(words("fact-check-title", title=quoted(_unquoting(check.title), words)))
    if url is None:
        parts.append(words("fact-check-without-link"))
    else:
        parts.append(escape(url))
    return Markup("\n").join(parts)


def reworded(claim: Claim, words: Translator, fits: Fits, now: datetime) -> Markup:
    """Another text for a timeline that refuses the first as a repetition; it tells the moment, in UTC."""
    check = best_fact_check(claim, words.language)
    number = (fits.number or 0) + 1
    return _short_reply(claim, check, words, replace(fits, number=number), number, now)


def _short_reply(
    claim: Claim,
    check: FactCheck | None,
    words: Translator,
    fits: Fits,
    variant: int,
    now: datetime | None = None,
) -> Markup:
    """One text that fits: the claim is cut until it does; the rating and the link never are."""
    number = variant if fits.number is None else fits.number
    turn, opening = divmod(number, X_VARIANTS)
    url = safe_link(check.url) if check is not None else None
    ways = _ways_to_link(words, fits.links) if url is not None else [""]
    turn, way = divmod(turn, len(ways))
    statement = _unquoting(_unaddressed(claim.statement))
    title = check.title if check is not None else None
    own = check.textual_rating if check is not None else None
    extras = [words("x-count", count=number + 1) if turn else Markup("")]
    if now is not None:
        extras = [words("x-as-of", moment=f"{now:%Y-%m-%d %H:%M:%S}")]
    elif turn == 1 and title:
        told = quoted(_unquoting(_unaddressed(title)), words, _X_TITLE_SHOWN)
        extras.insert(0, words("x-title", title=told))

    def written(length: int, extra: Markup, limit: int) -> Markup:
        rating = rating_in(claim.rating, _unaddressed(own) if own else None, words, limit)
        publisher = _unaddressed(publisher_of(check, words, limit))
        shown = quoted(statement, words, length)
        text = words(f"x-reply-{opening + 1}", claim=shown, rating=rating, publisher=publisher)
        text = Markup(" ").join(part for part in (text, extra, escape(ways[way])) if part)
        return text if url is None or fits.links != "include" else Markup("\n").join([text, escape(url)])

    def longest(extra: Markup, limit: int) -> int:
        low, high = 0, min(len(statement), STATEMENT_SHOWN)
        if fits.measure(plain_text(written(high, extra, limit))):
            return high
        while low < high - 1:
            middle = (low + high) // 2
            fitting = fits.measure(plain_text(written(middle, extra, limit)))
            low, high = (middle, high) if fitting else (low, middle)
        return low

    enough = min(len(statement), _X_CLAIM_SHOWN)
    tries = [(extra, limit) for limit in _X_WORDS_SHOWN for extra in extras]
    for extra, limit in tries:
        if (length := longest(extra, limit)) >= enough:
            break
    return written(length, extra, limit)


def _ways_to_link(words: Translator, links: Links) -> list[str]:
    """The words that lead to the link."""
    if links == "dm":
        return [words.plain(f"x-dm-{number}") for number in range(1, X_ELSEWHERE_VARIANTS + 1)]
    if links == "page":
        return [words.plain(f"x-page-{number}") for number in range(1, X_ELSEWHERE_VARIANTS + 1)]
    return ["", *(words.plain(f"x-link-{number}") for number in range(1, X_LINK_VARIANTS + 1))]


def _always(_text: str) -> bool:
    return True


def _unaddressed(text: str) -> str:
    """Without the signs by which a quoted text would call people or quote a stock before everybody."""
    return _ADDRESSES_SOMEBODY.sub("", text)


def _unquoting(text: str) -> str:
    """With single quotation marks inside, so that everybody sees where what is quoted ends."""
    return text.translate(_QUOTE_MARKS)


def suggestions(claims: Sequence[Claim], words: Translator) -> Markup:
    """Ask which claim is meant: the likeliest, numbered from 1 as their buttons are."""
    lines = [words("suggestions", count=len(claims))]
    lines += [
        words("suggestion", number=str(number), claim=quoted(claim.statement, words, 200))
        for number, claim in enumerate(claims, 1)
    ]
    return Markup("\n").join(lines)


def nothing_found_briefly(
    words: Translator, number: int, now: datetime | None = None, *, had_text: bool = True
) -> Markup:
    """The same before everybody; from the second round on, the moment in UTC makes each text its own."""
    kind, most = ("nothing", X_VARIANTS) if had_text else ("unread", X_UNREAD_VARIANTS)
    text = words(f"x-{kind}-{number % most + 1}")
    if now is None or number < most:
        return text
    return Markup(" ").join([text, words("x-as-of", moment=f"{now:%Y-%m-%d %H:%M:%S}")])


def nothing_found(words: Translator, *, had_text: bool, unread: str = "") -> Markup:
    """To somebody who asked: no fact-check was found, or there was nothing to read.

    `unread` is the kind of a file that holds what cannot be read, such as a voice message; `nothing` where
    nothing at all was there to be checked.
    """
    if had_text:
        return words("nothing-found")
    if unread == "nothing":
        return words("what-to-check")
    return words(f"unread-{unread}" if unread and unread != "other" else "nothing-to-read")


def as_numbered_choices(message: OutgoingMessage, first: int = 1) -> OutgoingMessage:
    """The same message where there are no buttons: choices numbered from `first`, addresses written out."""
    words = Translator(message.language)
    lines: list[Markup] = []
    number = first
    for button in (button for row in message.buttons for button in row):
        if button.url:
            lines.append(Markup("{}: {}").format(button.label, button.url))
        else:
            lines.append(words("numbered-choice", number=str(number), label=button.label))
            number += 1
    if not lines:
        return message
    if number > first:
        lines.append(words("answer-with-number"))
    html = "\n".join([message.html, "", *lines])
    return replace(message, html=html, buttons=())


def choices_of(message: OutgoingMessage) -> list[Button]:
    """The buttons that come back when chosen, in the order of their numbers."""
    return [button for row in message.buttons for button in row if button.payload]
