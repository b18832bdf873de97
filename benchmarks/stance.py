"""Stance on rumoureval2017 replies: how often a denial would be taken for an assertion, and the reverse.

python -m benchmarks.stance FOLDER
"""

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

from matchers.facts import gather
from matchers.stance import read_stance
from matchers.text import normalise

KINDS = {"deny": "deny", "query": "question", "support": "assert", "comment": "assert"}


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    chosen = parser.parse_args()
    lines = (chosen.folder / "tweets.tsv").read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    rows = [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]
    sources = {row["thread_id"]: row["text"] for row in rows if row["kind"] == "source"}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row["kind"] != "reply":
            continue
        claim = gather(normalise(sources[row["thread_id"]]).text) if row["thread_id"] in sources else None
        found[row["sdqc"]][read_stance(normalise(row["text"]).text, claim)[0].value] += 1
    for label, counts in sorted(found.items()):
        total = sum(counts.values())
        shares = ", ".join(f"{stance} {count / total:.2f}" for stance, count in counts.most_common())
        sys.stdout.write(f"| {label} | {total} | {shares} |\n")


if __name__ == "__main__":
    main()
