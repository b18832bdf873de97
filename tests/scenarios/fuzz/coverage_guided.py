"""Coverage-guided fuzzing of update parsing with Atheris: `make fuzz`. Not run by pytest.

Starts from the samples, mutates their JSON, and is led by the branches of our own modules and of the client
library that it reaches. A finding is written to the folder that is given, with the input that makes it.
"""

import json
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["bot.platforms", "bot.events", "matchers.language.text", "matchers.index.links"]
):
    from matchers.index.links import canonical_link
    from matchers.language.text import normalise, sentences
    from tests.scenarios.fuzz.samples import ANSWERS, UPDATES
    from tests.scenarios.fuzz.updates import parse, read_telegram, read_x, telegram

_platform = telegram()


def one_input(data: bytes) -> None:
    """The first byte chooses what is fed with the rest."""
    if not data:
        return
    kind, rest = data[0] % 3, data[1:]
    if kind == 2:
        text = rest.decode("utf-8", "surrogateescape")
        normalise(text)
        sentences(text)
        canonical_link(text)
        return
    value = parse(rest)
    if value is not None:
        (read_telegram(_platform, value) if kind == 0 else read_x(value))


def main() -> None:
    """Fuzz for as long as the arguments say: libFuzzer's own, such as `-max_total_time=60`."""
    with tempfile.TemporaryDirectory() as folder:
        for kind, samples in enumerate((UPDATES, ANSWERS)):
            for number, sample in enumerate(samples):
                seed = bytes([kind]) + json.dumps(sample).encode()
                (Path(folder) / f"{kind}-{number}").write_bytes(seed)
        (Path(folder) / "text").write_bytes(b"\x02" + "RT @a: Їжак 👋 — Ann (@a) March 3, 2026".encode())
        atheris.Setup([*sys.argv, folder], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
