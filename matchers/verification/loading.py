"""Loads a verifier by name: the one that ships, one of the operator's choice, or none."""

from matchers.encoding.encoders import Encoder, HashingEncoder, word_weights
from matchers.verification.verifier import Verifier

DEFAULT = "default"
NONE = "none"


def load_verifier(name: str, beside: Encoder) -> Verifier | None:
    """Load a verifier.

    Args:
        name: ``default``; ``none``; or the folder or name of an NLI or reranking cross-encoder.
        beside: The encoder in use; its word weights are shared where the verifier has the same.

    Returns:
        The verifier; None for ``none``, and beside the encoder of tests, which does without any model.

    Raises:
        ModelNotFoundError: No such model, or its labels cannot be mapped.
        ArtefactError: The changes that make the verifier cannot be read.
    """
    if name == NONE or (name == DEFAULT and isinstance(beside, HashingEncoder)):
        return None
    if name == DEFAULT:
        from matchers.verification.shipped import load_shipped  # noqa: PLC0415 - imports torch

        return load_shipped(word_weights(beside))
    from matchers.verification.named import load_named  # noqa: PLC0415 - imports torch

    return load_named(name)
