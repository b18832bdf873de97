"""`claimspread sources proposals|ratings|publishers …`: what sources leave for people to decide."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.console import console, print_json
from bot.cli.opened import opened_database
from bot.config import load_settings
from bot.errors import InputError
from bot.sources import proposals
from bot.sources.proposals import Changed
from bot.sources.writing import Author
from storage import publishers as store
from storage import source_reviews
from storage.errors import DuplicateClaim
from storage.models.sources import SourceReview

app = typer.Typer(help="What sources propose.", no_args_is_help=True)
ratings = typer.Typer(help="Publishers' words for ratings that are not understood.", no_args_is_help=True)
publishers = typer.Typer(help="Publishers, their names and domains.", no_args_is_help=True)

_T = TypeVar("_T")
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
IdArgument = Annotated[int, typer.Argument(help="The proposal's id.", min=1)]


@app.command("list")
def list_proposals(
    limit: Annotated[int, typer.Option(help="How many at most.", min=1)] = 20,
    source: Annotated[int | None, typer.Option(help="Of this source alone.", min=1)] = None,
    as_json: JsonOption = False,
) -> None:
    """List what waits for an editor, the oldest first."""

    async def work() -> tuple[list[SourceReview], int]:
        async with opened_database() as database, database.read() as session:
            rows = await source_reviews.asking(session, limit, source_id=source)
            return rows, await source_reviews.count_asking(session, source)

    rows, total = asyncio.run(work())
    if as_json:
        print_json([as_dict(row) for row in rows])
        return
    if rows:
        table = Table(show_lines=True)
        for name in ("Id", "Asks", "Claim and page", "Rating", "Because"):
            table.add_column(name, overflow="fold")
        for row in rows:
            table.add_row(
                str(row.id),
                row.asks,
                Text(f"{row.statement}\n{row.address}"),
                Text(f"{row.rating or '?'} ({row.textual_rating or '—'})"),
                (row.reason or "") + (f"\nlike claim {row.near_claim_id}" if row.near_claim_id else ""),
            )
        console.print(table)
    console.print(f"{len(rows)} of {total} proposals")


@app.command()
def accept(
    proposal_id: IdArgument,
    rating: Annotated[str | None, typer.Option(help="In place of the one proposed.")] = None,
    claim: Annotated[str | None, typer.Option(help="Another statement.")] = None,
    into: Annotated[int | None, typer.Option(help="One more fact-check of this claim.", min=1)] = None,
) -> None:
    """Take a proposal in: as a new claim, as a change, or as one more fact-check of a claim."""

    async def work(session: AsyncSession, by: Author) -> int:
        try:
            if into is not None:
                return (await proposals.join(session, proposal_id, into, by)).id
            return (await proposals.accept(session, proposal_id, by, Changed(claim, rating))).id
        except DuplicateClaim as error:
            raise InputError(f"claim {error.claim_id} says just this: use --into {error.claim_id}") from None

    console.print(f"proposal {proposal_id} is claim {_decide(work)}")


@app.command()
def dismiss(proposal_id: IdArgument) -> None:
    """Leave a proposal; it is not made again, and what is in the catalogue stays."""

    async def work(session: AsyncSession, by: Author) -> None:
        await proposals.dismiss(session, proposal_id, by)

    _decide(work)
    console.print(f"proposal {proposal_id} is dismissed")


@ratings.command("list")
def list_ratings(as_json: JsonOption = False) -> None:
    """List the words that nobody has answered yet, with the publisher of each."""

    async def work() -> list[dict[str, Any]]:
        async with opened_database() as database, database.read() as session:
            words = await store.open_words(session, 500)
            names = await store.names_of(session, {word.publisher_id for word in words})
        return [
            {
                "id": word.id,
                "publisher": names.get(word.publisher_id, "?"),
                "word": word.word,
                "times": word.times,
            }
            for word in words
        ]

    rows = asyncio.run(work())
    if as_json:
        print_json(rows)
        return
    for row in rows:
        console.print(Text(f"{row['id']}  {row['publisher']}: {row['word']} × {row['times']} → ?"))
    console.print(f"{len(rows)} words to answer")


@ratings.command()
def answer(
    word_id: Annotated[int, typer.Argument(help="The word's id.", min=1)],
    rating: Annotated[str, typer.Argument(help="One of ours, or `ignore`: it is no rating.")],
) -> None:
    """Say once what a publisher's word means; what waits for it gets the rating."""
    settings = load_settings()

    async def work(session: AsyncSession, by: Author) -> str:
        word, _ = await proposals.answer_rating(session, word_id, rating, by, settings.sources)
        return word.word

    console.print(Text(f"{_decide(work)} → {rating}"))


@publishers.command("list")
def list_publishers(as_json: JsonOption = False) -> None:
    """List the publishers, with all their names and domains."""

    async def work() -> list[dict[str, Any]]:
        async with opened_database() as database, database.read() as session:
            return [
                {"id": one.id, "name": one.name, "names": names, "domains": domains}
                for one, names, domains in await store.every(session)
            ]

    rows = asyncio.run(work())
    if as_json:
        print_json(rows)
        return
    for row in rows:
        console.print(Text(f"{row['id']}  {row['name']}  {', '.join(row['domains'])}"))
    console.print(f"{len(rows)} publishers")


@publishers.command()
def edit(
    publisher_id: Annotated[int, typer.Argument(help="The publisher's id.", min=1)],
    name: Annotated[str | None, typer.Option(help="The name that the catalogue uses.")] = None,
    alias: Annotated[str | None, typer.Option(help="One more name of theirs.")] = None,
    domain: Annotated[str | None, typer.Option(help="One more domain of theirs.")] = None,
    into: Annotated[int | None, typer.Option(help="It is the same as this publisher.", min=1)] = None,
) -> None:
    """Rename a publisher, give them a name or a domain, or make two of them one."""

    async def work(session: AsyncSession, by: Author) -> str:
        return await proposals.edit_publisher(
            session, publisher_id, by, name=name, alias=alias, domain=domain, into=into
        )

    console.print(Text(f"publisher {publisher_id}: {_decide(work)}"))


def as_dict(row: SourceReview) -> dict[str, Any]:
    """A proposal for machines."""
    return {
        "id": row.id,
        "source": row.source_id,
        "asks": row.asks,
        "reason": row.reason,
        "claim": row.statement,
        "rating": row.rating,
        "textual_rating": row.textual_rating,
        "url": row.address,
        "title": row.title,
        "summary": row.summary,
        "publisher": row.publisher,
        "language": row.language,
        "date": row.published_on.isoformat() if row.published_on else None,
        "claim_id": row.claim_id,
        "like": row.near_claim_id,
        "pending": row.pending,
    }


def _decide(work: Callable[[AsyncSession, Author], Awaitable[_T]]) -> _T:
    async def run() -> _T:
        async with opened_database() as database, database.write() as session:
            return await work(session, Author("cli:operator", datetime.now(UTC)))

    return asyncio.run(run())
