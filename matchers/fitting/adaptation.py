"""Fits low-rank adapters on labelled sets: posts are drawn to their claims, away from the nearest others.

    python -m matchers.fitting.adaptation multilingual SET --also OTHER_SET --folds FOLDER

The loss is cross-entropy over the claims of the batch and hard negatives (InfoNCE: van den Oord et al. 2018).
An adapter is fitted for each fold of the first set, on the posts of the other folds: with these `training.py`
computes features of posts whose claims the encoder has not seen. What ships is their mean, as in Wortsman et
al. 2022, "Model soups". Only a bundled model can be adapted.
"""

import argparse
import datetime
import math
import random
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import torch
from torch import nn

from matchers.encoding.adapters import ARTEFACTS, Adapter, adapter_path, write_adapter
from matchers.encoding.encoders import TransformerEncoder, load_encoder, transformer
from matchers.fitting.evaluation import Dataset, letters, merge_same_claims, read_dataset
from matchers.fitting.folds import ADAPTER_FOLDS, fold_of
from matchers.index.packed_claims import PreparedClaim, prepare
from matchers.language.text import normalise

RANK = 8
MEAN_RANK = 12
"""Of the mean of the folds' changes; what is left out is noise of the folds."""

STRENGTH = 2.0
"""B·A counts twice, as is usual where the scale is twice the rank."""

UPPER_LAYERS = {"english": 3, "multilingual": 4}
"""Only so many layers, the last ones, are changed."""

EPOCHS = 2
BATCH = 32
LEARNING_RATE = 7e-4
WARM_UP = 0.1
NEGATIVES = 2
"""Of the nearest wrong claims, so many a post join each batch."""

NEAREST = 10
CHARACTERS = 256
SHORTEST = 8
POSTS_OF_A_LANGUAGE = 30
SEED = 0
SAMPLE_SEED = 5
SHARPNESS = {"english": 20.0, "multilingual": 50.0}
"""What cosines are multiplied by in the loss; those of e5 lie in a narrow band."""

_ADAPTED = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


@dataclass(frozen=True)
class Example:
    """One post for the loss.

    Attributes:
        key: Of its claim; two posts of one claim are not each other's negatives.
        post: Normalised.
        right: Statement and titles of its claims.
        wrong: Those of the nearest other claims.
    """

    key: str
    post: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]


class LowRank(nn.Module):
    """A linear layer, frozen, and a change of low rank that learns; it begins as no change.

    Args:
        plain: The layer.
    """

    def __init__(self, plain: nn.Linear) -> None:
        super().__init__()
        self.plain = plain
        self.down = nn.Parameter(torch.randn(RANK, plain.in_features) / math.sqrt(plain.in_features))
        self.up = nn.Parameter(torch.zeros(plain.out_features, RANK))

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """Return the layer's output, changed; computed in the layer's own precision."""
        kind = self.plain.weight.dtype
        change = inputs @ self.down.to(kind).T @ self.up.to(kind).T
        return cast(torch.Tensor, self.plain(inputs)) + change * STRENGTH


def attach(encoder: TransformerEncoder, layers: int) -> dict[str, LowRank]:
    """Put a change beside each linear layer of the last ``layers`` layers; returns them by name."""
    for parameter in encoder.model.parameters():
        parameter.requires_grad_(False)
    bert = transformer(encoder.model)
    changes = {}
    last = len(bert.encoder.layer)
    for layer in range(last - layers, last):
        for kind in _ADAPTED:
            name = f"encoder.layer.{layer}.{kind}"
            changes[name] = LowRank(cast(nn.Linear, bert.get_submodule(name)))
            parent, own = name.rsplit(".", 1)
            setattr(bert.get_submodule(parent), own, changes[name])
    return changes


def as_adapter(base: str, changes: Mapping[str, LowRank], fitted: dict[str, object]) -> Adapter:
    """Return learned changes as an adapter."""
    return Adapter(
        base,
        {
            name: (
                change.down.detach().numpy().astype(np.float16),
                (change.up.detach() * STRENGTH).numpy().astype(np.float16),
            )
            for name, change in changes.items()
        },
        fitted,
    )


def mean_of(adapters: Sequence[Adapter], fitted: Mapping[str, object]) -> Adapter:
    """Return the mean of adapters of one model, brought to ``MEAN_RANK`` by singular value decomposition."""
    layers = {}
    for name in adapters[0].layers:
        changes = [up.astype(np.float32) @ down for down, up in (each.layers[name] for each in adapters)]
        left, sizes, right = np.linalg.svd(np.mean(changes, axis=0), full_matrices=False)
        root = np.sqrt(sizes[:MEAN_RANK])
        down, up = root[:, None] * right[:MEAN_RANK], left[:, :MEAN_RANK] * root
        layers[name] = (down.astype(np.float16), up.astype(np.float16))
    return Adapter(adapters[0].base, layers, fitted)


def examples_of(
    encoder: TransformerEncoder, dataset: Dataset, posts: Sequence[int], *, titles: bool = True
) -> list[Example]:
    """Return examples with hard negatives, which are the claims nearest to a post for the encoder as it is.

    Args:
        encoder: Not yet adapted.
        dataset: As :func:`matchers.fitting.evaluation.merge_same_claims` returns it.
        posts: Places of the posts to take.
        titles: Whether titles are drawn near, too.
    """
    claims = [prepare(claim) for claim in dataset.claims]
    place = {str(claim.document.claim_id): row for row, claim in enumerate(claims)}
    wording = [letters(claim.document.statement) for claim in claims]
    shown = [_shown(claim, titles=titles) for claim in claims]
    starts = np.cumsum([0, *map(len, shown)])[:-1]
    vectors = encoder.encode_claims([text for texts in shown for text in texts])
    texts = [normalise(dataset.queries[post].text).text for post in posts]
    found = []
    for post, text, vector in zip(posts, texts, encoder.encode_posts(texts), strict=True):
        own = [place[claim] for claim in dataset.queries[post].relevant if claim in place]
        if not own or len(text) < SHORTEST:
            continue
        same = {wording[row] for row in own}
        cosines = np.maximum.reduceat(vectors @ vector, starts)
        wrong = [
            text
            for row in np.argsort(-cosines)[: NEAREST + len(own) + 20]
            if wording[row] not in same
            for text in shown[row]
        ]
        right = sorted({text for row in own for text in shown[row]})
        found.append(
            Example(min(same), text[:CHARACTERS], tuple(right), tuple(wrong[: NEAREST * (1 + titles)]))
        )
    return found


def _shown(claim: PreparedClaim, *, titles: bool) -> tuple[str, ...]:
    return claim.texts[: 1 + titles]


def sample_languages(
    dataset: Dataset, count: int = POSTS_OF_A_LANGUAGE, seed: int = SAMPLE_SEED
) -> list[int]:
    """Return places of some posts of each language of a set whose ids begin with the language."""
    languages: dict[str, list[int]] = defaultdict(list)
    for place, query in enumerate(dataset.queries):
        languages[query.query_id.split("-")[0]].append(place)
    source = np.random.default_rng(seed)
    return [
        places[row]
        for _, places in sorted(languages.items())
        for row in source.permutation(len(places))[:count]
    ]


def fit(
    encoder: TransformerEncoder, name: str, examples: Sequence[Example], fitted: dict[str, object]
) -> Adapter:
    """Fit an adapter.

    Args:
        encoder: A bundled one without an adapter; it is changed and must not be used any more.
        name: ``english`` or ``multilingual``.
        examples: In any order.
        fitted: Data, date and seed, for people.
    """
    torch.manual_seed(SEED)
    source = random.Random(SEED)  # noqa: S311 - an order, not a secret
    changes = attach(encoder, UPPER_LAYERS[name])
    weights = [weight for change in changes.values() for weight in (change.down, change.up)]
    optimiser = torch.optim.AdamW(weights, lr=LEARNING_RATE, weight_decay=0.01)
    steps = EPOCHS * math.ceil(len(examples) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * (1 - step / steps)
    )
    order = list(examples)
    for _ in range(EPOCHS):
        source.shuffle(order)
        for start in range(0, len(order), BATCH):
            loss = _loss(encoder, order[start : start + BATCH], SHARPNESS[name], source)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            schedule.step()
            if schedule.last_epoch % 10 == 0:
                sys.stderr.write(f"step {schedule.last_epoch} of {steps}: loss {float(loss):.3f}\n")
    return as_adapter(encoder.model_id, changes, fitted)


def _loss(
    encoder: TransformerEncoder, batch: Sequence[Example], sharpness: float, source: random.Random
) -> torch.Tensor:
    """Cross-entropy of each post's own claim among the claims of the batch and the hard negatives."""
    right = [source.choice(example.right) for example in batch]
    wrong = [
        text for example in batch for text in source.sample(example.wrong, min(NEGATIVES, len(example.wrong)))
    ]
    posts = _embed(encoder, [example.post for example in batch], "query")
    claims = _embed(encoder, right + wrong, "document")
    ignored = torch.zeros(len(batch), len(claims), dtype=torch.bool)
    for row, example in enumerate(batch):
        for column, other in enumerate(batch):
            ignored[row, column] = row != column and example.key == other.key
        for column, text in enumerate(wrong, start=len(batch)):
            ignored[row, column] = text in example.right
    scores = (posts @ claims.T * sharpness).masked_fill(ignored, -1e4)
    return nn.functional.cross_entropy(scores, torch.arange(len(batch)))


def _embed(encoder: TransformerEncoder, texts: Sequence[str], side: str) -> torch.Tensor:
    model = encoder.model
    features = model.preprocess(list(texts), prompt=model.prompts.get(side) or None)
    return nn.functional.normalize(model(features)["sentence_embedding"].float(), dim=-1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit adapters from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=sorted(SHARPNESS))
    parser.add_argument("folder", type=Path, help="the set whose folds count")
    parser.add_argument("--also", type=Path, default=None, help="a set in several languages, sampled")
    parser.add_argument("--folds", type=Path, required=True, help="folder of the folds' adapters")
    parser.add_argument("--out", type=Path, default=ARTEFACTS, help="folder of their mean")
    chosen = parser.parse_args(arguments)
    dataset = merge_same_claims(read_dataset(chosen.folder))
    also = merge_same_claims(read_dataset(chosen.also)) if chosen.also else None
    folds = fold_of(dataset, ADAPTER_FOLDS)
    about: dict[str, object] = {
        "data": [dataset.name, *([also.name] if also else [])],
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "seed": SEED,
    }
    fitted = []
    for fold in range(ADAPTER_FOLDS):
        encoder = cast(TransformerEncoder, load_encoder(chosen.model, adapters=None))
        examples = examples_of(encoder, dataset, np.flatnonzero(folds != fold).tolist())
        if also is not None:
            examples += examples_of(encoder, also, sample_languages(also), titles=False)
        adapter = fit(encoder, chosen.model, examples, {**about, "without_fold": fold})
        write_adapter(adapter, adapter_path(chosen.model, chosen.folds / str(fold)))
        fitted.append(adapter)
    write_adapter(mean_of(fitted, about), adapter_path(chosen.model, chosen.out))


if __name__ == "__main__":
    main()
