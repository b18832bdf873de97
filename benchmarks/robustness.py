"""Disturbs posts (typos, capitals, dropped words, swapped names) and measures what is lost of MAP@5.

python -m benchmarks.robustness english FOLDER --split dev
"""

import argparse
import random
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import regex

from matchers.encoding.vectorcache import FolderVectors
from matchers.fitting.evaluation import average_precision, read_dataset
from matchers.matcher import ClaimMatcher

Change = Callable[[str, random.Random], str]
_SPOKEN = "going-to=gonna want-to=wanna you=ya they=dey the=da that=dat this=dis because=cuz people=folks"
_DIALECT = dict(pair.replace("-", " ").split("=") for pair in _SPOKEN.split())
_NAME = regex.compile(r"(?<=[\p{Ll},]\s)\p{Lu}\p{Ll}{2,}(?:\s\p{Lu}\p{Ll}{2,})*")
_STANDINS = (
    "the president",
    "a senator",
    "that company",
    "this man",
    "a celebrity",
    "some country",
    "the city",
)


def typos(text: str, source: random.Random) -> str:
    """Swap, drop or double a letter in every fifth word of four letters or more."""

    def harm(word: str) -> str:
        if len(word) < 4 or not word.isalpha() or source.random() > 0.2:
            return word
        place = source.randrange(1, len(word) - 2)
        kind = source.randrange(3)
        if kind == 0:
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        return word[:place] + word[place + 1 :] if kind == 1 else word[:place] + word[place] + word[place:]

    return " ".join(map(harm, text.split(" ")))


def dialect(text: str, source: random.Random) -> str:
    """Write common words as they are spoken."""
    for plain, spoken in _DIALECT.items():
        text = regex.sub(rf"\b{plain}\b", spoken, text, flags=regex.IGNORECASE)
    return text


def fewer_words(text: str, source: random.Random) -> str:
    """Drop every sixth word and swap neighbours now and then: a crude rewording."""
    words = [word for word in text.split(" ") if source.random() > 1 / 6]
    for place in range(0, len(words) - 1, 7):
        words[place], words[place + 1] = words[place + 1], words[place]
    return " ".join(words)


def swapped_names(text: str, source: random.Random) -> str:
    """Put a stand-in in the place of the first name inside a sentence."""
    return _NAME.sub(lambda match: source.choice(_STANDINS), text, count=1)


CHANGES: dict[str, Change] = {
    "none": lambda text, source: text,
    "typos in every fifth word": typos,
    "all capitals": lambda text, source: text.upper(),
    "all small letters": lambda text, source: text.lower(),
    "dialect spelling": dialect,
    "words dropped and moved": fewer_words,
    "a name replaced": swapped_names,
}


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", default=None)
    parser.add_argument("--vectors", type=Path, default=None)
    chosen = parser.parse_args()
    dataset = read_dataset(chosen.folder)
    matcher = ClaimMatcher.load(chosen.model, FolderVectors(chosen.vectors))
    matcher.replace(dataset.claims)
    queries = dataset.split(chosen.split)
    for name, change in CHANGES.items():
        source = random.Random(5)  # noqa: S311 - disturbances, not secrets
        readings = matcher.match_many([(change(query.text, source), ()) for query in queries])
        precision = np.mean(
            [
                average_precision([str(match.claim_id) for match in reading.matches], query.relevant)
                for query, reading in zip(queries, readings, strict=True)
            ]
        )
        sys.stdout.write(f"| {name} | {precision:.3f} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
