"""From ranked candidates to matches: has the plausible ones read, and says how sure it is of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matchers.language.facts import gather
from matchers.language.stance import read_stance, without_idioms
from matchers.ranking import features
from matchers.ranking.features import Candidate
from matchers.types import Evidence, Match, Stance
from matchers.verification.judgement import DENIES_IT, MAKES, NAMES, Judgement, build
from matchers.verification.stretches import stretch_for
from matchers.verification.verifier import ACTS, ASKS, ASSERTS, DENIES, REPORTS, Verdicts, Verifier

MOST_READ = 4
"""Candidates of a post that are read; a long text may hold more claims, so that one more a stretch is."""

MOST_OF_LONG_TEXT = 10
SCORE_WEIGHT = 1.5
"""Of the ranker's score beside the log-odds of the relevance, for the order of the matches alone. On
CheckThat! 2020 the order by relevance alone loses three points of MAP@5 against this one."""

_LEAST = 1e-6
_COPIED, _REPEATED = 0.6, 0.97
"""Share of the claim's terms, weighed by rarity, from which a post has most of its words, or all of them. The
fitted sets hold rewordings and near misses, and no copies; copies are what a chain letter is made of."""

_SURE_ENOUGH = 0.5
_DOUBT = 0.3
"""What the verifier must give a denial, before words of denial make it one."""

UNREAD = 0.02
"""What a candidate that was not read keeps of its resemblance: it can be listed, and is never acted on."""

_STANCES = {
    "asserts": Stance.ASSERT,
    "asks": Stance.QUESTION,
    "reports": Stance.REPORT,
    "denies": Stance.DENY,
}
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Ranked:
    """A candidate as the ranker leaves it.

    Attributes:
        claim_ids: Of the claim and of its twins, which have the same statement.
        candidate: What the matchers measured.
        row: Its pair features, float64 (f,).
        score: The ranker's.
        resemblance: The ranker's probability.
        evidence: What each matcher saw.
    """

    claim_ids: tuple[int | str, ...]
    candidate: Candidate
    row: Matrix
    score: float
    resemblance: float
    evidence: tuple[Evidence, ...]


class Judge:
    """Reads and judges.

    Args:
        verifier: Reads claim and post together.
        judgement: Fitted for it and for the encoder.
    """

    def __init__(self, verifier: Verifier, judgement: Judgement) -> None:
        self._verifier = verifier
        self._judgement = judgement
        self.thresholds = judgement.thresholds

    def judge(self, posts: Sequence[tuple[str, Sequence[Ranked]]], limit: int) -> list[list[Match]]:
        """Judge the candidates of many posts at once.

        Args:
            posts: Each post's normalised text and its candidates, the best score first.
            limit: At most so many matches a post.

        Returns:
            The matches of each post: those that were read by their relevance, then the others by their score.
        """
        return [
            self._matches(ranked, found, limit)
            for (_, ranked), found in zip(posts, self.read(posts), strict=True)
        ]

    def read(self, posts: Sequence[tuple[str, Sequence[Ranked]]]) -> list["Readout"]:
        """Have the plausible candidates of many posts read, all at once; arguments as in :meth:`judge`."""
        chosen = [self._plausible(ranked) for _, ranked in posts]
        pairs = [
            (one.candidate.wording, without_idioms(stretch_for(text, one.candidate.window)))
            for (text, _), read in zip(posts, chosen, strict=True)
            for one in read
        ]
        verdicts = self._verifier.read(pairs) if pairs else np.zeros((0, len(ACTS)), dtype=np.float32)
        found, start = [], 0
        for read in chosen:
            rows = slice(start, start + len(read))
            start += len(read)
            evidence = (
                build(
                    verdicts[rows],
                    np.array([one.score for one in read]),
                    np.stack([one.row for one in read]),
                    [one.candidate for one in read],
                )
                if read
                else np.zeros((0, len(NAMES)))
            )
            found.append(
                Readout(tuple(read), verdicts[rows], evidence, tuple(post for _, post in pairs[rows]))
            )
        return found

    def _plausible(self, ranked: Sequence[Ranked]) -> list[Ranked]:
        """Return what is worth reading, the best of every stretch and what finders propose among them."""
        judgement = self._judgement
        worth = [
            one
            for one in ranked
            if one.score >= judgement.least_score
            or one.candidate.window_cosine >= judgement.least_cosine
            or one.candidate.links
            or one.candidate.found
        ]
        nearest = max(worth, key=lambda one: one.candidate.window_cosine, default=None)
        read = {id(one): one for one in (*worth[:MOST_READ], *([nearest] if nearest is not None else []))}
        stretches: dict[str, Ranked] = {}
        for one in worth:
            best = stretches.get(one.candidate.window)
            if best is None or one.candidate.window_cosine > best.candidate.window_cosine:
                stretches[one.candidate.window] = one
        proposed = (one for one in worth if one.candidate.found)
        for one in (*stretches.values(), *proposed):
            if len(read) < MOST_OF_LONG_TEXT:
                read[id(one)] = one
        return list(read.values())

    def _matches(self, ranked: Sequence[Ranked], found: "Readout", limit: int) -> list[Match]:
        judged = [
            _judged(*row)
            for row in zip(
                found.read,
                found.verdicts,
                self._judgement.probabilities(found.evidence),
                found.stretches,
                strict=True,
            )
        ]
        judged.sort(key=lambda row: row[0], reverse=True)
        known = {id(one) for one in found.read}
        rest = [
            replace(match, probability=UNREAD * match.resemblance)
            for one in ranked
            if id(one) not in known
            for match in unread(one)
        ]
        return [*(match for _, matches in judged for match in matches), *rest][:limit]


@dataclass(frozen=True)
class Readout:
    """What the verifier made of the candidates of one post.

    Attributes:
        read: The candidates that were read.
        verdicts: float32 (n, 5).
        evidence: What each is judged by, float64 (n, f).
        stretches: What was read of the post beside each.
    """

    read: tuple[Ranked, ...]
    verdicts: Verdicts
    evidence: Matrix
    stretches: tuple[str, ...]


def unread(one: Ranked) -> list[Match]:
    """Return the matches of a candidate that nobody read: resemblance is all there is."""
    return [
        Match(claim_id, one.resemblance, one.evidence, resemblance=one.resemblance)
        for claim_id in one.claim_ids
    ]


def _judged(one: Ranked, verdict: Verdicts, outcome: Matrix, stretch: str) -> tuple[float, list[Match]]:
    makes, denies = float(outcome[MAKES]), float(outcome[DENIES_IT])
    shares = np.exp(verdict.astype(np.float64))
    covered = float(one.row[features.PAIR_NAMES.index("claim_covered")])
    asserted = float(shares[ASSERTS]) >= _SURE_ENOUGH
    doubted = float(shares[DENIES]) >= _DOUBT or (covered >= _COPIED and not asserted)
    if doubted and read_stance(stretch, gather(one.candidate.wording))[0] is Stance.DENY:
        denies, makes = min(1.0, max(makes + denies, one.resemblance)), 0.0
    repeated = covered >= _REPEATED and asserted
    if (one.candidate.links or repeated) and denies < makes:
        makes = max(makes, one.resemblance)
        denies = min(denies, 1.0 - makes)
    act = (
        "denies"
        if denies > makes
        else ACTS[max((ASSERTS, ASKS, REPORTS), key=lambda act: float(shares[act]))]
    )
    evidence = Evidence(
        "verifier",
        float(np.log(max(makes + denies, 1e-9)) - np.log(max(1.0 - makes - denies, 1e-9))),
        {
            "act": act if makes + denies >= 0.5 else "other",
            "makes": round(makes, 4),
            "denies": round(denies, 4),
            "read": stretch,
        },
    )
    matches = [
        Match(
            claim_id,
            makes,
            (*one.evidence, evidence),
            denial=denies,
            resemblance=one.resemblance,
            stance=_STANCES[act],
        )
        for claim_id in one.claim_ids
    ]
    about = float(np.log(max(makes + denies, _LEAST)) - np.log(max(1.0 - makes - denies, _LEAST)))
    return about + SCORE_WEIGHT * one.score, matches
