"""Rows of files that people hand in, CSV or a JSON object a line, numbered; a bad one stops no other."""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TextIO

from bot.claims.field_errors import whole_line
from bot.errors import InputError

_LONGEST_FIELD = 1_000_000
_LONGEST_LINE = 4_000_000
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
"""What `surrogateescape` makes of bytes that are no UTF-8."""
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Row:
    """One line of a file: its number, and either its fields by name or what is wrong with it."""

    number: int
    values: dict[str, object] | None = None
    fault: str | None = None


def is_csv(name: str) -> bool:
    """Whether a file's name says that it is CSV; all others are JSON."""
    return name.lower().endswith(".csv")


def read_csv(file: TextIO, needed: Iterable[str]) -> Iterator[Row]:
    """Rows of a CSV file in UTF-8 whose first line names the columns; semicolons and tabs separate too.

    Args:
        file: opened with `errors="surrogateescape"` and `newline=""`.
        needed: columns without which the file is refused.

    Raises:
        InputError: the first line is not UTF-8 or lacks a column, or a line is longer than a file may have.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    first = file.readline(_LONGEST_LINE)
    if _NOT_UTF8.search(first):
        raise InputError("the file is not UTF-8 text: save it as “CSV UTF-8”")
    lines = (line.replace("\0", "") for line in chain([first], _whole_lines(file)))
    rows = csv.DictReader(lines, delimiter=_separator(first), strict=False)
    header = {name.strip().lower() for name in rows.fieldnames or ()}
    if missing := [name for name in needed if name not in header]:
        raise InputError(f"the first line must name the columns; missing: {', '.join(missing)}")
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(rows.line_num, fault=str(error))
            continue
        if None in row:
            yield Row(rows.line_num, fault=whole_line("more-cells"))
            continue
        if any(isinstance(cell, str) and _NOT_UTF8.search(cell) for cell in row.values()):
            yield Row(rows.line_num, fault=whole_line("not-utf8"))
            continue
        values: dict[str, object] = {
            (name or "").strip().lower(): _unquoted(cell)
            for name, cell in row.items()
            if isinstance(cell, str)
        }
        yield Row(rows.line_num, values)


def read_json_lines(file: TextIO) -> Iterator[Row]:
    """Rows of a file with a JSON object a line; empty lines are none.

    Args:
        file: opened with `errors="surrogateescape"`.
    """
    number = 0
    while text := file.readline(_LONGEST_LINE):
        number += 1
        if len(text) == _LONGEST_LINE:
            while (more := file.readline(_LONGEST_LINE)) and not more.endswith("\n"):
                pass
            yield Row(number, fault=whole_line("too-long", most=str(_LONGEST_LINE)))
        elif text.strip():
            yield _json_row(number, text)


def begins_as_list(file: TextIO) -> bool:
    """Whether a file holds one JSON list; it is read from its start afterwards."""
    head = file.read(1)
    while head.isspace() or head == "\ufeff":
        head = file.read(1)
    file.seek(0)
    return head == "["


def read_json_list(file: TextIO) -> Iterator[Row]:
    """The objects of one JSON list, read whole; the number of each is its place, from 1.

    Raises:
        InputError: it is not UTF-8, or no JSON.
    """
    text = file.read()
    if _NOT_UTF8.search(text):
        raise InputError("the file is not UTF-8 text")
    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is not JSON: {error}") from None
    for number, values in enumerate(items, 1):
        if isinstance(values, dict):
            yield Row(number, values)
        else:
            yield Row(number, fault=whole_line("not-an-object"))


def as_cell(value: object) -> str:
    """A value for a CSV cell; what a spreadsheet would take for a formula is quoted."""
    cell = "" if value is None else str(value)
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell


def _unquoted(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_SIGNS) else cell


def _whole_lines(file: TextIO) -> Iterator[str]:
    number = 1
    while line := file.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE:
            raise InputError(f"line {number} is longer than {_LONGEST_LINE} characters")
        yield line


def _separator(header: str) -> str:
    """What separates the cells: spreadsheets of many countries write semicolons, some write tabs."""
    return max(",;\t", key=header.count)


def _json_row(number: int, text: str) -> Row:
    if _NOT_UTF8.search(text):
        return Row(number, fault=whole_line("not-utf8"))
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        return Row(number, fault=whole_line("not-json", message=error.msg, at=str(error.pos + 1)))
    except (RecursionError, ValueError):
        return Row(number, fault=whole_line("too-deep"))
    return Row(number, values) if isinstance(values, dict) else Row(number, fault=whole_line("not-an-object"))
