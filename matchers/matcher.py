"""ClaimMatcher: the one entry. A post goes in; claims with probabilities, stance and evidence come out."""

import threading
from collections.abc import Callable, Iterable, Sequence, Sized
from itertools import islice
from pathlib import Path

import numpy as np

from matchers.cohort import cohort, in_cohort, shipped_vectors
from matchers.encoding.encoders import Encoder, load_encoder
from matchers.encoding.vectorcache import MemoryVectors
from matchers.index.claim_index import ClaimIndex, PostSignals
from matchers.index.packed_claims import prepare
from matchers.index.snapshot import read_snapshot, write_snapshot
from matchers.language.detection import detect_language
from matchers.language.facts import count_content
from matchers.language.stance import read_stance
from matchers.language.text import content_hash, has_letters, normalise, windows, words
from matchers.ranking import features
from matchers.ranking.explanation import explain
from matchers.ranking.features import Candidate
from matchers.ranking.ranker import Ranker, load_ranker
from matchers.ranking.tuning import apply_tuning
from matchers.types import ClaimDocument, Finder, Match, Reading, Stance, Thresholds, Vector, VectorStore
from matchers.verification.judge import Judge, Ranked, unread
from matchers.verification.judgement import NO_VERIFIER, load_judgement
from matchers.verification.loading import DEFAULT, load_verifier
from matchers.verification.verifier import Verifier

PORTION = 512
"""Claims taken in at once, and texts embedded between two writes to the store: an interrupted import goes on
where it stopped."""

Progress = Callable[[int, int], None]


class ClaimMatcher:
    """Matches posts to claims. Safe to use from several threads.

    Args:
        encoder: Text to vectors.
        vectors: Where claims' vectors are kept.
        ranker: Features to probabilities; by default the one that ships for the encoder's model.
        thresholds: In place of the model's own.
        verifier: Reads claim and post together. Without one, probabilities say how much post and claim look
            alike, and the thresholds never allow a public answer.
        finders: Make matchers beside the ones that ship, empty; see :class:`matchers.types.Finder`.
    """

    def __init__(
        self,
        encoder: Encoder,
        vectors: VectorStore | None = None,
        ranker: Ranker | None = None,
        thresholds: Thresholds | None = None,
        verifier: Verifier | None = None,
        finders: Sequence[Callable[[], Finder]] = (),
    ) -> None:
        self._encoder = encoder
        self._finders = tuple(finders)
        self._store = vectors if vectors is not None else MemoryVectors()
        self._ranker = (
            ranker if ranker is not None else load_ranker(encoder.model_id, parts=len(encoder.parts))
        )
        self._lock = threading.RLock()
        self._judge = (
            Judge(verifier, load_judgement(encoder.model_id, verifier.verifier_id))
            if verifier is not None
            else None
        )
        self.model_id = encoder.model_id
        self._cohort = [prepare(document) for document in cohort()]
        self._index = self._new_index()
        own = self._judge.thresholds if self._judge is not None else NO_VERIFIER
        self.thresholds = thresholds if thresholds is not None else own

    @classmethod
    def load(
        cls,
        model: str = "default",
        vectors: VectorStore | None = None,
        thresholds: Thresholds | None = None,
        tuned: Path | None = None,
        verifier: str = DEFAULT,
        finders: Sequence[Callable[[], Finder]] = (),
    ) -> "ClaimMatcher":
        """Load a matcher by the model's name; see :func:`matchers.encoding.encoders.load_encoder`.

        Args:
            model: Name or folder.
            vectors: Where claims' vectors are kept.
            thresholds: In place of the ranker's own.
            tuned: A calibration that `tuning.write_tuning` wrote; a missing file is ignored.
            verifier: Name or folder; see :func:`matchers.verification.loading.load_verifier`.
            finders: Make matchers beside the ones that ship.

        Raises:
            ModelError: The model cannot be used.
            ArtefactError: Its ranker cannot be read.
        """
        encoder = load_encoder(model)
        ranker = load_ranker(encoder.model_id, parts=len(encoder.parts))
        if tuned is not None:
            ranker = apply_tuning(ranker, tuned)
        return cls(encoder, vectors, ranker, thresholds, load_verifier(verifier, beside=encoder), finders)

    def __len__(self) -> int:
        return len(self._index) - len(self._cohort)

    @property
    def ranker(self) -> Ranker:
        """The ranker in use."""
        return self._ranker

    def replace(self, documents: Iterable[ClaimDocument], progress: Progress | None = None) -> None:
        """Rebuild the index from all claims; texts whose vectors are stored are not embedded again.

        Args:
            documents: All claims.
            progress: Called with (claims ready, claims in all).
        """
        rebuilding = self.rebuilding()
        total = len(documents) if isinstance(documents, Sized) else 0
        left = iter(documents)
        while portion := list(islice(left, PORTION)):
            ready = rebuilding.add(portion)
            if progress is not None:
                progress(ready, max(ready, total))
        rebuilding.finish()

    def rebuilding(self) -> "Rebuilding":
        """Begin a new index beside the one in use, to be filled portion by portion."""
        return Rebuilding(self, self._new_index())

    def take_index(self, index: ClaimIndex) -> None:
        """Use another index from the next match on."""
        with self._lock:
            self._index = index

    def keep_snapshot(self, folder: Path, stamp: str) -> None:
        """Write the index into a folder, for `use_snapshot`; nothing is matched meanwhile.

        Raises:
            OSError: it cannot be written.
        """
        with self._lock:
            snapshot = self._index.snapshot()
            write_snapshot(folder, snapshot, stamp)

    def use_snapshot(self, folder: Path) -> bool:
        """Take the index that was kept in a folder; False where there is none that fits."""
        snapshot = read_snapshot(folder)
        if snapshot is None or snapshot.vectors.high.shape[1] != self._encoder.dimension:
            return False
        index = ClaimIndex.restored(
            self._encoder.dimension, self._encoder.parts, snapshot, self._new_finders()
        )
        if any(claim.document.claim_id not in index for claim in self._cohort):
            return False
        self.take_index(index)
        return True

    def _new_index(self) -> ClaimIndex:
        """Return an index that holds the cohort alone."""
        texts = [text for claim in self._cohort for text in claim.texts]
        shipped = shipped_vectors(self.model_id, texts)
        vectors = shipped or self.vectors_of(texts)
        index = ClaimIndex(self._encoder.dimension, self._encoder.parts, self._new_finders())
        for claim in self._cohort:
            keys = [content_hash(text) if shipped else text for text in claim.texts]
            index.put(claim, np.stack([vectors[key] for key in keys]))
        return index

    def _new_finders(self) -> list[Finder]:
        return [make() for make in self._finders]

    def put(self, *documents: ClaimDocument) -> None:
        """Take claims in, or their new wording; effective from the next match on."""
        claims = [prepare(document) for document in documents]
        vectors = self.vectors_of([text for claim in claims for text in claim.texts])
        for claim in claims:
            with self._lock:  # for one at a time: matching goes on between them
                self._index.put(claim, np.stack([vectors[text] for text in claim.texts]))

    def remove(self, claim_id: int | str) -> None:
        """Take a claim out; effective from the next match on. One that is not there is no error."""
        with self._lock:
            self._index.remove(claim_id)

    def match(self, text: str, links: Sequence[str] = (), limit: int = 5) -> Reading:
        """Match one post; any text is allowed.

        Args:
            text: As written.
            links: Links that the platform gave beside the text; those in the text are found anyway.
            limit: At most so many matches.
        """
        return self.match_many([(text, links)], limit)[0]

    def match_many(self, posts: Sequence[tuple[str, Sequence[str]]], limit: int = 5) -> list[Reading]:
        """Match many posts at once; faster than one by one."""
        prepared = [normalise(text) for text, _ in posts]
        known = [(*found.links, *links) for found, (_, links) in zip(prepared, posts, strict=True)]
        texts = [found.text for found in prepared]
        vectors = self._embed(texts, known)
        with self._lock:
            signals = self._measure(texts, known, vectors)
        return [
            self._reading(text, found)
            for text, found in zip(texts, self.rank_many(signals, limit), strict=True)
        ]

    def _reading(self, text: str, matches: Sequence[Match]) -> Reading:
        """Say what was found in a post; its stance is towards the likeliest claim that it is about."""
        top = matches[0] if matches and matches[0].relevance >= self.thresholds.review else None
        stance, sure = (Stance.ASSERT, 0.0) if top is None else (top.stance, top.relevance)
        if top is not None and self._judge is None:
            stance, sure = read_stance(text)
        return Reading(
            matches=tuple(matches),
            stance=stance,
            stance_probability=sure,
            language=detect_language(text),
            content_words=count_content(words(text)),
            text=text,
        )

    def search(self, words: str, limit: int) -> list[Match]:
        """Find claims that look like some words or another claim, the most alike first; none is judged."""
        text = normalise(words).text
        [signals] = self.measure([text], [()])
        ranked = self.ranked(signals) if signals is not None else []
        return [match for one in ranked for match in unread(one)][:limit]

    def embed(self, texts: Sequence[str]) -> Vector:
        """Return the vectors of posts' texts, (texts, dimensions); nothing of them is stored."""
        return self._encoder.encode_posts(list(texts))

    def measure(self, texts: Sequence[str], links: Sequence[Sequence[str]]) -> list[PostSignals | None]:
        """Let every matcher look at normalised posts; None for one without a word, or without claims.

        A post of which only a link is left still has signals where the link is known.
        """
        vectors = self._embed(texts, links)
        with self._lock:
            return self._measure(texts, links, vectors)

    def _embed(self, texts: Sequence[str], links: Sequence[Sequence[str]]) -> dict[int, Vector]:
        """Return the vectors of the posts that are worth a look, by place: the whole, then its windows."""
        wanted = [row for row, text in enumerate(texts) if has_letters(text) or links[row]]
        if not wanted or not len(self):
            return {}
        pieces = {row: [texts[row], *windows(texts[row])] for row in wanted}
        vectors = self._encoder.encode_posts([piece for row in wanted for piece in pieces[row]])
        found, start = {}, 0
        for row in wanted:
            found[row] = vectors[start : start + len(pieces[row])]
            start += len(pieces[row])
        return found

    def _measure(
        self, texts: Sequence[str], links: Sequence[Sequence[str]], vectors: dict[int, Vector]
    ) -> list[PostSignals | None]:
        return [
            self._index.measure(text, vectors[row], links[row]) if row in vectors and len(self) else None
            for row, text in enumerate(texts)
        ]

    def pairs(
        self, signals: PostSignals, exclude: frozenset[int | str] = frozenset()
    ) -> tuple[list[Candidate], features.Matrix]:
        """Return a post's candidates and their features, as if the claims in ``exclude`` were not there."""
        with self._lock:
            slots = frozenset(slot for slot in map(self._index.slot, exclude) if slot is not None)
            candidates = self._index.candidates(signals, slots)
            weight = self._index.weight(signals.facts.terms)
        return candidates, features.build(signals.facts, weight, candidates)

    def rank(
        self, signals: PostSignals, limit: int, exclude: frozenset[int | str] = frozenset()
    ) -> list[Match]:
        """Rank and judge the candidates of a post, as if the claims in ``exclude`` were not there."""
        return self.rank_many([signals], limit, [exclude])[0]

    def rank_many(
        self,
        signals: Sequence[PostSignals | None],
        limit: int,
        exclude: Sequence[frozenset[int | str]] = (),
    ) -> list[list[Match]]:
        """Rank and judge the candidates of many posts; the verifier reads them all at once.

        Args:
            signals: From :meth:`measure`; None for a post without candidates.
            limit: At most so many matches a post.
            exclude: By post, claims to treat as if they were not there.
        """
        with self._lock:
            ranked = [
                self.ranked(measured, exclude[row] if exclude else frozenset())
                if measured is not None
                else []
                for row, measured in enumerate(signals)
            ]
        if self._judge is None:
            return [[match for one in found for match in unread(one)][:limit] for found in ranked]
        texts = [measured.windows[0] if measured is not None else "" for measured in signals]
        return self._judge.judge(list(zip(texts, ranked, strict=True)), limit)

    def ranked(self, signals: PostSignals, exclude: frozenset[int | str] = frozenset()) -> list[Ranked]:
        """Return the candidates that are no part of the cohort, the best score first."""
        candidates, matrix = self.pairs(signals, exclude)
        if not candidates:
            return []
        scores, probabilities = self._ranker.probabilities(matrix, candidates)
        found = []
        for row in np.argsort(-scores, kind="stable").tolist():
            candidate = candidates[row]
            ids = map(self.id_in, (candidate.slot, *candidate.twins))
            own = tuple(claim_id for claim_id in ids if not in_cohort(claim_id))
            if own:
                evidence = explain(
                    signals.facts, signals.windows[0], candidate, matrix[row], float(scores[row])
                )
                found.append(
                    Ranked(
                        own, candidate, matrix[row], float(scores[row]), float(probabilities[row]), evidence
                    )
                )
        return found

    def claim_id(self, candidate: Candidate) -> int | str:
        """Return the id of a candidate's claim."""
        return self.id_in(candidate.slot)

    def id_in(self, slot: int) -> int | str:
        """Return the id of the claim in a slot."""
        with self._lock:
            return self._index.claim(slot).document.claim_id

    def vectors_of(self, texts: Sequence[str]) -> dict[str, Vector]:
        """Return the vector of every text, from the store or newly embedded and stored."""
        hashes = {text: content_hash(text) for text in texts}
        stored = self._store.get_many(self.model_id, list(dict.fromkeys(hashes.values())))
        vectors = {text: stored[key] for text, key in hashes.items() if key in stored}
        missing = sorted((text for text in hashes if text not in vectors), key=len, reverse=True)
        for start in range(0, len(missing), PORTION):
            portion = missing[start : start + PORTION]
            embedded = dict(zip(portion, self._encoder.encode_claims(portion), strict=True))
            self._store.put_many(self.model_id, {hashes[text]: vector for text, vector in embedded.items()})
            vectors.update(embedded)
        return vectors


class Rebuilding:
    """A new index that is filled beside the one in use, portion by portion, so that memory stays flat."""

    def __init__(self, matcher: ClaimMatcher, index: ClaimIndex) -> None:
        self._matcher = matcher
        self._index = index
        self._ready = 0

    def add(self, documents: Sequence[ClaimDocument]) -> int:
        """Take claims in; returns how many there are by now."""
        claims = [prepare(document) for document in documents]
        vectors = self._matcher.vectors_of([text for claim in claims for text in claim.texts])
        for claim in claims:
            self._index.put(claim, np.stack([vectors[text] for text in claim.texts]))
        self._ready += len(claims)
        return self._ready

    def finish(self) -> None:
        """Use the new index from the next match on."""
        self._matcher.take_index(self._index)
