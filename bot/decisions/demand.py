"""What people ask that nobody has checked: counted by meaning, across languages, without keeping their words.

Of a question that found nothing a sketch is kept: the signs of its embedding on 256 random directions
(Charikar 2002, "Similarity estimation techniques from rounding algorithms"), which are made from the
installation's key, so that a sketch alone says nothing. Questions whose sketches are near are one cluster. A
cluster of fewer than three people shows nothing at all; an example is shown only of a question that its asker
let fact-checkers see.
"""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Account
from bot.signing import Signer
from matchers.matcher import ClaimMatcher
from storage import unanswered
from storage.database import Database
from storage.models.demand import Unanswered

LEAST_PEOPLE = 3
"""k of the k-anonymity: fewer people show nothing."""
BITS = 256
NEAR_BITS = 72
"""How many bits may differ between two wordings of one question: `benchmarks/demand.py` measures it.

Of 36 pairs of questions on one subject, in English, Spanish and Russian, 56 % are within it; of 240 on
different ones,
one in a few hundred: rather two clusters of one question than one of two."""
_MOST_QUESTIONS = 5_000
_RECENT = timedelta(days=7)


@dataclass(frozen=True)
class UnansweredQuestion:
    """A question that found nothing, before its words are left."""

    decision_id: int
    author: str
    text: str
    language: str | None


@dataclass(frozen=True)
class Asked:
    """What at least three people asked.

    Attributes:
        people: how many different ones.
        recently: how many of the questions came within the last week.
        languages: the questions by language, the commonest first.
        example: the words of one who let fact-checkers see them; None: nobody did.
        decision_ids: of all its questions, the first first.
    """

    people: int
    questions: int
    recently: int
    languages: tuple[tuple[str, int], ...]
    first_at: datetime
    last_at: datetime
    example: str | None
    decision_ids: tuple[int, ...]


async def note(
    database: Database,
    matcher: ClaimMatcher,
    signer: Signer,
    questions: Sequence[UnansweredQuestion],
    now: datetime,
) -> None:
    """Count questions that found nothing, after what was said of them is committed; their words end here."""
    if not questions:
        return
    vectors = await asyncio.to_thread(matcher.embed, [one.text for one in questions])
    sketches = sketches_of(vectors, signer)
    async with database.write() as session:
        for one, sketch in zip(questions, sketches, strict=True):
            await unanswered.note(
                session, one.decision_id, one.author, sketch, matcher.model_id, one.language, now
            )


def sketches_of(vectors: npt.NDArray[np.float32], signer: Signer) -> list[str]:
    """A sketch of each vector, 64 hex digits.

    Args:
        vectors: (questions, dimensions).
        signer: gives the key that the directions are made from.
    """
    seed = hashlib.sha256(signer.pseudonym(Account("demand", "sketch")).encode()).digest()
    drawn = np.random.default_rng(int.from_bytes(seed[:16], "big"))
    directions = drawn.standard_normal((vectors.shape[1], BITS))
    bits = (vectors.astype(np.float64) @ directions) > 0
    return [np.packbits(row).tobytes().hex() for row in bits]


async def read(session: AsyncSession, model_id: str, now: datetime) -> list[Asked]:
    """What people ask, the most asked first; clusters of fewer than three people are left out."""
    rows = await unanswered.latest(session, model_id, _MOST_QUESTIONS)
    groups = [group for group in cluster(rows) if len({row.author for row in group}) >= LEAST_PEOPLE]
    texts = await unanswered.consented(session, [row.decision_id for group in groups for row in group])
    found = [_asked(group, texts, now) for group in groups]
    return sorted(found, key=lambda one: (-one.people, -one.questions, one.first_at))


def cluster(rows: Sequence[Unanswered]) -> list[list[Unanswered]]:
    """Questions by meaning: each joins the nearest group's first question, or begins a group. Pure."""
    groups: list[list[Unanswered]] = []
    leaders = np.zeros((0, BITS // 8), np.uint8)
    for row in rows:
        own = np.frombuffer(bytes.fromhex(row.sketch), np.uint8)
        if len(leaders):
            apart = np.unpackbits(leaders ^ own, axis=1).sum(axis=1)
            nearest = int(apart.argmin())
            if apart[nearest] <= NEAR_BITS:
                groups[nearest].append(row)
                continue
        groups.append([row])
        leaders = np.vstack([leaders, own])
    return groups


def _asked(group: Sequence[Unanswered], texts: dict[int, str], now: datetime) -> Asked:
    languages = Counter(row.language or "?" for row in group)
    return Asked(
        people=len({row.author for row in group}),
        questions=len(group),
        recently=sum(row.asked_at > now - _RECENT for row in group),
        languages=tuple(languages.most_common()),
        first_at=min(row.asked_at for row in group),
        last_at=max(row.asked_at for row in group),
        example=next((texts[row.decision_id] for row in group if row.decision_id in texts), None),
        decision_ids=tuple(row.decision_id for row in group),
    )
