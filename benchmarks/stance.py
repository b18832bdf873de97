"""Stance on rumoureval2017 replies: how often a denial would be taken for an assertion, and the reverse.

python -m benchmarks.stance FOLDER                 # what the verifier reads in reply and rumour together
python -m benchmarks.stance FOLDER --cues          # cue words alone, which serve where there is no verifier
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from matchers.language.facts import gather
from matchers.language.stance import read_stance
from matchers.language.text import normalise
from matchers.verification.shipped import load_shipped
from matchers.verification.verifier import ACTS

KINDS = {"deny": "deny", "query": "question", "support": "assert", "comment": "assert"}


_STANCES = {"asserts": "assert", "asks": "question", "reports": "report", "denies": "deny", "other": "other"}


def _by_verifier(posts: Sequence[str], claims: Sequence[str]) -> list[str]:
    """Return the likeliest act of each post towards its claim."""
    verdicts = load_shipped().read(list(zip(claims, posts, strict=True)))
    return [_STANCES[ACTS[row]] for row in verdicts.argmax(axis=1).tolist()]


def _by_cues(posts: Sequence[str], claims: Sequence[str]) -> list[str]:
    pairs = zip(posts, claims, strict=True)
    return [read_stance(post, gather(claim) if claim else None)[0].value for post, claim in pairs]


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cues", action="store_true", help="by cue words alone")
    chosen = parser.parse_args()
    lines = (chosen.folder / "tweets.tsv").read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    rows = [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]
    sources = {row["thread_id"]: row["text"] for row in rows if row["kind"] == "source"}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    replies = [row for row in rows if row["kind"] == "reply"]
    posts = [normalise(row["text"]).text for row in replies]
    claims = [normalise(sources.get(row["thread_id"], "")).text for row in replies]
    stances = (_by_cues if chosen.cues else _by_verifier)(posts, claims)
    for row, stance in zip(replies, stances, strict=True):
        found[row["sdqc"]][stance] += 1
    for label, counts in sorted(found.items()):
        total = sum(counts.values())
        shares = ", ".join(f"{stance} {count / total:.2f}" for stance, count in counts.most_common())
        sys.stdout.write(f"| {label} | {total} | {shares} |\n")


if __name__ == "__main__":
    main()
