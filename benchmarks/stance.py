"""Stance on rumoureval2017 replies: how often a denial would be taken for an assertion, and the reverse.

python -m benchmarks.stance FOLDER
python -m benchmarks.stance FOLDER --model default     # with the learned sense of denial, too
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from matchers.encoding.encoders import load_encoder
from matchers.language.denial import load_denial
from matchers.language.facts import gather
from matchers.language.stance import read_stance
from matchers.language.text import normalise

KINDS = {"deny": "deny", "query": "question", "support": "assert", "comment": "assert"}


def _denials(model: str, posts: Sequence[str], claims: Sequence[str]) -> list[float | None]:
    """Return the log-odds that each post denies the claim beside it; None where there is no claim."""
    encoder = load_encoder(model)
    denial = load_denial(encoder.model_id)
    if denial is None:
        raise SystemExit(f"{model} has no learned sense of denial")
    pairs = zip(encoder.encode_posts(posts), encoder.encode_claims(claims), claims, strict=True)
    return [denial.log_odds(post, vector) if claim else None for post, vector, claim in pairs]


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default=None, help="also ask the model's learned sense of denial")
    chosen = parser.parse_args()
    lines = (chosen.folder / "tweets.tsv").read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    rows = [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]
    sources = {row["thread_id"]: row["text"] for row in rows if row["kind"] == "source"}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    replies = [row for row in rows if row["kind"] == "reply"]
    posts = [normalise(row["text"]).text for row in replies]
    claims = [normalise(sources.get(row["thread_id"], "")).text for row in replies]
    odds = _denials(chosen.model, posts, claims) if chosen.model else [None] * len(posts)
    for row, post, claim, denial in zip(replies, posts, claims, odds, strict=True):
        stance, _ = read_stance(post, gather(claim) if claim else None, denial)
        found[row["sdqc"]][stance.value] += 1
    for label, counts in sorted(found.items()):
        total = sum(counts.values())
        shares = ", ".join(f"{stance} {count / total:.2f}" for stance, count in counts.most_common())
        sys.stdout.write(f"| {label} | {total} | {shares} |\n")


if __name__ == "__main__":
    main()
