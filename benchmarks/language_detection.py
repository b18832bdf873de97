"""How often the language of a short post is told rightly, by our detector and by others.

python -m benchmarks.language_detection matchers/fitting/assertions

The posts are those of the topic-versus-claim sets. lingua is measured where it is installed (`pip install
lingua-language-detector`); it is no dependency of ours.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from matchers.fitting.topic_sets import read_topic_set
from matchers.language.detection import detect_language
from matchers.language.text import normalise

_LENGTHS = ((0, 40), (40, 80), (80, 160), (160, 10_000))
"""Of a post, in characters."""
_SHOWN = 8

Detector = Callable[[str], str | None]


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    chosen = parser.parse_args()
    posts = [
        (normalise(post.text).text, _base(post.language)) for post in read_topic_set(chosen.folder).posts
    ]
    told = len({language for _, language in posts})
    sys.stdout.write(f"{len(posts)} posts in {told} languages\n")
    for name, detect in detectors().items():
        _measure(name, detect, posts)


def detectors() -> dict[str, Detector]:
    """Ours, and lingua with all its languages where it is there."""
    found: dict[str, Detector] = {"ours (py3langid)": detect_language}
    if find_spec("lingua") is not None:
        found["lingua"] = _lingua()
    return found


def _lingua() -> Detector:
    from lingua import LanguageDetectorBuilder  # noqa: PLC0415 - where it is installed

    detector = LanguageDetectorBuilder.from_all_languages().with_preloaded_language_models().build()

    def detect(text: str) -> str | None:
        language = detector.detect_language_of(text)
        return None if language is None else str(language.iso_code_639_1.name).lower()

    return detect


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


def _measure(name: str, detect: Detector, posts: list[tuple[str, str]]) -> None:
    detect(posts[0][0])  # the model is read
    begun = time.process_time()
    answers = [detect(text) for text, _ in posts]
    each = (time.process_time() - begun) / len(posts)
    rows = [(len(text), want, got) for (text, want), got in zip(posts, answers, strict=True)]
    right = sum(want == got for _, want, got in rows)
    silent = sum(got is None for *_, got in rows)
    sys.stdout.write(
        f"\n{name}: {right / len(rows):.1%} right, {silent / len(rows):.1%} not told, "
        f"{(len(rows) - right - silent) / len(rows):.1%} wrong; {each * 1000:.2f} ms a post\n"
    )
    for least, most in _LENGTHS:
        some = [(want, got) for length, want, got in rows if least <= length < most]
        if some:
            rate = sum(want == got for want, got in some) / len(some)
            sys.stdout.write(f"  {least} to {most} characters: {rate:.1%} of {len(some)}\n")
    wrong = Counter((want, got) for _, want, got in rows if got not in (None, want))
    shown = ", ".join(f"{want} as {got} {number}" for (want, got), number in wrong.most_common(_SHOWN))
    sys.stdout.write(f"  most often taken for another: {shown}\n")


if __name__ == "__main__":
    main()
