"""Holding requests, updates and answers against the Bot API's specification, where its file is present.

The file (`telegram-bot-api-10.1.json.gz`: methods and types with their fields) is no part of the project;
the fake works without it, and the tests that need it are skipped.
"""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.fakes.telegram.calls import BotCall

Json = dict[str, Any]

SPEC_FILE = Path(__file__).resolve().parents[4] / "shared" / "specs" / "telegram-bot-api-10.1.json.gz"

_PLAIN: dict[str, type | tuple[type, ...]] = {
    "String": str,
    "Integer": int,
    "Float": (int, float),
    "Boolean": bool,
    "True": bool,
}


@dataclass(frozen=True)
class Spec:
    """The specification, with checks that return what is wrong (nothing: all is well)."""

    methods: Json
    types: Json

    @classmethod
    def load(cls, path: Path = SPEC_FILE) -> "Spec | None":
        """The specification, None where its file is absent."""
        if not path.is_file():
            return None
        with gzip.open(path, "rt", encoding="utf-8") as file:
            content = json.load(file)
        return cls(content["methods"], content["types"])

    def violations(self, calls: Iterable[BotCall]) -> list[str]:
        """What is wrong with the bot's requests: unknown methods and parameters, missing or ill-typed
        ones."""
        return [f"call {call.number}: {problem}" for call in calls for problem in self.request_problems(call)]

    def request_problems(self, call: BotCall) -> Iterator[str]:
        """What is wrong with one request."""
        method = self.methods.get(call.method)
        if method is None:
            yield f"unknown method {call.method}"
            return
        fields = {field["name"]: field for field in method.get("fields", [])}
        for name, field in fields.items():
            if field["required"] and name not in call.params:
                yield f"{call.method} lacks {name}"
        for name, value in call.params.items():
            if isinstance(value, dict) and "upload" in value:
                continue
            if name not in fields:
                yield f"{call.method} has no parameter {name}"
            else:
                yield from self.problems(fields[name]["types"], value, f"{call.method}.{name}")

    def problems(self, types: list[str], value: Any, where: str) -> list[str]:
        """What is wrong with a value that should be of one of the types; the nearest miss where none fits."""
        misses = [list(self._one(kind, value, where)) for kind in types]
        return min(misses, key=len, default=[])

    def _one(self, kind: str, value: Any, where: str) -> Iterator[str]:
        if kind.startswith("Array of "):
            if not isinstance(value, list):
                yield f"{where}: expected an array, got {type(value).__name__}"
                return
            for number, item in enumerate(value):
                yield from self.problems([kind.removeprefix("Array of ")], item, f"{where}[{number}]")
        elif kind in _PLAIN:
            if not isinstance(value, _PLAIN[kind]) or (kind == "Integer" and isinstance(value, bool)):
                yield f"{where}: expected {kind}, got {value!r}"
        elif not isinstance(value, dict):
            yield f"{where}: expected {kind}, got {type(value).__name__}"
        elif subtypes := self.types[kind].get("subtypes"):
            yield from self.problems(subtypes, value, where)
        else:
            yield from self._object(kind, value, where)

    def _object(self, kind: str, value: Json, where: str) -> Iterator[str]:
        fields = {field["name"]: field for field in self.types[kind].get("fields", [])}
        for name, field in fields.items():
            if field["required"] and name not in value:
                yield f"{where}: {kind} lacks {name}"
        for name, item in value.items():
            if name not in fields:
                yield f"{where}: {kind} has no field {name}"
            else:
                yield from self.problems(fields[name]["types"], item, f"{where}.{name}")
