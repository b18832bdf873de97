"""The vocabulary that crosses the border between the matchers and those who use them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]


@dataclass(frozen=True)
class Evidence:
    """What one matcher saw in a pair of post and claim.

    Attributes:
        name: The matcher: ``semantic``, ``lexical``, ``links``, ``numbers``, ``names``, ``negation``,
        ``ranker``.
        score: Its own score; the scale belongs to the matcher (cosine, BM25, share of names agreed ...).
        details: JSON-safe facts from which an explanation can be written.
    """

    name: str
    score: float
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class ClaimDocument:
    """A claim as the matcher sees it.

    Attributes:
        claim_id: The store's identifier.
        statement: The claim in one sentence.
        titles: Titles of its fact-checks.
        phrasings: Other wordings and languages; each is matched on its own.
        links: Addresses of its fact-checks and of its known appearances.
    """

    claim_id: int | str
    statement: str
    titles: tuple[str, ...] = ()
    phrasings: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


class Stance(StrEnum):
    """How a post stands to what it talks about."""

    ASSERT = "assert"
    DENY = "deny"
    QUESTION = "question"
    REPORT = "report"


@dataclass(frozen=True)
class Match:
    """A claim that a post may make or repeat.

    Attributes:
        claim_id: The claim's identifier.
        probability: Calibrated probability, 0 to 1, that this post makes or repeats this claim: asserts it,
            asks about it, or reports that somebody says so.
        evidence: What each matcher saw.
        denial: Calibrated probability, 0 to 1, that this post denies this very claim.
        resemblance: The ranker's probability, 0 to 1, before claim and post were read together. It says how
            much the two look alike, and nothing of what the post does with the claim.
        stance: What the post does with this claim, if it is about it at all.
    """

    claim_id: int | str
    probability: float
    evidence: tuple[Evidence, ...] = ()
    denial: float = 0.0
    resemblance: float = 0.0
    stance: Stance = Stance.ASSERT

    @property
    def relevance(self) -> float:
        """Probability that the post is about this very claim, whether it makes or denies it."""
        return min(1.0, self.probability + self.denial)


@dataclass(frozen=True)
class Thresholds:
    """Probabilities from which something is done about a match, one for each tier.

    Attributes:
        reply: From here on a public answer is allowed. Above 1 means never on its own: the model has not been
            calibrated, or there is no verifier.
        review: From here on a reviewer is asked, and a sighting is kept.
        offer: From here on a claim is offered in private as one that may be meant. At most ``review``.
    """

    reply: float
    review: float
    offer: float = 0.15


@dataclass(frozen=True)
class Reading:
    """All that the matcher has to say of one post.

    Attributes:
        matches: Claims, the most probable first.
        stance: How the post stands to what it says.
        stance_probability: How sure the stance is, 0 to 1.
        language: ISO 639-1 code, or None where the text is too short or too mixed to tell.
        content_words: Words that carry meaning; a policy may keep silent below a minimum.
        text: The normalised text that was matched.
    """

    matches: tuple[Match, ...]
    stance: Stance
    stance_probability: float
    language: str | None
    content_words: int
    text: str


class Finder(Protocol):
    """A matcher beside the ones that ship. It proposes claims and says what it saw; it decides nothing.

    What it proposes goes the way of every candidate: the ranker compares it with the others, and the verifier
    reads it. A finder holds what it needs of each claim by slot, a number that the index gives out.

    Attributes:
        name: Of its evidence; `/why` says the message `evidence-NAME` where the language files have one.
    """

    name: str

    def put(self, slot: int, claim: ClaimDocument) -> None:
        """Take a claim in, in place of what was in the slot."""
        ...

    def remove(self, slot: int) -> None:
        """Empty a slot; one that is empty is no error."""
        ...

    def find(self, text: str, links: Sequence[str]) -> Mapping[int, Evidence]:
        """Return the slots that a normalised post points to, with what was seen of each."""
        ...


class VectorStore(Protocol):
    """Where embeddings live, by model and by the SHA-256 (hex) of the normalised text."""

    def get_many(self, model_id: str, hashes: Sequence[str]) -> dict[str, Vector]:
        """Return the stored vectors, float32 of shape (d,), of those hashes that are known."""
        ...

    def put_many(self, model_id: str, vectors: Mapping[str, Vector]) -> None:
        """Store vectors by hash; one that is already there may be overwritten by an equal one."""
        ...
