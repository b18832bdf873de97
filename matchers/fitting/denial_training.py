"""Fits the learned sense of denial of a bundled encoder. Needs the `dev` extra.

    python -m matchers.fitting.denial_training combined CHECKTHAT_2020 --also CT_2025

Posts of the set count as no denials, unless a cue word says so; the set's claims, and its posts themselves,
are put into made-up frames that deny, assert or ask (`artefacts/frames.tsv`), and claims of the other set
into the frames of their language. What the regression is worth is measured on frames and posts that it has
not seen.
"""

import argparse
import datetime
import json
import random
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from matchers.encoding.encoders import Encoder, load_encoder
from matchers.fitting.evaluation import Dataset, read_dataset
from matchers.fitting.folds import FOLDS
from matchers.language.denial import ARTEFACTS, Denial, pair_features, write_denial
from matchers.language.facts import gather
from matchers.language.stance import read_stance
from matchers.language.text import normalise
from matchers.types import Stance, Vector

FRAMES = ARTEFACTS / "frames.tsv"
CLAIMS_A_FRAME = 10
FRAMES_A_POST = 3
LENGTHS = (20, 160)
"""Of claims that are put into frames, in characters."""

POST_CHARACTERS = 200
STRENGTH = 1.0
"""Inverse of the regularisation; larger ones learn the frames by heart."""

READ_WRONGLY = 0.08
"""Of real posts that assert, at most so many may count as denials."""

SEED = 3
LANGUAGES = {
    "ar": "ara",
    "de": "deu",
    "en": "eng",
    "es": "spa",
    "fr": "fra",
    "hi": "hi",
    "id": "msa",
    "pl": "pol",
    "pt": "por",
}
"""A frame's language to the prefix of ids in the other set; claims for the rest are English."""


@dataclass(frozen=True)
class Frame:
    """A made-up way to deny, assert or ask, with ``{claim}`` in it."""

    kind: str
    language: str
    text: str

    def around(self, claim: str) -> str:
        """Put a claim in."""
        bare = claim.rstrip(".!? ")
        if not self.text.startswith("{"):
            bare = bare[0].lower() + bare[1:]
        return self.text.replace("{claim}", bare)


@dataclass(frozen=True)
class Examples:
    """Posts beside their claims.

    Attributes:
        features: float32 (n, 2 d + 1).
        denies: bool (n,).
        real: Whether a post is one of the set's own, bool (n,).
        group: The frame or the post's number; one group is never on both sides of a split, int64 (n,).
    """

    features: Vector
    denies: NDArray[np.bool_]
    real: NDArray[np.bool_]
    group: NDArray[np.int64]


def read_frames(path: Path = FRAMES) -> list[Frame]:
    """Read the frames: kind, language and text, separated by tabs."""
    return [Frame(*line.split("\t")) for line in path.read_text(encoding="utf-8").splitlines()]


def collect(encoder: Encoder, dataset: Dataset, also: Dataset | None, frames: Sequence[Frame]) -> Examples:
    """Embed the examples."""
    source = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    claims = _claims_by_language(dataset, also)
    rows: list[tuple[str, str, bool, bool, int]] = []
    for number, frame in enumerate(frames):
        pool = claims.get(frame.language) or claims["en"]
        for claim in source.sample(pool, min(CLAIMS_A_FRAME, len(pool))):
            rows.append((frame.around(claim), claim, frame.kind == "deny", False, number))
    english = [(number, frame) for number, frame in enumerate(frames) if frame.language == "en"]
    statements = {claim.claim_id: claim.statement for claim in dataset.claims}
    for number, query in enumerate(dataset.queries):
        own = sorted(claim for claim in query.relevant if claim in statements)
        text = normalise(query.text).text
        if not own or not text:
            continue
        claim = statements[own[0]]
        if read_stance(text, gather(claim))[0] is not Stance.DENY:
            rows.append((text, claim, False, True, number))
        for place, frame in source.sample(english, FRAMES_A_POST):
            rows.append((frame.around(text[:POST_CHARACTERS]), claim, frame.kind == "deny", False, place))
    posts = [normalise(text).text for text, *_ in rows]
    statements_in_use = sorted({normalise(claim).text for _, claim, *_ in rows})
    vectors = dict(zip(statements_in_use, encoder.encode_claims(statements_in_use), strict=True))
    return Examples(
        pair_features(
            encoder.encode_posts(posts), np.stack([vectors[normalise(row[1]).text] for row in rows])
        ),
        np.array([row[2] for row in rows]),
        np.array([row[3] for row in rows]),
        np.array([row[4] for row in rows], dtype=np.int64),
    )


def _claims_by_language(dataset: Dataset, also: Dataset | None) -> Mapping[str, list[str]]:
    shortest, longest = LENGTHS
    found = defaultdict(list)
    prefixes = {prefix: language for language, prefix in LANGUAGES.items()}
    for claim in dataset.claims:
        found["en"].append(claim.statement)
    for claim in also.claims if also is not None else ():
        language = prefixes.get(str(claim.claim_id).split("-")[0])
        if language is not None and language != "en":
            found[language].append(claim.statement)
    return {
        language: [claim for claim in claims if shortest <= len(claim) <= longest]
        for language, claims in found.items()
    }


def held_out_scores(examples: Examples) -> NDArray[np.float64]:
    """Return log-odds of every example by regressions that saw neither its frame nor its post."""
    scores = np.zeros(len(examples.group))
    for fold in range(FOLDS):
        held_out = examples.group % FOLDS == fold
        model = _regression(examples, ~held_out)
        scores[held_out] = model.decision_function(examples.features[held_out])
    return scores


def _regression(examples: Examples, keep: NDArray[np.bool_]) -> LogisticRegression:
    model = LogisticRegression(C=STRENGTH, max_iter=3000, class_weight="balanced")
    return model.fit(examples.features[keep], examples.denies[keep])


def fit(encoder: Encoder, dataset: Dataset, also: Dataset | None, frames: Sequence[Frame]) -> Denial:
    """Fit the regression on everything; its zero is where few held-out posts that assert are above."""
    examples = collect(encoder, dataset, also, frames)
    scores = held_out_scores(examples)
    zero = float(np.quantile(scores[examples.real], 1 - READ_WRONGLY))
    framed = ~examples.real
    model = _regression(examples, np.ones(len(scores), dtype=bool))
    return Denial(
        encoder.model_id,
        np.asarray(model.coef_[0], dtype=np.float32),
        float(model.intercept_[0]) - zero,
        {
            "data": [dataset.name, *([also.name] if also is not None else [])],
            "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
            "seed": SEED,
            "held_out": {
                "debunks_found": round(float(np.mean(scores[examples.denies] > zero)), 3),
                "framed_others_taken_for_debunks": round(
                    float(np.mean(scores[framed & ~examples.denies] > zero)), 3
                ),
                "posts_taken_for_debunks": READ_WRONGLY,
            },
        },
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=["english", "multilingual", "combined"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--also", type=Path, default=None, help="a set in several languages")
    parser.add_argument("--out", type=Path, default=ARTEFACTS, help="folder of the regression")
    chosen = parser.parse_args(arguments)
    also = read_dataset(chosen.also) if chosen.also else None
    denial = fit(load_encoder(chosen.model), read_dataset(chosen.folder), also, read_frames())
    write_denial(denial, chosen.out / f"denial.{chosen.model}.npz")
    sys.stdout.write(json.dumps(denial.fitted) + "\n")


if __name__ == "__main__":
    main()
