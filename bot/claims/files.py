"""Files of claims: CSV, JSON Lines or a JSON list in, and out again; a bad line never stops the rest."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bot.claims.form import ClaimForm, FormFault, read_form
from bot.claims.rows import Row, as_cell, begins_as_list, is_csv, read_csv, read_json_lines, read_json_list
from bot.errors import InputError
from storage.models import Claim
from storage.source_reviews import Provenance

COLUMNS = (
    *("claim", "rating", "url", "publisher", "title", "language", "phrasings"),
    *("textual_rating", "date", "claimant"),
)
PROVENANCE = ("source", "licence", "first_seen", "last_seen")
"""Written only: where a claim's first fact-check is known from."""
_NEEDED = ("claim", "rating")


@dataclass(frozen=True)
class ClaimLine:
    """One line of a file: its number, and either the claim or what is wrong with it."""

    number: int
    form: ClaimForm | None = None
    fault: str | None = None


def read_claims(path: Path) -> Iterator[ClaimLine]:
    """Read a file of claims, `.csv` or JSON (`.jsonl`, `.ndjson`, `.json`: a claim a line, or one list).

    Raises:
        InputError: the file cannot be opened, or its CSV header is not UTF-8 or lacks `claim` or `rating`.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            yield from read_claims_from(file, path.name)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def read_claims_from(file: TextIO, name: str) -> Iterator[ClaimLine]:
    """Read claims from an open text file; its name says what it is.

    Raises:
        InputError: its CSV header lacks `claim` or `rating`, or its JSON list is none.
    """
    if is_csv(name):
        rows = read_csv(file, _NEEDED)
    elif begins_as_list(file):
        rows = read_json_list(file)
    else:
        rows = read_json_lines(file)
    return map(_line, rows)


def write_claims(
    claims: Iterable[Claim],
    file: TextIO,
    *,
    as_csv: bool,
    provenance: Mapping[int, Sequence[Provenance]] | None = None,
) -> int:
    """Write claims so that `read_claims` reads them again; returns how many.

    In CSV a cell that a spreadsheet would run as a formula gets a leading apostrophe.
    """
    table = csv.DictWriter(file, (*COLUMNS, *PROVENANCE)) if as_csv else None
    if table is not None:
        table.writeheader()
    number = 0
    for number, claim in enumerate(claims, 1):  # noqa: B007 - the last number is the count
        known_from = (provenance or {}).get(claim.id, ())
        if table is not None:
            table.writerow(_csv_row(claim) | _csv_provenance(known_from))
        else:
            row = _json_row(claim) | _json_provenance(known_from)
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return number


def _line(row: Row) -> ClaimLine:
    if row.values is None:
        return ClaimLine(row.number, fault=row.fault)
    try:
        return ClaimLine(row.number, form=read_form(row.values))
    except FormFault as error:
        return ClaimLine(row.number, fault=error.fault)


def _csv_row(claim: Claim) -> dict[str, str]:
    row = _json_row(claim)
    row["phrasings"] = "|".join(phrasing.text.replace("|", "/") for phrasing in claim.phrasings)
    return {name: as_cell(row.get(name) or None) for name in COLUMNS}


def _csv_provenance(known_from: Sequence[Provenance]) -> dict[str, str]:
    """The first source of the first fact-check; empty where editors entered it."""
    if not known_from:
        return {}
    told = _as_json(known_from[0])
    return {name: as_cell(told.get(name) or None) for name in PROVENANCE}


def _json_provenance(known_from: Sequence[Provenance]) -> dict[str, object]:
    return {"provenance": [_as_json(one) for one in known_from]} if known_from else {}


def _as_json(one: Provenance) -> dict[str, str | None]:
    return {
        "fact_check": one.address,
        "source": one.source,
        "licence": one.licence,
        "first_seen": one.first_seen.isoformat(),
        "last_seen": one.last_seen.isoformat(),
        "expires": None if one.expires_at is None else one.expires_at.isoformat(),
    }


def _json_row(claim: Claim) -> dict[str, object]:
    check = claim.fact_checks[0] if claim.fact_checks else None
    row: dict[str, object] = {
        "claim": claim.statement,
        "rating": claim.rating,
        "url": check.url if check else None,
        "publisher": check.publisher if check else None,
        "title": check.title if check else None,
        "textual_rating": check.textual_rating if check else None,
        "date": check.published_on.isoformat() if check and check.published_on else None,
        "language": claim.language,
        "claimant": claim.claimant,
        "phrasings": [{"text": phrasing.text, "language": phrasing.language} for phrasing in claim.phrasings],
        "appearances": [
            {
                "who": appearance.who,
                "where": appearance.where,
                "when": appearance.published_at.isoformat() if appearance.published_at else None,
                "citing": appearance.citing,
                "url": appearance.url,
                "language": appearance.language,
            }
            for appearance in claim.appearances
        ],
    }
    return {name: value for name, value in row.items() if value not in (None, [])}
