"""Reads the text in one picture, as a process of its own that is killed when it takes too long.

RapidOCR reads Latin letters; where Tesseract is installed with the data of other scripts, it reads theirs.
The picture comes on standard input; standard output says, as JSON, which lines were read, or why none.
Nothing of the bot is imported here, the environment holds none of its secrets, and no connection can be
opened: the models lie in rapidocr's wheel or in the system's packages.
"""

import contextlib
import io
import json
import os
import resource
import shutil
import subprocess
import sys
import unicodedata
import warnings
from typing import IO, Any

MOST_BYTES = 10_000_000
MOST_PIXELS = 25_000_000
"""Of the picture as its header tells it: more is refused before anything is decoded."""
FORMATS = ("JPEG", "PNG", "WEBP")
SURE = 0.8
"""Lines that were read with less confidence are left out: letters that the model does not know."""

SCRIPTS = {"rus": "Cyrillic", "ukr": "Cyrillic", "ara": "Arabic"}
"""What Tesseract is asked for, by the names of its data, and the script of each."""
SURE_WORDS = 80.0
"""Lines whose words Tesseract is less sure of, on the average and of 100, are left out."""

_TESSERACT = "tesseract"
_COLUMNS = 12
_MOST_MEMORY = 4 * 1024**3
_MOST_SECONDS = 60
"""Of processor time, should nobody be left to kill it."""
_NETWORK = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind"})


class Refused(Exception):
    """The picture is not read; the message is one word for the log."""


def checked(content: bytes) -> Any:
    """The picture, not decoded yet.

    Raises:
        Refused: it is too large, or no picture of a kind that is read.
    """
    from PIL import Image  # noqa: PLC0415 - an optional extra

    if len(content) > MOST_BYTES:
        raise Refused("too-large")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused("too-large") from None
    except Exception:
        raise Refused("no-picture") from None
    if picture.width * picture.height > MOST_PIXELS:
        raise Refused("too-large")
    return picture


def lines_in(picture: Any) -> list[str]:
    """The lines of text in a picture, from top to bottom.

    Raises:
        Refused: its data is broken.
    """
    import numpy  # noqa: PLC0415 - loaded after the limits are set
    from rapidocr import RapidOCR  # noqa: PLC0415 - an optional extra

    try:
        pixels = numpy.asarray(picture.convert("RGB"))[:, :, ::-1].copy()
    except Exception:
        raise Refused("no-picture") from None
    engine: Any = RapidOCR(
        params={"Global.log_level": "critical", "EngineConfig.onnxruntime.intra_op_num_threads": 1}
    )
    read = engine(pixels)
    found = zip(read.txts or (), read.scores or (), strict=True)
    return [text for text, score in found if score >= SURE and text.strip()]


def languages() -> list[str]:
    """The data of other scripts that Tesseract has here; none where it is not installed."""
    if shutil.which(_TESSERACT) is None:
        return []
    ran = subprocess.run(  # noqa: S603 - no words from outside
        [_TESSERACT, "--list-langs"], capture_output=True, text=True, check=False
    )
    return [name for name in SCRIPTS if name in ran.stdout.split()]


def lines_in_other_scripts(picture: Any) -> list[str]:
    """The lines in letters that are not Latin, from top to bottom, as far as Tesseract is there."""
    there = languages()
    if not there:
        return []
    file = io.BytesIO()
    picture.convert("RGB").save(file, "PNG")
    ran = subprocess.run(  # noqa: S603 - the picture goes to its standard input
        [_TESSERACT, "-", "-", "-l", "+".join(there), "tsv"],
        input=file.getvalue(),
        capture_output=True,
        check=False,
    )
    return sure_lines(ran.stdout.decode("utf-8", "replace"))


def sure_lines(table: str) -> list[str]:
    """The lines of Tesseract's table that it is sure of and that are mostly in another script."""
    lines: dict[tuple[str, ...], list[tuple[str, float]]] = {}
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == _COLUMNS and cells[-1].strip():
            lines.setdefault(tuple(cells[1:5]), []).append((cells[-1].strip(), float(cells[-2])))
    found = []
    for words in lines.values():
        text = " ".join(word for word, _ in words)
        sure = sum(score for _, score in words) / len(words) >= SURE_WORDS
        if sure and _is_in_another_script(text):
            found.append(text)
    return found


def _is_in_another_script(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return len(letters) > 1 and latin * 2 < len(letters)


def main(pictures: IO[bytes], answers: IO[str]) -> None:
    """Read the picture and say what stands there."""
    for limit, most in ((resource.RLIMIT_AS, _MOST_MEMORY), (resource.RLIMIT_CPU, _MOST_SECONDS)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
    sys.addaudithook(_refuse_network)
    try:
        picture = checked(pictures.read(MOST_BYTES + 1))
        said: dict[str, Any] = {"lines": [*lines_in(picture), *lines_in_other_scripts(picture)]}
    except Refused as error:
        said = {"refused": str(error)}
    except ImportError:
        said = {"refused": "not-installed"}
    json.dump(said, answers)
    answers.flush()


def _refuse_network(event: str, _: tuple[Any, ...]) -> None:
    if event in _NETWORK:
        raise PermissionError("the reader of pictures opens no connection")


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints is no answer
    main(sys.stdin.buffer, answers)
