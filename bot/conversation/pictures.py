"""The text in pictures that people send to the bot in private, where the operator switched reading on."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import structlog

from bot.config import Settings
from bot.conversation.picture_process import MOST_BYTES, SCRIPTS, languages
from bot.errors import ClaimspreadError, Rejected
from bot.events import Address, Event, PlaceKind, Post, SentFile
from bot.platforms.base import HoldsFiles

log = structlog.get_logger()

SECONDS = 15.0
"""For reading one picture; then its process is killed."""
WAITING_SECONDS = 45.0
"""For everything together: fetching, waiting for another picture, reading. Events are leased for longer."""
MOST_CHARACTERS = 4_000
"""Of the text that is judged."""
MOST_PICTURES = 4
"""Of an album."""
NEEDED = ("rapidocr", "onnxruntime")

_PROCESS = Path(__file__).with_name("picture_process.py")
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"}


class PictureUnreadable(ClaimspreadError):
    """A picture was not read; the text says why."""


class ReadsPictures(Protocol):
    """What the bot needs: `PictureReader`, or a stand-in for tests."""

    async def read(self, content: bytes) -> str:
        """The text in a picture, empty where there is none.

        Raises:
            PictureUnreadable: it is refused, broken, or takes too long.
        """
        ...


class PictureReader:
    """Reads one picture at a time, each in a process of its own, so that a hang can be killed.

    Args:
        seconds: for one picture.
        command: the process; the picture goes to its standard input.
    """

    def __init__(
        self, seconds: float = SECONDS, command: Sequence[str] = (sys.executable, "-E", "-P", str(_PROCESS))
    ) -> None:
        self._seconds = seconds
        self._command = command
        self._alone = asyncio.Semaphore(1)

    async def read(self, content: bytes) -> str:
        """See `ReadsPictures.read`."""
        if len(content) > MOST_BYTES:
            raise PictureUnreadable("too-large")
        async with self._alone:
            said = await self._ask(content)
        try:
            answer = json.loads(said)
        except ValueError:
            raise PictureUnreadable("the process failed") from None
        if "refused" in answer:
            raise PictureUnreadable(str(answer["refused"]))
        return "\n".join(answer["lines"])[:MOST_CHARACTERS]

    async def _ask(self, content: bytes) -> bytes:
        pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=pipe,
            stdout=pipe,
            stderr=nothing,
            env=_ENVIRONMENT,
            cwd="/",
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(self._seconds):
                said, _ = await process.communicate(content)
        except TimeoutError:
            raise PictureUnreadable("too slow") from None
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)  # with whatever it began
                await process.wait()
        return said


def scripts() -> list[str]:
    """The scripts that are read, the extra being installed."""
    return ["Latin", *dict.fromkeys(SCRIPTS[language] for language in languages())]


def missing() -> list[str]:
    """The packages of the extra `ocr` that are not installed."""
    return [name for name in NEEDED if find_spec(name) is None]


@dataclass(frozen=True)
class PictureText:
    """The text in the pictures of a post, empty where none was found."""

    text: str


def pictures_of(event: Event, settings: Settings) -> tuple[SentFile, ...]:
    """The pictures of a post whose text is to be read: sent to the bot in private, where reading is on."""
    if isinstance(event, Post) and event.address is Address.DIRECT:
        return readable_pictures(event, event.files, settings)
    return ()


def readable_pictures(event: Event, files: Sequence[SentFile], settings: Settings) -> tuple[SentFile, ...]:
    """Those among the files that are read, where reading is on and this is private: the first few."""
    if not settings.telegram.read_pictures or event.place.kind is not PlaceKind.PRIVATE:
        return ()
    return tuple(file for file in files if file.kind == "image")[:MOST_PICTURES]


async def text_in(pictures: Sequence[SentFile], platform: HoldsFiles | None, reader: ReadsPictures) -> str:
    """The text in pictures, in their order; the log tells of those that cannot be fetched or read."""
    if platform is None:
        return ""
    read: list[str] = []
    try:
        async with asyncio.timeout(WAITING_SECONDS):
            for picture in pictures:
                text = await _text_in_one(picture, platform, reader)
                if text and text not in read:
                    read.append(text)
    except TimeoutError:
        log.info("a picture cannot be read", reason="too slow")
    return "\n".join(read)[:MOST_CHARACTERS]


async def _text_in_one(picture: SentFile, platform: HoldsFiles, reader: ReadsPictures) -> str:
    try:
        if picture.size is not None and picture.size > MOST_BYTES:
            raise PictureUnreadable("too-large")
        return await reader.read(await platform.fetch_file(picture.id, MOST_BYTES))
    except (PictureUnreadable, Rejected) as error:
        log.info("a picture cannot be read", reason=str(error))
        return ""


def with_text(post: Post, text: str) -> Post:
    """The post with the text in its picture below its own words: both are judged like a caption."""
    return replace(post, text="\n".join(part for part in (post.text, text) if part))
