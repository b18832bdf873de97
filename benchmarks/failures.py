"""Prints what the ranker gets wrong in cross-validation, for a person to read and sort by kind.

First every wrong answer at the threshold for 98 % precision, then posts whose top claim is wrong, by chance.
What it prints is the set's own text: keep it out of the repository.

python -m benchmarks.failures english FOLDER
python -m benchmarks.failures combined FOLDER --folds FOLDS     # a model with an adapter
"""

import argparse
import sys
from pathlib import Path

import numpy as np

from matchers.encoding.encoders import load_encoder
from matchers.encoding.vectorcache import FolderVectors
from matchers.fitting.evaluation import Dataset, Query, merge_same_claims, read_dataset
from matchers.fitting.folds import ADAPTER_FOLDS, fold_of
from matchers.fitting.pairs import PRESENT, REMOVED, SEED, PairTable, collect_pairs
from matchers.fitting.training import (
    REPLY_PRECISION,
    blank_ranker,
    collect_cross_fitted,
    cross_validated_scores,
    measure,
    ranked_rows,
    reply_threshold,
)
from matchers.matcher import ClaimMatcher


def failures(table: PairTable, count: int) -> tuple[list[int], list[int]]:
    """Return rows of wrong top claims: all answered ones, then others by chance, about ``count`` in all."""
    scores = cross_validated_scores(table)
    threshold = reply_threshold(measure(table, scores).curve, REPLY_PRECISION)
    tops = [rows[0] for rows in ranked_rows(table, scores) if table.attempt[rows[0]] in {PRESENT, REMOVED}]
    answered = [int(row) for row in tops if scores[row] >= threshold and not table.right[row]]
    posts = {int(table.post[row]) for row in answered}
    missed = [
        int(row)
        for row in tops
        if table.attempt[row] == PRESENT and not table.right[row] and int(table.post[row]) not in posts
    ]
    chosen = np.random.default_rng(SEED).permutation(len(missed))[: max(0, count - len(answered))]
    return answered, [missed[place] for place in chosen]


def show(dataset: Dataset, posts: list[Query], table: PairTable, rows: list[int]) -> None:
    """Write each failure: the post, the claim found, the post's own."""
    statements = {str(claim.claim_id): claim.statement for claim in dataset.claims}
    for row in rows:
        query = posts[table.post[row]]
        own = " / ".join(statements[claim_id] for claim_id in sorted(query.relevant & statements.keys()))
        present = "present" if table.attempt[row] == PRESENT else "taken out"
        found = statements.get(table.claim[row], table.claim[row])
        sys.stdout.write(f"\npost ({present}): {query.text}\nfound: {found}\nits own: {own}\n")


def main() -> None:
    """Print from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--vectors", type=Path, default=None)
    parser.add_argument("--folds", type=Path, default=None, help="adapters of the set's folds")
    chosen = parser.parse_args()
    dataset = merge_same_claims(read_dataset(chosen.folder))
    posts = list(dataset.queries)
    if chosen.folds is not None:
        table = collect_cross_fitted(chosen.model, dataset, chosen.folds)
        folds = fold_of(dataset, ADAPTER_FOLDS)
        posts = [posts[place] for place in np.argsort(folds, kind="stable")]
    else:
        encoder = load_encoder(chosen.model)
        matcher = ClaimMatcher(encoder, FolderVectors(chosen.vectors), ranker=blank_ranker(encoder.model_id))
        table = collect_pairs(matcher, dataset)
    answered, missed = failures(table, chosen.count)
    sys.stdout.write(f"{len(answered)} wrong answers, {len(missed)} of the wrong top claims\n")
    show(dataset, posts, table, [*answered, *missed])


if __name__ == "__main__":
    main()
