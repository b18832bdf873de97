"""Which language a post is in, by py3langid; None where it cannot be told."""

import threading
from functools import lru_cache
from typing import TYPE_CHECKING

from matchers.language.text import words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

MINIMUM_CHARACTERS = 12
"""Below this a guess is worth little."""

MINIMUM_PROBABILITY = 0.5

_SCRIPTS = {
    "\u0a00": ("\u0a7f", "pa"),
    "\u0b80": ("\u0bff", "ta"),
    "\u0e00": ("\u0e7f", "th"),
    "\u0c00": ("\u0c7f", "te"),
}
_lock = threading.Lock()


def detect_language(text: str) -> str | None:
    """Guess the language of a normalised text.

    Args:
        text: As :func:`matchers.language.text.normalise` returns it.

    Returns:
        An ISO 639-1 code, or None where the text is too short or the guess too unsure.
    """
    sample = " ".join(words(text[:600])).lower()
    if len(sample) < MINIMUM_CHARACTERS:
        return None
    for first, (last, code) in _SCRIPTS.items():
        if sum(first <= character <= last for character in sample) * 2 > len(sample):
            return code
    with _lock:
        language, probability = _identifier().classify(sample)
    return str(language) if probability >= MINIMUM_PROBABILITY else None


@lru_cache(maxsize=1)
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - its model takes time to read

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
