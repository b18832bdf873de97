"""Reads a Compose file as `docker compose` does: `.env` first, then every value interpolated, profiles last.

After the Compose specification, "Interpolation", and the rules for `.env` files in Docker's documentation. As
there, the whole file is interpolated, services of other profiles too.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

_LINE = re.compile(r"^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$")
_NAME = re.compile(r"[A-Za-z_]\w*")


class MissingVariable(Exception):
    """A variable that the file requires is not set; the message is the file's own."""


def read_env(text: str) -> dict[str, str]:
    """The variables of an `.env` file: comments, quotes, and a comment after a space behind a bare value."""
    found = {}
    for line in text.splitlines():
        if line.lstrip().startswith("#") or not (parts := _LINE.match(line)):
            continue
        name, value = parts.groups()
        if value[:1] in ("'", '"'):
            value = value[1 : value.index(value[0], 1)]
        else:
            value = re.sub(r"(^|\s+)#.*$", "", value)
        found[name] = value
    return found


def read(file: Path, env: Mapping[str, str]) -> dict[str, Any]:
    """The file with every value interpolated.

    Raises:
        MissingVariable: one that is required is not set, or empty.
    """
    found: dict[str, Any] = _walk(yaml.safe_load(file.read_text("utf-8")), env)
    return found


def services(compose: Mapping[str, Any], *profiles: str) -> dict[str, Any]:
    """The services that start with these profiles."""
    return {
        name: service
        for name, service in compose["services"].items()
        if not service.get("profiles") or set(service["profiles"]) & set(profiles)
    }


def _walk(value: Any, env: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return interpolate(value, env)
    if isinstance(value, dict):
        return {key: _walk(one, env) for key, one in value.items()}
    if isinstance(value, list):
        return [_walk(one, env) for one in value]
    return value


def interpolate(text: str, env: Mapping[str, str]) -> str:
    """One value: `$NAME`, `${NAME}`, `:-`, `-`, `:?`, `?`, `:+`, `+`, nested, and `$$` for a dollar sign."""
    done, at = "", 0
    while at < len(text):
        if text[at] != "$":
            done, at = done + text[at], at + 1
        elif text.startswith("$$", at):
            done, at = done + "$", at + 2
        elif text.startswith("${", at):
            end = _closing(text, at + 2)
            done, at = done + _braced(text[at + 2 : end], env), end + 1
        elif name := _NAME.match(text, at + 1):
            done, at = done + env.get(name.group(), ""), name.end()
        else:
            raise ValueError(f"a lone $ in {text!r}")
    return done


def _closing(text: str, at: int) -> int:
    depth = 1
    while at < len(text):
        if text.startswith("${", at):
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if not depth:
                return at
        at += 1
    raise ValueError(f"an open brace in {text!r}")


def _braced(inside: str, env: Mapping[str, str]) -> str:
    name = _NAME.match(inside)
    if name is None:
        raise ValueError(f"no name in {inside!r}")
    rest = inside[name.end() :]
    value = env.get(name.group())
    if not rest:
        return value or ""
    operator, word = (rest[:2], rest[2:]) if rest[0] == ":" else (rest[0], rest[1:])
    there = bool(value) if operator[0] == ":" else value is not None
    match operator[-1]:
        case "-":
            return str(value) if there else interpolate(word, env)
        case "?":
            if not there:
                raise MissingVariable(f"{name.group()}: {interpolate(word, env)}")
            return str(value)
        case "+":
            return interpolate(word, env) if there else ""
        case _:
            raise ValueError(f"no operator in {inside!r}")
