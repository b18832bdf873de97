"""A verifier of the operator's choice: any NLI or reranking cross-encoder of sentence-transformers.

An NLI model's labels are read from its configuration; a model with one label is taken for a reranker. Nothing
is downloaded unless the operator names a model that is neither a folder nor stored already.
"""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from matchers.errors import ModelNotFoundError
from matchers.verification.verifier import ACTS, ASSERTS, DENIES, OTHER, Verdicts

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_ENTAILS = {"entailment", "entails", "entail", "same", "supports", "support", "true", "yes"}
_CONTRADICTS = {"contradiction", "contradicts", "contradict", "refutes", "refute"}
_NEITHER = {
    "neutral",
    "not_entailment",
    "not entailment",
    "nei",
    "not enough info",
    "not",
    "other",
    "false",
    "no",
}
_LEAST = 1e-6
_MAX_TOKENS = 256


class NamedVerifier:
    """A :class:`sentence_transformers.CrossEncoder` behind the verifier's interface.

    It tells assertion from denial and from everything else, and knows neither questions nor reports: these
    come out as assertions where the model takes them so.

    Args:
        model: The loaded model.
        verifier_id: Its name.
        columns: The act for each of the model's labels; None for a reranker, whose one label is a relevance.
    """

    def __init__(self, model: "CrossEncoder", verifier_id: str, columns: tuple[int, ...] | None) -> None:
        self.verifier_id = verifier_id
        self._model = model
        self._columns = columns
        self._lock = threading.Lock()

    def read(self, pairs: Sequence[tuple[str, str]]) -> Verdicts:
        """See :meth:`matchers.verification.verifier.Verifier.read`.

        An NLI model reads the post as the premise and the claim as the hypothesis; a reranker takes the claim
        as the query.
        """
        if not pairs:
            return np.zeros((0, len(ACTS)), dtype=np.float32)
        shown = list(pairs) if self._columns is None else [(post, claim) for claim, post in pairs]
        with self._lock:
            logits = np.asarray(
                self._model.predict(shown, activation_fn=_identity(), show_progress_bar=False),
                dtype=np.float64,
            )
        found = np.full((len(pairs), len(ACTS)), _LEAST)
        if self._columns is None:
            relevance = 1.0 / (1.0 + np.exp(-np.clip(logits.reshape(-1), -30, 30)))
            found[:, ASSERTS], found[:, OTHER] = relevance, 1.0 - relevance
        else:
            shares = np.exp(logits - logits.max(axis=1, keepdims=True))
            shares /= shares.sum(axis=1, keepdims=True)
            for label, act in enumerate(self._columns):
                found[:, act] += shares[:, label]
        found = np.maximum(found, _LEAST)
        verdicts: Verdicts = np.log(found / found.sum(axis=1, keepdims=True)).astype(np.float32)
        return verdicts


def load_named(name: str) -> NamedVerifier:
    """Load a cross-encoder by folder or name.

    Raises:
        ModelNotFoundError: There is no such model, or its labels cannot be mapped; the message names them.
    """
    from sentence_transformers import CrossEncoder  # noqa: PLC0415 - imports torch

    folder = Path(name).expanduser()
    if folder.is_absolute() and not folder.is_dir():
        raise ModelNotFoundError(f"no verifier folder {folder}: check CLAIMSPREAD_MATCHER__VERIFIER")
    model = None
    reason = ""
    for offline in (True, False):
        try:
            model = CrossEncoder(
                str(folder) if folder.is_dir() else name, device="cpu", local_files_only=offline
            )
            break
        except (OSError, ValueError, RuntimeError, ImportError) as error:
            reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
        if folder.is_dir():
            break
    if model is None:
        raise ModelNotFoundError(
            f"no verifier {name!r}: use default, none, a folder or a model's name ({reason})"
        )
    model.max_length = min(model.max_length or _MAX_TOKENS, _MAX_TOKENS)
    return NamedVerifier(model, name, columns_of(name, _labels(model)))


def columns_of(name: str, labels: Sequence[str]) -> tuple[int, ...] | None:
    """Return the act of each label of a model; None for a reranker, which has one label.

    Raises:
        ModelNotFoundError: A label says nothing about entailment.
    """
    if len(labels) == 1:
        return None
    columns = []
    for label in labels:
        known = label.strip().lower().replace("-", "_")
        act = (
            ASSERTS
            if known in _ENTAILS
            else DENIES
            if known in _CONTRADICTS
            else OTHER
            if known in _NEITHER
            else None
        )
        if act is None:
            raise ModelNotFoundError(
                f"the verifier {name!r} has the labels {', '.join(labels)}: expected entailment, neutral and "
                "contradiction (in its config's id2label), or a single label"
            )
        columns.append(act)
    if ASSERTS not in columns or (OTHER not in columns and DENIES not in columns):
        raise ModelNotFoundError(
            f"the verifier {name!r} has the labels {', '.join(labels)}: none means entailment"
        )
    return tuple(columns)


def _labels(model: Any) -> list[str]:
    named = dict(model.config.id2label)
    return [str(named[number]) for number in sorted(named)]


def _identity() -> Any:
    from torch import nn  # noqa: PLC0415 - seconds to import

    return nn.Identity()
