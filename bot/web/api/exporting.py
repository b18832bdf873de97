"""`GET /claims/{id}/sightings/export`: all sightings of a claim as CSV, JSON Lines or Parquet.

Without personal data: no authors, no private chats' names. Streamed, but for Parquet, whose footer needs all.
"""

import csv
import io
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import Response, StreamingResponse

from bot.app import App
from bot.claims.rows import as_cell
from bot.web.access import RunningBot
from bot.web.api.catalogue import wanted
from bot.web.api.shapes import Id, SightingOut, sighting_out
from bot.web.api.tokens import REFUSALS, Reader
from storage import spread

router = APIRouter(tags=["spread"], responses={**REFUSALS, 404: {"description": "No such claim."}})
_BATCH = 2_000
_COLUMNS = tuple(SightingOut.model_fields)
Form = Literal["csv", "jsonl", "parquet"]
_KINDS: dict[Form, str] = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
}


@router.get(
    "/claims/{claim_id}/sightings/export",
    response_class=Response,
    responses={
        200: {"content": {kind: {"schema": {"type": "string"}} for kind in _KINDS.values()}},
        406: {"description": "Parquet needs the extra `parquet`."},
    },
)
async def export(
    app: RunningBot,
    _caller: Reader,
    claim_id: Id,
    form: Annotated[Form, Query(alias="format")] = "csv",
) -> Response:
    """Every sighting of a claim in one file."""
    await wanted(app, claim_id)
    name = {"Content-Disposition": f'attachment; filename="sightings-{claim_id}.{form}"'}
    if form == "csv":
        return StreamingResponse(_csv(app, claim_id), media_type=_KINDS[form], headers=name)
    if form == "jsonl":
        return StreamingResponse(_jsonl(app, claim_id), media_type=_KINDS[form], headers=name)
    return Response(await _parquet(app, claim_id), media_type=_KINDS[form], headers=name)


async def _batches(app: App, claim_id: int) -> AsyncIterator[list[SightingOut]]:
    position = None
    while True:
        async with app.database.read() as session:
            rows = await spread.page(session, claim_id, _BATCH, position)
        if rows:
            yield [sighting_out(row) for row in rows]
        if len(rows) < _BATCH:
            return
        position = rows[-1].written_at, rows[-1].id


async def _csv(app: App, claim_id: int) -> AsyncIterator[str]:
    yield "".join(_csv_lines([_COLUMNS]))
    async for batch in _batches(app, claim_id):
        rows = (row.model_dump(mode="json") for row in batch)
        yield "".join(_csv_lines([tuple(as_cell(row[name]) for name in _COLUMNS) for row in rows]))


def _csv_lines(rows: list[tuple[str, ...]]) -> Iterator[str]:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    yield buffer.getvalue()


async def _jsonl(app: App, claim_id: int) -> AsyncIterator[str]:
    async for batch in _batches(app, claim_id):
        yield "".join(f"{row.model_dump_json()}\n" for row in batch)


async def _parquet(app: App, claim_id: int) -> bytes:
    """One Parquet file.

    Raises:
        HTTPException: 406, the library is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an optional extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise HTTPException(406, "Parquet needs more: pip install 'claimspread[parquet]'") from None
    rows: list[dict[str, Any]] = []
    async for batch in _batches(app, claim_id):
        rows += [row.model_dump() for row in batch]
    schema = pa.schema(
        [
            ("id", pa.int64()),
            ("claim_id", pa.int64()),
            ("platform", pa.string()),
            ("place", pa.string()),
            ("place_kind", pa.string()),
            ("written_at", pa.timestamp("us", tz="UTC")),
            ("seen_at", pa.timestamp("us", tz="UTC")),
            ("path", pa.string()),
            ("language", pa.string()),
            ("stance", pa.string()),
            ("probability", pa.float64()),
            ("reach", pa.int64()),
            ("url", pa.string()),
        ]
    )
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), sink, compression="zstd")
    return bytes(sink.getvalue())
