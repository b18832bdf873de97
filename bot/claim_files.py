"""Files of claims: CSV, JSON Lines or a JSON list in, and out again; a bad line never stops the rest."""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TextIO

from bot.claim_form import ClaimForm, read_form
from bot.errors import InputError
from storage.models import Claim

COLUMNS = ("claim", "rating", "url", "publisher", "title", "language", "phrasings")
_LONGEST_FIELD = 1_000_000
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
"""What `surrogateescape` makes of bytes that are no UTF-8."""
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Line:
    """One line of a file: its number, and either the claim or what is wrong with it."""

    number: int
    form: ClaimForm | None = None
    fault: str | None = None


def read_claims(path: Path) -> Iterator[Line]:
    """Read a file of claims, `.csv` or JSON (`.jsonl`, `.ndjson`, `.json`: a claim a line, or one list).

    Raises:
        InputError: the file cannot be opened, or its CSV header is not UTF-8 or lacks `claim` or `rating`.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            yield from read_claims_from(file, path.name)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def read_claims_from(file: TextIO, name: str) -> Iterator[Line]:
    """Read claims from an open text file; its name says what it is.

    Raises:
        InputError: its CSV header lacks `claim` or `rating`, or its JSON list is none.
    """
    if name.lower().endswith(".csv"):
        return _read_csv(file)
    head = file.read(1)
    while head.isspace():
        head = file.read(1)
    file.seek(0)
    return _read_json_list(file) if head == "[" else _read_json_lines(file)


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


def _read_csv(file: TextIO) -> Iterator[Line]:
    csv.field_size_limit(_LONGEST_FIELD)
    first = file.readline()
    if _NOT_UTF8.search(first):
        raise InputError("the file is not UTF-8 text: save it as “CSV UTF-8”")
    lines = (line.replace("\0", "") for line in chain([first], file))
    rows = csv.DictReader(lines, delimiter=_separator(first), strict=False)
    header = {name.strip().lower() for name in rows.fieldnames or ()}
    if missing := [name for name in ("claim", "rating") if name not in header]:
        raise InputError(f"the first line must name the columns; missing: {', '.join(missing)}")
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Line(rows.line_num, fault=str(error))
            continue
        if None in row:
            fault = "has more cells than the first line names; quote texts that hold the separator"
            yield Line(rows.line_num, fault=fault)
            continue
        if any(isinstance(cell, str) and _NOT_UTF8.search(cell) for cell in row.values()):
            yield Line(rows.line_num, fault="is not UTF-8 text")
            continue
        values: dict[str, object] = {
            (name or "").strip().lower(): _unquoted(cell)
            for name, cell in row.items()
            if isinstance(cell, str)
        }
        yield _line(rows.line_num, values)


def _separator(header: str) -> str:
    """What separates the cells: spreadsheets of many countries write semicolons, some write tabs."""
    return max(",;\t", key=header.count)


def _read_json_lines(file: TextIO) -> Iterator[Line]:
    for number, text in enumerate(file, 1):
        if not text.strip():
            continue
        if _NOT_UTF8.search(text):
            yield Line(number, fault="is not UTF-8 text")
            continue
        try:
            values = json.loads(text)
        except json.JSONDecodeError as error:
            yield Line(number, fault=f"is not JSON: {error.msg} at character {error.pos + 1}")
            continue
        except RecursionError:
            yield Line(number, fault="is not JSON: it is nested too deep")
            continue
        if isinstance(values, dict):
            yield _line(number, values)
        else:
            yield Line(number, fault="is not a JSON object")


def _read_json_list(file: TextIO) -> Iterator[Line]:
    """A list of claims; the number of each is its place, from 1."""
    text = file.read()
    if _NOT_UTF8.search(text):
        raise InputError("the file is not UTF-8 text")
    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is not JSON: {error}") from None
    for number, values in enumerate(items, 1):
        if isinstance(values, dict):
            yield _line(number, values)
        else:
            yield Line(number, fault="is not a JSON object")


def _line(number: int, values: dict[str, object]) -> Line:
    try:
        return Line(number, form=read_form(values))
    except InputError as error:
        return Line(number, fault=str(error))


def _csv_row(claim: Claim) -> dict[str, str]:
    row = _json_row(claim)
    row["phrasings"] = "|".join(phrasing.text.replace("|", "/") for phrasing in claim.phrasings)
    return {name: _quoted(str(row.get(name) or "")) for name in COLUMNS}


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


def as_cell(value: object) -> str:
    """A value for a CSV cell; what a spreadsheet would take for a formula is quoted."""
    return _quoted("" if value is None else str(value))


def _quoted(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell


def _unquoted(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_SIGNS) else cell
