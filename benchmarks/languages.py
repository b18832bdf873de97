"""MAP@5 by language, each post among the claims of its own language; ids begin with the language.

Posts that `matchers.fitting.adaptation` may have learned from are left out.

python -m benchmarks.languages multilingual FOLDER --posts 100
python -m benchmarks.languages multilingual FOLDER --without-adapter --ranker RANKER.json

The second looks at the same posts with the models as their authors trained them; its ranker should be one
fitted on such vectors, as `matchers.fitting.training` writes it.
"""

import argparse
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

from matchers.encoding.adapters import ARTEFACTS
from matchers.encoding.encoders import load_encoder
from matchers.encoding.vectorcache import FolderVectors
from matchers.fitting.adaptation import sample_languages
from matchers.fitting.evaluation import Query, average_precision, merge_same_claims, read_dataset
from matchers.matcher import ClaimMatcher
from matchers.ranking.ranker import load_ranker, parse_ranker, read_artefact


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, default=100, help="at most so many of each language")
    parser.add_argument("--vectors", type=Path, default=None)
    parser.add_argument("--without-adapter", action="store_true")
    parser.add_argument("--ranker", type=Path, default=None, help="in place of the one that ships")
    chosen = parser.parse_args()
    dataset = read_dataset(chosen.folder)
    encoder = load_encoder(chosen.model, adapters=None if chosen.without_adapter else ARTEFACTS)
    shipped = load_encoder(chosen.model).model_id if chosen.without_adapter else encoder.model_id
    ranker = (
        parse_ranker(read_artefact(chosen.ranker))
        if chosen.ranker is not None
        else load_ranker(shipped, parts=len(encoder.parts))
    )
    matcher = ClaimMatcher(encoder, FolderVectors(chosen.vectors), ranker)
    by_language: dict[str, list[Query]] = defaultdict(list)
    learned = set(sample_languages(merge_same_claims(dataset)))
    for place, query in enumerate(dataset.queries):
        if place in learned:
            continue
        by_language[query.query_id.split("-")[0]].append(query)
    means = []
    for language, queries in sorted(by_language.items()):
        claims = [claim for claim in dataset.claims if str(claim.claim_id).split("-")[0] == language]
        matcher.replace(claims)
        taken = [
            queries[place] for place in np.random.default_rng(3).permutation(len(queries))[: chosen.posts]
        ]
        readings = matcher.match_many([(query.text, ()) for query in taken])
        precision = float(
            np.mean(
                [
                    average_precision([str(match.claim_id) for match in reading.matches], query.relevant)
                    for query, reading in zip(taken, readings, strict=True)
                ]
            )
        )
        means.append(precision)
        sys.stdout.write(f"| {language} | {len(claims)} | {len(taken)} | {precision:.3f} |\n")
        sys.stdout.flush()
    sys.stdout.write(f"| mean of languages | | | {np.mean(means):.3f} |\n")


if __name__ == "__main__":
    main()
