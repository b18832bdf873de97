"""Takes each group of features out of the ranker and measures what is lost, by cross-validation over posts.

python -m benchmarks.ablation english FOLDER
python -m benchmarks.ablation combined FOLDER --folds FOLDS     # a model with an adapter
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from matchers.encoding.encoders import load_encoder
from matchers.encoding.vectorcache import FolderVectors
from matchers.fitting.evaluation import merge_same_claims, read_dataset
from matchers.fitting.pairs import PairTable, collect_pairs
from matchers.fitting.training import blank_ranker, collect_cross_fitted, cross_validated_scores, measure
from matchers.matcher import ClaimMatcher
from matchers.ranking import features

GROUPS = {
    "nothing": (),
    "dense": ("cosine", "crowd", "dense", "part", "window"),
    "windows": ("window",),
    "single models of a combination": ("part",),
    "BM25": ("bm25",),
    "character n-grams": ("grams",),
    "margins": (
        "cosine_margin",
        "cosine_to_next",
        "window_margin",
        "bm25_margin",
        "grams_margin",
        "part_margin",
    ),
    "coverage": ("claim_covered", "post_covered", "shared_weight"),
    "names": ("names",),
    "numbers, years, negation, antonyms": ("numbers", "years", "negation", "quantifier", "opposites"),
    "lengths": ("post_words", "claim_words"),
}


def without(table: PairTable, names: tuple[str, ...], prefixes: tuple[str, ...]) -> PairTable:
    """Return the table with the columns of some features set to zero."""
    matrix = table.matrix.copy()
    for column, name in enumerate(names):
        if name.startswith(prefixes):
            matrix[:, column] = 0.0
    return replace(table, matrix=matrix)


def report(table: PairTable, names: tuple[str, ...]) -> None:
    """Write one line a group."""
    for group, prefixes in GROUPS.items():
        if prefixes and not any(name.startswith(prefixes) for name in names):
            continue
        reduced = without(table, names, prefixes) if prefixes else table
        found = measure(reduced, cross_validated_scores(reduced))
        sys.stdout.write(
            f"| {group} | {found.map_at_5:.3f} | {found.precision_at_1:.3f} "
            f"| {found.recall_at_precision_95:.3f} | {found.recall_at_precision_98:.3f} |\n"
        )
        sys.stdout.flush()


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--vectors", type=Path, default=None)
    parser.add_argument("--folds", type=Path, default=None, help="adapters of the set's folds")
    chosen = parser.parse_args()
    encoder = load_encoder(chosen.model)
    dataset = merge_same_claims(read_dataset(chosen.folder))
    if chosen.folds is not None:
        table = collect_cross_fitted(chosen.model, dataset, chosen.folds)
    else:
        matcher = ClaimMatcher(encoder, FolderVectors(chosen.vectors), ranker=blank_ranker(encoder.model_id))
        table = collect_pairs(matcher, dataset)
    report(table, features.names(len(encoder.parts)))


if __name__ == "__main__":
    main()
