"""Files of claims: CSV, JSON Lines or a JSON list in, and out again; a bad line never stops the rest."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bot.claims.form import ClaimForm, FormFault, read_form
from bot.claims.rows import Row, as_cell, begins_as_list, is_csv, read_csv, read_json_lines, read_json_list
from bot.errors import InputError
from storage.models import Claim

COLUMNS = ("claim", "rating", "url", "publisher", "title", "language", "phrasings")
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


def write_claims(claims: Iterable[Claim], file: TextIO, *, as_csv: bool) -> int:
    """Write claims so that `read_claims` reads them again; returns how many.

    In CSV a cell that a spreadsheet would run as a formula gets a leading apostrophe.
    """
    table = csv.DictWriter(file, COLUMNS) if as_csv else None
    if table is not None:
        table.writeheader()
    number = 0
    for number, claim in enumerate(claims, 1):  # noqa: B007 - the last number is the count
        if table is not None:
            table.writerow(_csv_row(claim))
        else:
            file.write(json.dumps(_json_row(claim), ensure_ascii=False) + "\n")
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
