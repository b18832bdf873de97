"""Readers of the sample data, shared by the tests of the demo; they check nothing."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from telegram import Message, Update

DATA = files("bot.demo") / "data"


@dataclass(frozen=True)
class Expected:
    """One row of `expected.tsv`; `claim` is the line of `claims.jsonl`, from 1."""

    line: int
    platform: str
    id: str
    claim: int | None
    stance: str | None
    address: str
    kind: str


def json_lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def expectations() -> list[Expected]:
    rows = csv.DictReader(
        (DATA / "expected.tsv").read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    return [
        Expected(
            line=int(row["line"]),
            platform=row["platform"],
            id=row["id"],
            claim=None if row["claim"] == "none" else int(row["claim"]),
            stance=None if row["stance"] == "none" else row["stance"],
            address=row["address"],
            kind=row["kind"],
        )
        for row in rows
    ]


def telegram_messages(posts: list[dict[str, Any]]) -> list[Message]:
    """The message of every Telegram line, as python-telegram-bot reads it."""
    found = []
    for post in posts:
        if post["platform"] == "telegram":
            update = Update.de_json(post["update"], None)
            assert update.effective_message is not None, post
            found.append(update.effective_message)
    return found


def x_posts(posts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The response body of every X line: `data`, `includes` and, for a post that is gone, `errors`."""
    return [post["post"] for post in posts if post["platform"] == "x"]


def delivered_at(post: dict[str, Any]) -> datetime:
    """When the platform could first deliver this line: written, or last edited."""
    if post["platform"] == "x":
        return datetime.fromisoformat(post["post"]["data"]["created_at"])
    message = telegram_message_json(post)
    return datetime.fromtimestamp(message.get("edit_date", message["date"]), UTC)


def telegram_message_json(post: dict[str, Any]) -> dict[str, Any]:
    """The one object that a Telegram update carries beside its id."""
    (message,) = (value for key, value in post["update"].items() if key != "update_id")
    assert isinstance(message, dict)
    return message


def strings(value: object) -> Iterator[str]:
    """Every string anywhere inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
