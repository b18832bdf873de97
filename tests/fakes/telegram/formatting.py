"""Text as the platform reads it: HTML parse mode, automatic entities, lengths in UTF-16 code units.

Source: https://core.telegram.org/bots/api#html-style. Only HTML is spoken, as in the project; the other
parse modes are refused. The parser is strict where the platform is strict: an unknown tag, a tag left open
or closed out of order, or a bare `<` is an error; an unknown `&name;` stays as it is.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram.errors import ApiError, bad_request

Entity = dict[str, Any]

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TOKEN = re.compile(r"<|&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot));")
_END_TAG = re.compile(r"</([^\s>]*)\s*>")
_START_NAME = re.compile(r"<([^\s>]*)")
_ATTRIBUTE = re.compile(r"""\s+([a-zA-Z][a-zA-Z0-9-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'=]+)))?""")
_START_END = re.compile(r"\s*>")
_AUTOMATIC = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]])"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w@/])(?P<mention>@[A-Za-z][A-Za-z0-9_]{2,31})\b"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z][A-Za-z0-9_]{2,31})?)\b"
    r"|(?<!\w)(?P<hashtag>\#\w*[^\W\d]\w*)"
)


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, the platform's measure for offsets and limits."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity covers."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le", "surrogatepass")


def _unparsable(why: str) -> ApiError:
    return bad_request(f"can't parse entities: {why}")


@dataclass
class _Reader:
    """State of one pass over an HTML text."""

    source: str
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    opened: list[tuple[str, Entity | None]] = field(default_factory=list)

    def byte(self, position: int) -> int:
        return len(self.source[:position].encode())

    def read(self) -> None:
        position = 0
        while token := _TOKEN.search(self.source, position):
            self.text += self.source[position : token.start()]
            position = token.start()
            if token.group() != "<":
                self.text += _character(token)
                position = token.end()
            elif self.source.startswith("</", position):
                position = self.close_tag(position)
            else:
                position = self.open_tag(position)
        self.text += self.source[position:]
        if self.opened:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self.opened[-1][0]}"')

    def close_tag(self, position: int) -> int:
        tag = _END_TAG.match(self.source, position)
        if tag is None:
            raise _unparsable(f"Unclosed end tag at byte offset {self.byte(position)}")
        if not self.opened:
            raise _unparsable(f"Unexpected end tag at byte offset {self.byte(position)}")
        name, entity = self.opened.pop()
        if tag[1].lower() != name:
            raise _unparsable(
                f"Unmatched end tag at byte offset {self.byte(position)}, "
                f'expected "</{name}>", found "{tag.group()}"'
            )
        if entity is not None:
            entity["length"] = utf16_length(self.text) - entity["offset"]
            if entity["length"]:
                self.entities.append(entity)
        return tag.end()

    def open_tag(self, position: int) -> int:
        found = _START_NAME.match(self.source, position)
        name = found[1].lower() if found else ""
        if found is None or name not in _TAGS:
            where = self.byte(position)
            raise _unparsable(f'Unsupported start tag "{name}" at byte offset {where}')
        attributes: dict[str, str] = {}
        end = found.end()
        while attribute := _ATTRIBUTE.match(self.source, end):
            attributes[attribute[1].lower()] = attribute[2] or attribute[3] or attribute[4] or ""
            end = attribute.end()
        closing = _START_END.match(self.source, end)
        if closing is None:
            raise _unparsable(f"Unclosed start tag at byte offset {self.byte(position)}")
        self.opened.append((name, self.entity(name, attributes, position)))
        return closing.end()

    def entity(self, name: str, attributes: dict[str, str], position: int) -> Entity | None:
        entity: Entity = {"type": _TAGS[name], "offset": utf16_length(self.text), "length": 0}
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {self.byte(position)}')
        if name == "a":
            url = _unescape(attributes.get("href", ""))
            if not re.match(r"(https?|tg|mailto|tel):", url):
                return None
            entity["url"] = url
        if name == "tg-emoji":
            if not attributes.get("emoji-id", "").isdigit():
                raise _unparsable("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = attributes["emoji-id"]
        if name == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        return entity


def _character(token: re.Match[str]) -> str:
    hexadecimal, decimal, name = token.groups()
    if name:
        return _NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    valid = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
    return chr(code) if valid else token.group()


def _unescape(text: str) -> str:
    return _TOKEN.sub(lambda token: token.group() if token.group() == "<" else _character(token), text)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Text and entities of an HTML text, as sent (white space at the ends untouched).

    Raises:
        ApiError: 400 "can't parse entities: …" for malformed HTML.
    """
    reader = _Reader(source)
    reader.read()
    return reader.text, sorted(reader.entities, key=lambda entity: (entity["offset"], -entity["length"]))


def automatic_entities(text: str, taken: list[Entity]) -> list[Entity]:
    """Links, mentions, commands, hashtags and addresses the platform finds by itself, outside `taken`."""
    found: list[Entity] = []
    for match in _AUTOMATIC.finditer(text):
        offset, length = utf16_length(text[: match.start()]), utf16_length(match.group())
        if not any(
            other["offset"] < offset + length and offset < other["offset"] + other["length"]
            for other in taken
            if other["type"] in ("text_link", "code", "pre")
        ):
            found.append({"type": str(match.lastgroup), "offset": offset, "length": length})
    return found


def _trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    trimmed = text.strip()
    cut = utf16_length(text[: len(text) - len(text.lstrip())])
    room = utf16_length(trimmed)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] + entity["length"] - cut, room)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return trimmed, kept


def format_text(
    source: str, parse_mode: str | None = None, entities: list[Entity] | None = None
) -> tuple[str, list[Entity]]:
    """What readers see: text without markup or outer white space, and all its entities.

    Raises:
        ApiError: 400 for an unknown parse mode, malformed HTML or an entity outside of the text.
    """
    text, given = source, list(entities or [])
    if parse_mode:
        if parse_mode.lower() != "html":
            raise bad_request(f"unsupported parse_mode {parse_mode!r} (the fake speaks HTML)")
        text, given = parse_html(source)
    for entity in given:
        if entity["offset"] < 0 or entity["offset"] + entity["length"] > utf16_length(text):
            raise bad_request("entity beyond the end of the text")
    text, given = _trim(text, given)
    everything = given + automatic_entities(text, given)
    return text, sorted(everything, key=lambda entity: (entity["offset"], -entity["length"]))
