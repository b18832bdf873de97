"""A claim's spread in sentences, in the reader's language. Pure: the figures come in, small HTML goes out."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.markup import quoted
from bot.spread.chain import cited_by
from bot.spread.figures import Growth, SpreadFigures, Unusual
from bot.spread.story import Story
from bot.spread.unnamed import names_nobody
from bot.spread.words import day, language_name, lasting, moment, number, percent, platform_name
from bot.translations import Translator
from storage.models import Appearance, Claim, Sighting
from storage.spread import Rise

_STATEMENT = 200
_IN_LIST = 120


def where(sighting: Sighting, words: Translator, *, named: bool) -> str:
    """Where something was seen: the platform and, where `named`, the place."""
    if sighting.place_kind == "private":
        return words.plain("where-private")
    name = platform_name(sighting.platform)
    if not named or sighting.place_kind == "timeline":
        return name
    title = quoted(sighting.place_title, words, 80) if sighting.place_title else words.plain("where-unknown")
    return f"{name}, {title}"


def sentences(story: Story, first: Sighting | None, words: Translator, *, named: bool) -> list[Markup]:
    """A story in three sentences, with what was listened to below; one sentence where nothing was seen.

    Args:
        story: the story.
        first: the earliest sighting of the period.
        words: the reader's.
        named: whether places may be named.
    """
    figures, totals = story.figures, story.figures.totals
    title = words(
        "spread-title",
        claim=str(story.claim.id),
        statement=quoted(story.claim.statement, words, _STATEMENT),
    )
    if first is None:
        return [title, words("spread-none", claim=str(story.claim.id))]
    spoken = len({cell.language for cell in story.cells if cell.language})
    seen = words(
        "spread-seen",
        posts=words.plain("count-posts", count=totals.posts),
        places=words.plain("count-places", count=totals.places),
        languages=words.plain("count-languages", count=spoken),
        when=moment(first.written_at, words),
        where=where(first, words, named=named),
    )
    lines = [title, seen, _stances(figures, words), _checked(figures, words)]
    if story.coverage is not None:
        lines.append(
            words(
                "spread-covered",
                places=words.plain("count-places", count=story.coverage.places),
                first=day(story.coverage.first_at, words),
                last=day(story.coverage.last_at, words),
            )
        )
    return lines


def firsts(
    claim: Claim, on: Sequence[Sighting], spoken: Sequence[Sighting], words: Translator
) -> list[Markup]:
    """Where a claim was seen first, on each platform and in each language, and who published it before."""
    if not on:
        lines = [words("first-nowhere", claim=str(claim.id))]
    else:
        lines = [words("first-title", claim=str(claim.id))]
        lines += [_first("first-on", platform_name(one.platform), one, words) for one in on]
        lines += [_first("first-in", language_name(one.language, words), one, words) for one in spoken]
    dated = sorted(
        claim.appearances, key=lambda seed: (seed.published_at is None, seed.published_at or datetime.max)
    )
    if dated:
        lines.append(words("first-origin"))
        lines += [
            words(
                "first-chain",
                when=moment(seed.published_at, words),
                who=quoted(" · ".join(filter(None, (seed.who, seed.where))), words, 150),
                citing=sources(seed, words),
            )
            for seed in dated
        ]
    for check in claim.fact_checks:
        if check.published_on is not None:
            when = day(
                datetime(check.published_on.year, check.published_on.month, check.published_on.day), words
            )
            lines.append(words("first-check", when=when, who=quoted(check.publisher or "—", words, 100)))
    return lines


def sources(appearance: Appearance, words: Translator) -> str:
    """Whom an appearance cites; a source that names nobody is shown as such, and so is none at all."""
    named = [
        words.plain("first-unnamed", source=quoted(source, words, 100))
        if names_nobody(source)
        else quoted(source, words, 100)
        for source in cited_by(appearance)
    ]
    return "; ".join(named) or words.plain("first-cites-nobody")


def trending(
    rises: Sequence[Rise],
    known: Mapping[int, Claim],
    growth: Mapping[int, Growth],
    now: datetime,
    words: Translator,
) -> list[Markup]:
    """The claims of the last 24 hours, the most seen first."""
    shown = [rise for rise in rises if rise.claim_id in known]
    if not shown:
        return [words("trending-none")]
    lines = [words("trending-title", when=moment(now, words))]
    return lines + [rise_line(rise, known[rise.claim_id], growth[rise.claim_id], words) for rise in shown]


def rise_line(rise: Rise, claim: Claim, growth: Growth, words: Translator) -> Markup:
    """One claim with its posts and places, beside what is usual."""
    return words(
        "trending-line",
        claim=str(claim.id),
        statement=quoted(claim.statement, words, _IN_LIST),
        posts=words.plain("count-posts", count=rise.posts),
        places=words.plain("count-places", count=rise.places),
        usual=usual(growth, words),
    )


def alert(claim: Claim, rise: Rise, found: Unusual, words: Translator) -> Markup:
    """An unusual rise, explained in one sentence; the claim below."""
    said = words(
        "alert-rise",
        claim=str(claim.id),
        posts=words.plain("count-posts", count=found.posts),
        places=words.plain("count-places", count=rise.places),
        usual=number(found.usual, words),
        score=number(found.score, words),
    )
    more = words("alert-more", claim=str(claim.id), statement=quoted(claim.statement, words, _STATEMENT))
    return Markup("\n").join([said, more])


def usual(growth: Growth, words: Translator) -> str:
    """What is usual for a day; a dash where there was no day before."""
    return "—" if growth.usual is None else number(growth.usual, words)


def _first(message: str, name: str, sighting: Sighting, words: Translator) -> Markup:
    return words(
        message,
        name=name,
        when=moment(sighting.written_at, words),
        where=where(sighting, words, named=True),
    )


def _stances(figures: SpreadFigures, words: Translator) -> Markup:
    shares = figures.shares
    return words(
        "spread-stances",
        asserting=percent(shares.asserting, words),
        reporting=percent(shares.reporting, words),
        denying=percent(shares.denying, words),
        asking=percent(shares.asking, words),
        lasting=words.plain("no-time-known")
        if figures.half_life is None
        else lasting(figures.half_life, words),
        recent=words.plain("count-posts", count=figures.growth.recent),
        usual=usual(figures.growth, words),
    )


def _checked(figures: SpreadFigures, words: Translator) -> Markup:
    if figures.to_check is None:
        return words("spread-unchecked")
    length = lasting(figures.to_check, words)
    before = figures.to_check.total_seconds() < 0
    if figures.to_answer is None or figures.to_answer.total_seconds() < 0:
        return words("spread-checked-before" if before else "spread-checked", lasting=length)
    message = "spread-checked-before-answered" if before else "spread-checked-answered"
    return words(message, lasting=length, answered=lasting(figures.to_answer, words))
