"""A request's parameters, read from any encoding that the platform takes and checked against the method
table.

Source: https://core.telegram.org/bots/api#making-requests (query string, form, multipart, JSON).
"""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakes.telegram.errors import bad_request
from tests.fakes.telegram.methods import Method, Parameter


@dataclass(frozen=True)
class Upload:
    """A file that came with the request."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Arguments:
    """Typed values by parameter name, and uploads by the name of their form field."""

    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def get(self, name: str, default: Any = None) -> Any:
        """The value, or the default where the bot did not give it."""
        return self.values.get(name, default)


async def read_request(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Raw parameters and uploads of a request; a malformed JSON body is a 400."""
    values: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        try:
            values |= await request.json()
        except (ValueError, TypeError):
            raise bad_request("can't parse JSON object") from None
        return values, uploads
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            uploads[name] = Upload(value.filename, value.file.read())
        else:
            values[name] = value
    return values, uploads


def check(method: Method, raw: dict[str, Any], uploads: dict[str, Upload]) -> Arguments:
    """Typed arguments.

    Raises:
        ApiError: 400 for an unknown, missing or ill-typed parameter.
    """
    values: dict[str, Any] = {}
    for name, value in raw.items():
        parameter = method.parameters.get(name)
        if parameter is None:
            raise bad_request(f"unknown parameter {name!r} for {method.name} (not in the fake's table)")
        values[name] = _typed(parameter, value)
    for parameter in method.parameters.values():
        if parameter.required and parameter.name not in values and parameter.name not in uploads:
            raise bad_request(f"parameter {parameter.name!r} is required")
    return Arguments(values, uploads)


def _typed(parameter: Parameter, value: Any) -> Any:
    for kind in parameter.types:
        try:
            return _converted(kind, value)
        except (ValueError, TypeError):
            continue
    raise bad_request(f"can't parse parameter {parameter.name!r} as {' or '.join(parameter.types)}")


def _converted(kind: str, value: Any) -> Any:
    if kind == "Integer":
        if isinstance(value, bool | float):
            raise TypeError
        return int(value)
    if kind in ("String", "InputFile"):
        if not isinstance(value, str):
            raise TypeError
        return value
    if kind == "Boolean":
        words = {"true": True, "1": True, "false": False, "0": False}
        if isinstance(value, bool):
            return value
        if not isinstance(value, str) or value.lower() not in words:
            raise ValueError
        return words[value.lower()]
    return _structure(kind, json.loads(value) if isinstance(value, str) else value)


def _structure(kind: str, value: Any) -> Any:
    """An object, or an array of what the kind says."""
    if not kind.endswith("[]"):
        if not isinstance(value, dict):
            raise TypeError
        return value
    if not isinstance(value, list):
        raise TypeError
    plain = {"Integer[]": int, "String[]": str}.get(kind, dict)
    if not all(isinstance(item, plain) for item in value):
        raise TypeError
    return value
