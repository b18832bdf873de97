"""Which stretch of a post is read beside a claim: all of it, or what lies around its best sentence."""

from matchers.language.text import sentences

MOST_CHARACTERS = 420
"""About a hundred tokens; what the verifier was taught on is rarely longer."""


def stretch_for(text: str, window: str) -> str:
    """Return what to read of a post.

    Args:
        text: The normalised post.
        window: The part of it that is nearest to the claim; the whole post where no part is nearer.

    Returns:
        The whole post if it is short; else the window with as many of its neighbouring sentences as fit, the
        following one first: a denial often comes after what it denies.
    """
    if len(text) <= MOST_CHARACTERS:
        return text
    parts = sentences(text, minimum=30)
    place = next((row for row, part in enumerate(parts) if part in window or window in part), None)
    if place is None:
        return (window or text)[:MOST_CHARACTERS]
    first = last = place
    while last + 1 < len(parts) and parts[last + 1] in window:
        last += 1
    for step in (1, -1, 1, -1):
        before, after = (first - 1, last) if step < 0 else (first, last + 1)
        if before < 0 or after >= len(parts) or len(" ".join(parts[before : after + 1])) > MOST_CHARACTERS:
            continue
        first, last = before, after
    return " ".join(parts[first : last + 1])[: 2 * MOST_CHARACTERS]
