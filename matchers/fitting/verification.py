"""Fits the verifier: multilingual-e5-small becomes a cross-encoder that reads claim and post together.

    python -m matchers.fitting.verification --pairs ENTAILMENT_SETS --topics TOPIC_FILES --ranking
    CHECKTHAT_2020

First on public pairs with hard negatives, then on topic-versus-claim sets with posts of the ranking set mixed
in, all layers but the word weights. What changed is brought to a low rank and written as
``artefacts/verifier.npz``. Seeds are fixed. Training meets many shapes: with ``LRU_CACHE_CAPACITY=2048`` and
``ONEDNN_PRIMITIVE_CACHE_CAPACITY=2048`` in the environment their code is compiled once, else at each step.
"""

import argparse
import datetime
import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from matchers.encoding.encoders import Encoder, e5_file, load_encoder
from matchers.encoding.packed_e5 import PackedE5
from matchers.fitting.evaluation import merge_same_claims, read_dataset
from matchers.fitting.folds import ADAPTER_FOLDS, fold_of
from matchers.fitting.judged_pairs import HELD_OUT_FOLD
from matchers.fitting.topic_sets import TopicSet, read_topic_set
from matchers.fitting.verification_crossing import crossed, exchanged
from matchers.fitting.verification_examples import (
    VerificationPair,
    balanced,
    public_pairs,
    ranking_examples,
    topic_examples,
)
from matchers.verification.changes import VERIFIER_FILE, changes_between, write_changes
from matchers.verification.shipped import CrossEncoder

BATCH_TOKENS = 4_096
MOST_IN_BATCH = 96
CHUNK = 3_000
"""Examples among which those of like length share a batch."""

WARM_UP = 0.06
HEAD_SPEED = 4.0
PUBLIC_RATE, TOPIC_RATE = 1.5e-4, 1.3e-4
PUBLIC_LEFT, TOPIC_LEFT = 0.25, 0.0
"""Of the learning rate, at the end of each stage."""

TOPIC_EPOCHS = 4
REPLAY = 0.2
"""Public pairs that are mixed into the second stage, as a share of its own."""

REPLAY_WEIGHT = 0.5
RANK = 64
SEED = 0
_Batch = list[int]


def new_network() -> CrossEncoder:
    """Return the network before any training, float32, ready to be trained."""
    torch.manual_seed(SEED)
    network = CrossEncoder(PackedE5(e5_file()[0]))
    network.base.model.set_attn_implementation("eager")  # the fused one is slow backwards
    for name, weight in network.named_parameters():
        weight.requires_grad_("embeddings." not in name)
    return network


def train(
    network: CrossEncoder,
    examples: Sequence[VerificationPair],
    epochs: int,
    rate: float,
    left: float,
    seed: int,
) -> None:
    """Train in bfloat16 where the processor has instructions for it.

    Args:
        network: Changed in place.
        examples: In any order.
        epochs: Passes over the examples.
        rate: Learning rate of the transformer; the head learns ``HEAD_SPEED`` times as fast.
        left: Share of the rate at the end; it falls in a straight line.
        seed: Of the order.
    """
    head = list(network.head.parameters())
    rest = [weight for weight in network.base.model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": rest, "lr": rate}, {"params": head, "lr": rate * HEAD_SPEED}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )
    rows = [network.tokens(example.claim, example.post) for example in examples]
    source = random.Random(seed)  # noqa: S311 - an order, not a secret
    plan = [batch for _ in range(epochs) for batch in _batches([len(tokens) for tokens, _ in rows], source)]
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: (
            min(1.0, (step + 1) / (WARM_UP * len(plan))) * (left + (1 - left) * (1 - step / len(plan)))
        ),
    )
    for step, batch in enumerate(plan):
        target = torch.tensor([examples[row].target for row in batch])
        weight = torch.tensor([examples[row].weight for row in batch])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = network(*network.batch([rows[row] for row in batch]))
        loss = _loss(logits.float(), target, weight)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([*rest, *head], 1.0)
        optimiser.step()
        schedule.step()
        if step % 50 == 0:
            sys.stderr.write(f"step {step} of {len(plan)}: loss {float(loss.detach()):.3f}\n")


def _loss(logits: torch.Tensor, target: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of the acts that would be right, taken together."""
    logs = functional.log_softmax(logits, dim=-1)
    allowed = torch.logsumexp(logs.masked_fill(target == 0, -1e9), dim=-1)
    return -(allowed * weight).sum() / weight.sum()


def _batches(lengths: Sequence[int], source: random.Random) -> list[_Batch]:
    order = list(range(len(lengths)))
    source.shuffle(order)
    found: list[_Batch] = []
    for start in range(0, len(order), CHUNK):
        batch: _Batch = []
        for row in sorted(order[start : start + CHUNK], key=lambda row: lengths[row]):
            if batch and ((len(batch) + 1) * lengths[row] > BATCH_TOKENS or len(batch) >= MOST_IN_BATCH):
                found.append(batch)
                batch = []
            batch.append(row)
        found.append(batch)
    source.shuffle(found)
    return found


def plain_state(network: CrossEncoder) -> Mapping[str, torch.Tensor]:
    """Return a copy of the transformer's weights, without the packed word weights."""
    return {
        name: weight.detach().clone()
        for name, weight in network.base.model.state_dict().items()
        if "word_embeddings" not in name
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit the verifier from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True, help="folder of the sets of pairs")
    parser.add_argument("--topics", type=Path, nargs="+", required=True, help="files or folders")
    parser.add_argument("--ranking", type=Path, required=True, help="a ranking set; one fold is left out")
    parser.add_argument("--out", type=Path, default=VERIFIER_FILE)
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args(arguments)
    torch.set_num_threads(chosen.threads)
    network = new_network()
    before = plain_state(network)
    public = public_pairs(chosen.pairs, SEED)
    train(network, public, 1, PUBLIC_RATE, PUBLIC_LEFT, SEED)

    topics = [read_topic_set(path) for path in chosen.topics]
    ranking = merge_same_claims(read_dataset(chosen.ranking))
    taught = np.flatnonzero(fold_of(ranking, ADAPTER_FOLDS) != HELD_OUT_FOLD).tolist()
    encoder = load_encoder("multilingual")
    of_ranking = ranking_examples(ranking, taught, encoder)
    for epoch in range(TOPIC_EPOCHS):
        examples = _of_topics(topics, encoder, of_ranking, public, SEED + epoch)
        rate = TOPIC_RATE * (1 - epoch / TOPIC_EPOCHS)
        train(network, examples, 1, rate, TOPIC_LEFT, SEED + epoch)

    about = {
        "data": [chosen.pairs.name, *(topic.name for topic in topics), ranking.name],
        "examples": [len(public), len(examples)],
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "seed": SEED,
        "rank": RANK,
    }
    head = {name: weight.detach() for name, weight in network.head.state_dict().items()}
    changes = changes_between(e5_file()[1], before, plain_state(network), head, RANK, about)
    write_changes(changes, chosen.out)


def _of_topics(
    topics: Sequence[TopicSet],
    encoder: Encoder,
    of_ranking: Sequence[VerificationPair],
    public: Sequence[VerificationPair],
    seed: int,
) -> list[VerificationPair]:
    own = [*topic_examples(topics, encoder, seed), *crossed(topics, seed), *exchanged(topics, seed)]
    found = balanced([*own, *of_ranking])
    replayed = random.Random(seed + 7).sample(public, int(REPLAY * len(found)))  # noqa: S311
    return [*found, *(VerificationPair(one.claim, one.post, one.target, REPLAY_WEIGHT) for one in replayed)]


if __name__ == "__main__":
    main()
