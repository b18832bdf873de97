"""What a user can write: plain JSON values, so that they travel to a fake in another process too."""

import base64
from typing import Any

Json = dict[str, Any]

SMALLEST_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A picture of one pixel, where the picture does not matter."""


def text(source: str, *, html: bool = False) -> Json:
    """A text; with `html` its markup becomes entities (a `text_link`, bold words)."""
    return {"kind": "text", "text": source, "html": html}


def _medium(kind: str, data: bytes, name: str, caption: str, html: bool) -> Json:
    encoded = base64.b64encode(data).decode()
    return {"kind": kind, "data": encoded, "name": name, "caption": caption, "html": html}


def photo(caption: str = "", data: bytes = SMALLEST_PNG, *, html: bool = False) -> Json:
    """A photo, with a caption or without."""
    return _medium("photo", data, "photo.jpg", caption, html)


def video(caption: str = "", data: bytes = b"video", *, html: bool = False) -> Json:
    """A video, with a caption or without."""
    return _medium("video", data, "video.mp4", caption, html)


def document(data: bytes, name: str = "file.bin", caption: str = "", *, html: bool = False) -> Json:
    """A file, with a caption or without."""
    return _medium("document", data, name, caption, html)


def voice(data: bytes = b"voice") -> Json:
    """A voice note."""
    return _medium("voice", data, "voice.ogg", "", False)


def sticker(emoji: str = "🙂") -> Json:
    """A sticker."""
    return _medium("sticker", b"sticker", "sticker.webp", "", False) | {"emoji": emoji}


def poll(question: str, *options: str) -> Json:
    """A poll of two or more options."""
    return {"kind": "poll", "question": question, "options": list(options)}


def content(given: str | Json) -> Json:
    """A bare string means plain text."""
    return text(given) if isinstance(given, str) else given
