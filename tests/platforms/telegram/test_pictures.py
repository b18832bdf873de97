"""Text in pictures: read where the operator wants it, for the one who asks in private, and within limits."""

import asyncio
import io
import os
import struct
import subprocess
import sys
import time
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import matplotlib
import pytest
from PIL import Image, ImageDraw, ImageFont

from bot.config import Settings
from bot.conversation import pictures
from bot.conversation.picture_process import checked, languages, lines_in_other_scripts, sure_lines
from bot.conversation.pictures import PictureReader, PictureUnreadable, missing
from bot.operations.doctor import examine
from bot.operations.findings import Severity
from tests.fakes.telegram import FakeTelegram, photo
from tests.platforms.telegram.house import HARMLESS, ME, RUMOUR, VOLUNTEERS_LINK, running, settings_for

needs_extra = pytest.mark.skipif(bool(missing()), reason="the extra `ocr` (rapidocr, onnxruntime) is missing")
PATIENT = 150.0
"""Seconds: many times what reading takes, for a machine that is busy."""


def drawn(words: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont | None = None) -> bytes:
    """A picture of these words, two lines of them."""
    middle = words.index(" ", len(words) // 2)
    picture = Image.new("RGB", (1000, 200), "white")
    pen = ImageDraw.Draw(picture)
    font = font or ImageFont.load_default(size=36)
    for number, line in enumerate((words[:middle], words[middle + 1 :])):
        pen.text((40, 40 + 60 * number), line, font=font, fill="black")
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG whose header promises so many pixels, with data that nobody can decode."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"broken") + chunk(b"IEND", b"")


@dataclass
class Spoken:
    """Reads the same in every picture, and counts."""

    words: str
    pictures: list[bytes] = field(default_factory=list)

    async def read(self, content: bytes) -> str:
        self.pictures.append(content)
        return self.words


class Turned:
    """Reads another text in each picture, as long as there are any."""

    def __init__(self, *texts: str) -> None:
        self.left = list(texts)

    async def read(self, _content: bytes) -> str:
        return self.left.pop(0)


@needs_extra
@pytest.mark.timeout(300)
async def test_the_words_in_a_picture_are_read_shown_and_answered(
    telegram: FakeTelegram, sqlite_url: str
) -> None:
    settings = settings_for(telegram, sqlite_url, read_pictures=True)
    async with running(telegram, settings, pictures=PictureReader(PATIENT)):
        await telegram.user(2001, "Ann", language_code="en").private(photo(data=drawn(RUMOUR)))
        answer = await telegram.wait_for(timeout=PATIENT)
        assert answer.text.startswith("I read in the picture: “North Korea will send 100,000 volunteers")
        assert VOLUNTEERS_LINK in answer.text


async def test_pictures_are_not_read_unless_that_is_switched_on(
    telegram: FakeTelegram, sqlite_url: str
) -> None:
    reader = Spoken(RUMOUR)
    async with running(telegram, settings_for(telegram, sqlite_url), pictures=reader) as house:
        await telegram.user(2001, "Ann", language_code="en").private(photo())
        assert "cannot read pictures" in (await telegram.wait_for(timeout=60)).text
        await house.settled()
    assert reader.pictures == []
    assert telegram.calls_of("getFile") == []


async def test_a_picture_in_a_group_is_not_read(telegram: FakeTelegram, sqlite_url: str) -> None:
    reader = Spoken(RUMOUR)
    settings = settings_for(telegram, sqlite_url, read_pictures=True)
    async with running(telegram, settings, pictures=reader) as house:
        ann = telegram.user(2001, "Ann", language_code="en")
        await ann.write(telegram.group(-100500, "Neighbours", members=[ann]), photo(f"{ME} is this true?"))
        await telegram.wait_for(timeout=60)
        await house.settled()
    assert reader.pictures == []


async def test_check_in_reply_to_a_picture_reads_it(telegram: FakeTelegram, sqlite_url: str) -> None:
    reader = Spoken(RUMOUR)
    settings = settings_for(telegram, sqlite_url, read_pictures=True)
    async with running(telegram, settings, pictures=reader):
        ann = telegram.user(2001, "Ann", language_code="en")
        sent = await ann.private(photo())
        first = await telegram.wait_for(timeout=60)
        await ann.private("/check", reply_to=sent)
        again = await telegram.wait_for(after=first.number, timeout=60)
    assert again.text.startswith("I read in the picture: “North Korea")
    assert VOLUNTEERS_LINK in again.text
    assert len(reader.pictures) == 2


async def test_a_picture_that_is_sent_with_check_is_read(telegram: FakeTelegram, sqlite_url: str) -> None:
    settings = settings_for(telegram, sqlite_url, read_pictures=True)
    async with running(telegram, settings, pictures=Spoken(RUMOUR)):
        await telegram.user(2001, "Ann", language_code="en").private(photo("/check"))
        answer = await telegram.wait_for(timeout=60)
    assert answer.text.startswith("I read in the picture: “North Korea")
    assert VOLUNTEERS_LINK in answer.text


async def test_the_later_pictures_of_an_album_are_read_too(telegram: FakeTelegram, sqlite_url: str) -> None:
    reader = Turned("", "Look at this!", RUMOUR, "", "never reached")
    settings = settings_for(telegram, sqlite_url, read_pictures=True)
    async with running(telegram, settings, pictures=reader) as house:
        ann = telegram.user(2001, "Ann", language_code="en")
        await ann.album(*(photo() for _ in range(5)))
        answer = await telegram.wait_for(timeout=60)
        await house.settled()
    assert "Look at this!" in answer.text
    assert VOLUNTEERS_LINK in answer.text
    assert len(telegram.sent) == 1
    assert reader.left == ["never reached"]


def test_sure_lines_in_other_scripts_are_taken_from_tesseracts_table() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
    words = [
        (1, "96.6", "Северная"),
        (1, "95.1", "Корея"),
        (2, "93.0", "متطوع"),
        (3, "96.6", "Breaking"),
        (3, "96.6", "news"),
        (4, "92.2", "Согеа"),
        (4, "45.1", "Могіе"),
        (5, "96.9", "100"),
    ]
    rows = [f"5\t1\t1\t1\t{line}\t1\t0\t0\t9\t9\t{sure}\t{word}" for line, sure, word in words]
    table = "\n".join([head, "1\t1\t0\t0\t0\t0\t0\t0\t9\t9\t-1\t", *rows])
    assert sure_lines(table) == ["Северная Корея", "متطوع"]


@pytest.mark.skipif(not languages(), reason="Tesseract with the data rus, ukr or ara is missing")
def test_letters_of_other_scripts_are_read_where_tesseract_has_their_data() -> None:
    words = "Северная Корея отправит добровольцев воевать на Украину"
    font = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    content = drawn(words, ImageFont.truetype(str(font), 36))
    assert " ".join(lines_in_other_scripts(checked(content))) == words
    assert lines_in_other_scripts(checked(drawn(RUMOUR))) == []


async def test_a_caption_and_the_words_in_its_picture_are_judged_together(
    telegram: FakeTelegram, sqlite_url: str
) -> None:
    settings = settings_for(telegram, sqlite_url, read_pictures=True)
    async with running(telegram, settings, pictures=Spoken(RUMOUR)):
        await telegram.user(2001, "Ann", language_code="en").private(photo("Is this true?"))
        assert VOLUNTEERS_LINK in (await telegram.wait_for(timeout=60)).text


@pytest.mark.parametrize("words", ["STOP", "/stop"])
async def test_words_in_a_picture_are_no_wish_of_the_asker(
    telegram: FakeTelegram, sqlite_url: str, words: str
) -> None:
    settings = settings_for(telegram, sqlite_url, read_pictures=True)
    async with running(telegram, settings, pictures=Spoken(words)):
        ann = telegram.user(2001, "Ann", language_code="en")
        await ann.private(photo())
        first = await telegram.wait_for(timeout=60)
        assert f"I read in the picture: “{words}”" in first.text
        await ann.private(RUMOUR)
        assert VOLUNTEERS_LINK in (await telegram.wait_for(after=first.number, timeout=60)).text


async def test_markup_in_a_picture_stays_text(telegram: FakeTelegram, sqlite_url: str) -> None:
    words = f"<b>{HARMLESS}</b> & <a href='https://example.org'>more</a>"
    settings = settings_for(telegram, sqlite_url, read_pictures=True)
    async with running(telegram, settings, pictures=Spoken(words)):
        await telegram.user(2001, "Ann", language_code="en").private(photo())
        assert words in (await telegram.wait_for(timeout=60)).text


async def test_a_picture_that_cannot_be_read_gets_one_honest_sentence(
    telegram: FakeTelegram, sqlite_url: str
) -> None:
    slow = PictureReader(1, ("sleep", "600"))
    async with running(
        telegram, settings_for(telegram, sqlite_url, read_pictures=True), pictures=slow
    ) as house:
        await telegram.user(2001, "Ann", language_code="en").private(photo())
        assert "found no text in this picture" in (await telegram.wait_for(timeout=30)).text
        await house.settled()
        assert len(telegram.sent) == 1


async def test_a_reader_that_hangs_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    reader = PictureReader(5, ("/bin/sh", "-c", f"echo $$ > {file}; exec sleep 600"))
    with pytest.raises(PictureUnreadable, match="too slow"):
        await reader.read(b"picture")
    with pytest.raises(ProcessLookupError):
        os.kill(int(file.read_text()), 0)


async def test_a_reader_that_is_killed_takes_along_what_it_began(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    reader = PictureReader(5, ("/bin/sh", "-c", f"sleep 600 & echo $! > {file}; wait"))
    with pytest.raises(PictureUnreadable, match="too slow"):
        await reader.read(b"picture")
    child = Path("/proc") / file.read_text().strip() / "stat"
    deadline = time.monotonic() + 60
    while child.exists() and child.read_text().rpartition(")")[2].split()[0] != "Z":
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)


async def test_a_reader_that_is_left_off_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    reader = PictureReader(600, ("/bin/sh", "-c", f"echo $$ > {file}; exec sleep 600"))
    work = asyncio.create_task(reader.read(b"picture"))
    deadline = time.monotonic() + 60
    while not (file.exists() and file.read_text().endswith("\n")):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    with pytest.raises(ProcessLookupError):
        os.kill(int(file.read_text()), 0)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (bomb(5_001, 5_000), "too-large"),
        (bomb(60_000, 60_000), "too-large"),
        (b"\x89PNG" + bytes(10_000_000), "too-large"),
        (b"GIF89a no such kind is read", "no-picture"),
        (b"", "no-picture"),
    ],
    ids=["pixels", "more pixels", "bytes", "another kind", "nothing"],
)
async def test_a_picture_that_bursts_is_refused_before_it_is_decoded(content: bytes, reason: str) -> None:
    with pytest.raises(PictureUnreadable, match=reason):
        await PictureReader(PATIENT).read(content)


@needs_extra
async def test_a_picture_that_is_broken_is_refused() -> None:
    with pytest.raises(PictureUnreadable, match="no-picture"):
        await PictureReader(PATIENT).read(bomb(100, 100))


def test_the_reader_of_pictures_opens_no_connection() -> None:
    script = (
        "import io, socket; from bot.conversation.picture_process import main;"
        "main(io.BytesIO(b''), io.StringIO());"
        "socket.create_connection(('127.0.0.1', 9))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "PermissionError: the reader of pictures opens no connection" in ran.stderr


@pytest.mark.parametrize(
    ("needed", "health"), [(("no_such_package",), Severity.FAILED), (("json",), Severity.OK)]
)
async def test_doctor_says_whether_pictures_can_be_read(
    needed: tuple[str, ...], health: Severity, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "NEEDED", needed)
    settings = Settings.model_validate({"database_url": sqlite_url, "telegram": {"read_pictures": True}})
    findings = examine(settings)
    found = [await anext(findings) for _ in range(4)]
    await findings.aclose()  # type: ignore[attr-defined]
    (finding,) = [one for one in found if one.subject == "pictures"]
    assert finding.health is health
    assert ("claimspread[ocr]" in finding.remedy) is (health is Severity.FAILED)
