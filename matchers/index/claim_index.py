"""The index of claims: slots, and what each matcher knows of a slot. A cache of the store.

Not thread-safe by itself: :class:`matchers.matcher.ClaimMatcher` holds the lock.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matchers.encoding.encoders import Part
from matchers.index.bm25 import Bm25Index
from matchers.index.links import LinkIndex
from matchers.index.packed_claims import PackedClaims, PreparedClaim
from matchers.index.semantic import VectorIndex
from matchers.index.snapshot import Snapshot
from matchers.language.facts import Facts, gather, is_negated
from matchers.language.geography import elsewhere
from matchers.language.lexical import grams, terms
from matchers.language.text import content_hash, windows
from matchers.ranking.features import Candidate
from matchers.types import Evidence, Finder, Vector

DENSE_CANDIDATES = 40
LEXICAL_CANDIDATES = 20
GRAM_CANDIDATES = 20
MOST_FACTS = 20_000
"""Claims whose facts are remembered; those of the others are gathered again when they are wanted."""
_GROUP = 64
Floats = NDArray[np.float32]
_beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vectors")
"""Compares vectors while the words are looked up: both leave the interpreter to others."""


@dataclass(frozen=True)
class PostSignals:
    """What the matchers measured for one post over all slots.

    Attributes:
        facts: What the post states.
        windows: The whole post, then its windows, as text.
        vectors: The same as vectors, float32 (q, d).
        dense: About the best cosine of any of them by slot, float32 (slots,).
        bm25: Over words, by slot, float32 (slots,).
        grams: Over character n-grams, by slot, float32 (slots,).
        links: Slots that a link of the post points to.
        found: What the finders saw, by slot.
    """

    facts: Facts
    windows: tuple[str, ...]
    vectors: Vector
    dense: Floats
    bm25: Floats
    grams: Floats
    links: dict[int, list[str]]
    found: dict[int, tuple[Evidence, ...]] = field(default_factory=dict)


class ClaimIndex:
    """Claims in slots.

    Args:
        dimension: Width of a vector.
        parts: Its stretches, one a model.
        finders: Matchers beside the ones that ship, empty.
    """

    def __init__(self, dimension: int, parts: Sequence[Part] = (), finders: Sequence[Finder] = ()) -> None:
        self._finders = tuple(finders)
        self._vectors = VectorIndex(dimension)
        self._parts = tuple(parts) if len(parts) > 1 else ()
        self._words = Bm25Index(k1=1.2, b=0.5)
        self._grams = Bm25Index(k1=1.2, b=0.6)
        self._links = LinkIndex()
        self._slots: dict[int | str, int] = {}
        self._claims = PackedClaims()
        self._facts: dict[int, Facts] = {}
        self._free: list[int] = []
        self._same: dict[int, int | tuple[int, ...]] = {}
        self._wordings: list[int] = []

    @classmethod
    def restored(
        cls, dimension: int, parts: Sequence[Part], snapshot: Snapshot, finders: Sequence[Finder] = ()
    ) -> "ClaimIndex":
        """Return an index that knows what another one knew."""
        index = cls(dimension, parts, finders)
        index._vectors = VectorIndex(dimension, snapshot.vectors)
        index._words = Bm25Index(k1=1.2, b=0.5, state=snapshot.words)
        index._grams = Bm25Index(k1=1.2, b=0.6, state=snapshot.grams)
        index._links.take(snapshot.links)
        index._claims = PackedClaims(snapshot.content, snapshot.borders)
        index._wordings = snapshot.wordings.tolist()
        for slot, (claim_id, key) in enumerate(zip(snapshot.ids, index._wordings, strict=True)):
            if claim_id is None:
                index._free.append(slot)
            else:
                index._slots[claim_id] = slot
                index._same[key] = slot if key not in index._same else (*index._with_key(key), slot)
        for finder in index._finders:
            for slot in index._slots.values():
                finder.put(slot, index.claim(slot).document)
        return index

    def snapshot(self) -> Snapshot:
        """Return all that the index knows; it must not change meanwhile."""
        content, borders = self._claims.joined()
        ids: list[int | str | None] = [None] * len(self._claims)
        for claim_id, slot in self._slots.items():
            ids[slot] = claim_id
        return Snapshot(
            vectors=self._vectors.packed(),
            words=self._words.state(),
            grams=self._grams.state(),
            content=content,
            borders=borders,
            wordings=np.array(self._wordings, dtype=np.uint64),
            ids=ids,
            links=self._links.known(),
        )

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, claim_id: object) -> bool:
        return claim_id in self._slots

    def put(self, claim: PreparedClaim, vectors: Vector) -> None:
        """Take a claim in, in place of what has its id.

        Args:
            claim: The claim.
            vectors: One row for each of ``claim.texts``, float32 (k, d).
        """
        claim_id = claim.document.claim_id
        slot = self._slots.get(claim_id)
        if slot is None:
            slot = self._free.pop() if self._free else len(self._claims)
            self._slots[claim_id] = slot
        else:
            self._forget_wording(slot)
        key = _wording_key(claim)
        if slot == len(self._wordings):
            self._wordings.append(key)
        self._wordings[slot] = key
        self._same[key] = slot if key not in self._same else (*self._with_key(key), slot)
        self._claims.put(slot, claim)
        self._facts.pop(slot, None)
        self._vectors.put(slot, vectors)
        self._words.put(slot, terms(claim.wording))
        self._grams.put(slot, grams(claim.wording))
        self._links.put(slot, claim.document.links)
        for finder in self._finders:
            finder.put(slot, claim.document)

    def remove(self, claim_id: int | str) -> None:
        """Take a claim out; one that is not there is no error."""
        slot = self._slots.pop(claim_id, None)
        if slot is None:
            return
        self._forget_wording(slot)
        self._claims.remove(slot)
        self._facts.pop(slot, None)
        self._vectors.remove(slot)
        self._words.remove(slot)
        self._grams.remove(slot)
        self._links.remove(slot)
        for finder in self._finders:
            finder.remove(slot)
        self._free.append(slot)

    def _forget_wording(self, slot: int) -> None:
        key = self._wordings[slot]
        left = tuple(other for other in self._with_key(key) if other != slot)
        if left:
            self._same[key] = left
        else:
            del self._same[key]

    def _with_key(self, key: int) -> tuple[int, ...]:
        found = self._same[key]
        return found if isinstance(found, tuple) else (found,)

    def same(self, slot: int) -> frozenset[int]:
        """Return the slots, this one too, whose claims have the same statement."""
        return frozenset(self._with_key(self._wordings[slot]))

    def slot(self, claim_id: int | str) -> int | None:
        """Return a claim's slot."""
        return self._slots.get(claim_id)

    def claim(self, slot: int) -> PreparedClaim:
        """Return the claim in a slot."""
        return self._claims.get(slot)

    def facts(self, slot: int) -> Facts:
        """Return what the claim in a slot states, statement and titles together."""
        found = self._facts.get(slot)
        if found is None:
            claim = self.claim(slot)
            found = gather("\n".join((claim.statement, *claim.titles)))
            if len(self._facts) >= MOST_FACTS:
                del self._facts[next(iter(self._facts))]
            self._facts[slot] = found
        return found

    def nearest(self, slot: int, post: Vector) -> Vector:
        """Return the vector of the claim in a slot that is nearest to a post's, float32 (d,)."""
        vectors = self._vectors.vectors(slot)
        return np.asarray(vectors[int((vectors @ post).argmax())])

    def weight(self, words: Sequence[str]) -> float:
        """Return the sum of the weights (idf) of terms."""
        return sum(map(self._words.idf, words))

    def measure(self, text: str, vectors: Vector, links: Sequence[str]) -> PostSignals:
        """Let every matcher look at a post.

        Args:
            text: Normalised.
            vectors: The whole post first, then its windows; float32 (q, d).
            links: The post's links.
        """
        size = len(self._claims)
        dense = _beside.submit(self._vectors.scores, vectors, size)
        words, pieces = self._words.scores(terms(text), size), self._grams.scores(grams(text), size)
        return PostSignals(
            facts=gather(text),
            windows=(text, *windows(text)),
            vectors=vectors,
            dense=dense.result(),
            bm25=words,
            grams=pieces,
            links=self._links.find(links),
            found=self._found(text, links),
        )

    def _found(self, text: str, links: Sequence[str]) -> dict[int, tuple[Evidence, ...]]:
        found: dict[int, tuple[Evidence, ...]] = {}
        for finder in self._finders:
            for slot, evidence in finder.find(text, links).items():
                found[slot] = (*found.get(slot, ()), evidence)
        return found

    def candidates(self, signals: PostSignals, exclude: frozenset[int] = frozenset()) -> list[Candidate]:
        """Unite the best of every matcher. Of claims with the same statement the first stands for all.

        Args:
            signals: From :meth:`measure`, on the same index.
            exclude: Slots to treat as if they were not there.

        Returns:
            Candidates in no particular order; empty where the index is.
        """
        slots = set(signals.links) | set(signals.found)
        slots.update(self._nearest(signals, DENSE_CANDIDATES + len(exclude)))
        slots.update(best_slots(signals.bm25, LEXICAL_CANDIDATES + len(exclude), floor=0.0))
        slots.update(best_slots(signals.grams, GRAM_CANDIDATES + len(exclude), floor=0.0))
        chosen = sorted({min(self.same(slot) - exclude) for slot in slots - exclude})
        if not chosen:
            return []
        vectors, begins = self._vectors.gather(chosen)
        products = vectors @ signals.vectors.T
        tops = np.maximum.reduceat(products, begins, axis=0)
        whole = products[:, 0]
        parts = [_part_cosines(vectors, begins, signals.vectors[0], part) for part in self._parts]
        post_terms = set(signals.facts.terms)
        found = []
        for row, (slot, begin) in enumerate(zip(chosen, begins.tolist(), strict=True)):
            claim = self.claim(slot)
            twins = self.same(slot)
            facts = self.facts(slot)
            weights = [(term, self._words.idf(term)) for term in facts.terms]
            titles = whole[begin + 1 : begin + 1 + len(claim.titles)]
            found.append(
                Candidate(
                    slot=slot,
                    twins=tuple(sorted(twins - exclude - {slot})),
                    cosine=float(tops[row, 0]),
                    window_cosine=float(tops[row].max()),
                    window=signals.windows[int(tops[row].argmax())],
                    part_cosines=tuple(float(part[row]) for part in parts),
                    cosine_statement=float(whole[begin]),
                    cosine_title=float(titles.max()) if len(titles) else float(whole[begin]),
                    bm25=float(signals.bm25[slot]),
                    grams=float(signals.grams[slot]),
                    links=tuple(
                        dict.fromkeys(link for twin in sorted(twins) for link in signals.links.get(twin, ()))
                    ),
                    facts=facts,
                    shared=tuple((term, weight) for term, weight in weights if term in post_terms),
                    claim_weight=sum(weight for _, weight in weights),
                    elsewhere=elsewhere(facts.places, signals.facts.places),
                    is_negated=is_negated(claim.statement),
                    wording=_nearest_wording(claim, products[begin : begin + len(claim.texts)].max(axis=1)),
                    found=tuple(seen for twin in sorted(twins) for seen in signals.found.get(twin, ())),
                )
            )
        return found

    def _nearest(self, signals: PostSignals, count: int) -> list[int]:
        """Return the slots with the best cosines, found among twice as many by the quick scores."""
        likely = best_slots(signals.dense, 2 * count, floor=-1.0)
        if not likely:
            return []
        vectors, begins = self._vectors.gather(likely)
        cosines = np.maximum.reduceat((vectors @ signals.vectors.T).max(axis=1), begins)
        return [likely[place] for place in np.argsort(-cosines, kind="stable")[:count]]


def _nearest_wording(claim: PreparedClaim, cosines: Floats) -> str:
    """Return the statement or phrasing with the best cosine; a fact-check's title often says the contrary."""
    first = 1 + len(claim.titles)
    chosen = [0, *range(first, len(claim.texts))]
    best = max(chosen, key=lambda row: float(cosines[row]))
    return str(claim.texts[best])


def _wording_key(claim: PreparedClaim) -> int:
    """Return what claims with the same statement share: eight bytes of its hash."""
    return int(content_hash(claim.statement.lower())[:16], 16)


def _part_cosines(vectors: Vector, begins: NDArray[np.int64], query: Vector, part: Part) -> Floats:
    """Return the best cosine of each slot as one model alone sees it."""
    stretch = slice(part.start, part.stop)
    best: Floats = np.maximum.reduceat(vectors[:, stretch] @ query[stretch], begins)
    return best / np.float32(part.weight)


def best_slots(scores: Floats, count: int, floor: float) -> list[int]:
    """Return the slots of the largest scores above a floor.

    The `count` largest of the largest in each group of slots say from where on it is worth looking.
    """
    groups = len(scores) // _GROUP
    if groups > count:
        tops = scores[: groups * _GROUP].reshape(_GROUP, groups).max(axis=0)
        enough = np.partition(tops, groups - count)[groups - count]
        slots = np.flatnonzero(scores >= max(enough, np.nextafter(np.float32(floor), np.float32(np.inf))))
    else:
        slots = np.flatnonzero(scores > floor)
    if len(slots) > count:
        slots = slots[np.argpartition(-scores[slots], count)[:count]]
    return [int(slot) for slot in slots]
