"""How well the matcher tells a claim from its topic: what would be answered in public, by kind and language.

Ranking metrics cannot see this: in sets like CheckThat! a post whose claim is missing is about something
else, so that resemblance suffices (`docs/matching.md`, "Know the claim").
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from matchers.certainty import answerable, worth_a_review
from matchers.fitting.evaluation import Replies, wilson_interval
from matchers.fitting.topic_sets import (
    ASKING,
    ASSERTING,
    DENYING,
    KINDS,
    MERELY_TOPIC,
    REPORTING,
    JudgedPost,
    TopicSet,
    of_claims,
)
from matchers.matcher import ClaimMatcher
from matchers.types import ClaimDocument, Reading

Progress = Callable[[int, int], None]
BATCH_POSTS = 64


@dataclass(frozen=True)
class PostOutcome:
    """What would happen to one post.

    Attributes:
        post: The post.
        answered: Ids of the claims with which it would be answered in public.
        reviewed: Ids of the claims that reviewers would see.
    """

    post: JudgedPost
    answered: tuple[str, ...]
    reviewed: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether it would be answered with its own claim, which it makes."""
        return self.post.claim_id in self.answered and self.post.kind in _MAKING


_MAKING = (*ASSERTING, ASKING, REPORTING)


@dataclass(frozen=True)
class Proportion:
    """Some of a number of posts."""

    count: int
    of: int

    def as_json(self) -> dict[str, Any]:
        """Return the share with its 95 % interval (Wilson)."""
        low, high = wilson_interval(self.count, self.of)
        return {
            "share": round(self.count / self.of, 4) if self.of else None,
            "count": self.count,
            "of": self.of,
            "low": round(low, 4),
            "high": round(high, 4),
        }


@dataclass(frozen=True)
class TopicEvaluation:
    """Outcomes of all posts of a set in one catalogue.

    Attributes:
        name: The set's.
        catalogue: How many claims there were.
        outcomes: Of every post.
        model_id: Encoder and verifier.
    """

    name: str
    catalogue: int
    outcomes: tuple[PostOutcome, ...]
    model_id: str

    def answered(self, kinds: Sequence[str], *, other_language: bool | None = None) -> Proportion:
        """Return how many posts of some kinds would be answered with their own claim."""
        chosen = [
            outcome
            for outcome in self.outcomes
            if outcome.post.kind in kinds
            and (other_language is None or outcome.post.other_language is other_language)
        ]
        return Proportion(sum(outcome.post.claim_id in outcome.answered for outcome in chosen), len(chosen))

    def answered_at_all(self, kinds: Sequence[str]) -> Proportion:
        """Return how many posts of some kinds would be answered, with whatever claim."""
        chosen = [outcome for outcome in self.outcomes if outcome.post.kind in kinds]
        return Proportion(sum(bool(outcome.answered) for outcome in chosen), len(chosen))

    def replies(self) -> Replies:
        """Count public answers: right ones, those with another claim, those to posts that make no claim."""
        sent = [outcome for outcome in self.outcomes if outcome.answered]
        right = sum(outcome.right for outcome in sent)
        making = sum(outcome.post.kind in _MAKING for outcome in sent)
        return Replies(right, making - right, len(sent) - making)

    def reviewed(self) -> Proportion:
        """Return how many posts a reviewer would see."""
        return Proportion(sum(bool(outcome.reviewed) for outcome in self.outcomes), len(self.outcomes))

    def as_json(self) -> dict[str, Any]:
        """Return all figures as JSON-safe values."""
        replies = self.replies()
        low, high = replies.interval()
        languages = sorted({outcome.post.language for outcome in self.outcomes})
        return {
            "set": self.name,
            "model": self.model_id,
            "catalogue": self.catalogue,
            "posts": len(self.outcomes),
            "assertions_answered": self.answered(("P", "L", "X")).as_json(),
            "in_another_language_answered": self.answered(("X",)).as_json(),
            "questions_answered": self.answered((ASKING,)).as_json(),
            "reports_answered": self.answered((REPORTING,)).as_json(),
            "false_on_topic": self.answered_at_all(MERELY_TOPIC).as_json(),
            "debunks_corrected": self.answered_at_all((DENYING,)).as_json(),
            "precision": {
                "share": round(replies.precision, 4),
                "right": replies.right,
                "another_claim": replies.wrong_claim,
                "no_claim": replies.no_claim,
                "low": round(low, 4),
                "high": round(high, 4),
            },
            "shown_to_reviewers": self.reviewed().as_json(),
            "by_kind": {
                kind: self.answered_at_all((kind,)).as_json()
                for kind in KINDS
                if any(outcome.post.kind == kind for outcome in self.outcomes)
            },
            "by_language": {language: self._of_language(language) for language in languages},
        }

    def _of_language(self, language: str) -> dict[str, Any]:
        own = tuple(outcome for outcome in self.outcomes if outcome.post.language == language)
        part = TopicEvaluation(self.name, self.catalogue, own, self.model_id)
        return {
            "posts": len(own),
            "assertions_answered": part.answered(("P", "L", "X")).as_json(),
            "false_on_topic": part.answered_at_all(MERELY_TOPIC).as_json(),
            "debunks_corrected": part.answered_at_all((DENYING,)).as_json(),
        }


def evaluate_topics(
    matcher: ClaimMatcher,
    chosen: TopicSet,
    others: Sequence[ClaimDocument] = (),
    progress: Progress | None = None,
) -> TopicEvaluation:
    """Measure a matcher on a topic-versus-claim set.

    Args:
        matcher: Its index is replaced by the set's claims and the others.
        chosen: The set.
        others: More claims for the catalogue, which no post of the set makes.
        progress: Called with (posts done, posts in all).
    """
    matcher.replace([*chosen.claims, *others])
    outcomes: list[PostOutcome] = []
    for start in range(0, len(chosen.posts), BATCH_POSTS):
        portion = chosen.posts[start : start + BATCH_POSTS]
        readings = matcher.match_many([(post.text, ()) for post in portion])
        outcomes += [
            _outcome(matcher, post, reading) for post, reading in zip(portion, readings, strict=True)
        ]
        if progress is not None:
            progress(len(outcomes), len(chosen.posts))
    return TopicEvaluation(chosen.name, len(matcher), tuple(outcomes), matcher.model_id)


def evaluate_in_groups(
    matcher: ClaimMatcher, chosen: TopicSet, size: int, progress: Progress | None = None
) -> TopicEvaluation:
    """Measure a matcher on a set in young catalogues: so many claims of it at a time, in the set's order."""
    outcomes: list[PostOutcome] = []
    for start in range(0, len(chosen.claims), size):
        claims = chosen.claims[start : start + size]
        part = of_claims(chosen, [str(claim.claim_id) for claim in claims])
        if part.posts:
            outcomes += evaluate_topics(matcher, part).outcomes
        if progress is not None:
            progress(len(outcomes), len(chosen.posts))
    return TopicEvaluation(chosen.name, min(size, len(chosen.claims)), tuple(outcomes), matcher.model_id)


def evaluate_by_size(
    matcher: ClaimMatcher,
    chosen: TopicSet,
    others: Sequence[ClaimDocument] = (),
    sizes: Sequence[int] = (1, 10),
    progress: Progress | None = None,
) -> list[TopicEvaluation]:
    """Measure a matcher in catalogues of several sizes: some claims, the whole set, the set among others."""
    found = [
        evaluate_in_groups(matcher, chosen, size, progress) for size in sizes if size < len(chosen.claims)
    ]
    found.append(evaluate_topics(matcher, chosen, (), progress))
    if others:
        found.append(evaluate_topics(matcher, chosen, others, progress))
    return found


def _outcome(matcher: ClaimMatcher, post: JudgedPost, reading: Reading) -> PostOutcome:
    answered = answerable(reading, matcher.thresholds)
    return PostOutcome(
        post,
        tuple(str(match.claim_id) for match in answered),
        ()
        if answered
        else tuple(str(match.claim_id) for match in worth_a_review(reading, matcher.thresholds)),
    )
