"""The parts beneath the matcher: lexical and dense indexes, links, caches, rankers, encoders."""

import json
from pathlib import Path

import numpy as np
import pytest

from matchers.encoding.encoders import BATCH, CombinedEncoder, HashingEncoder, batches_of, load_encoder
from matchers.encoding.vectorcache import FolderVectors
from matchers.errors import ArtefactError, ModelNotFoundError
from matchers.index.bm25 import Bm25Index
from matchers.index.claim_index import best_slots
from matchers.index.links import LinkIndex, canonical_link
from matchers.index.semantic import BLOCK, VectorIndex
from matchers.language.geography import elsewhere, find_places
from matchers.language.text import content_hash
from matchers.ranking import features
from matchers.ranking.ranker import ARTEFACTS, CONFLICT_CAP, TreeScorer, load_ranker


def test_bm25_after_changes_equals_bm25_built_afresh() -> None:
    documents = {slot: [f"w{slot % 7}", f"w{slot % 5}", "all", f"only{slot}"] for slot in range(40)}
    changed, fresh = Bm25Index(), Bm25Index()
    for slot in range(40):
        changed.put(slot, ["old", "words", f"only{slot}", "x", "y"])
    for slot, document in documents.items():
        changed.put(slot, document)
    for slot in range(0, 40, 3):
        changed.remove(slot)
    for slot, document in documents.items():
        if slot % 3:
            fresh.put(slot, document)
    query = ["w1", "w3", "all", "only5", "nowhere"]
    assert np.allclose(changed.scores(query, 40), fresh.scores(query, 40))
    assert changed.scores(["old"], 40).max() == 0


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    index = Bm25Index()
    for slot in range(10):
        index.put(slot, ["common", f"rare{slot}"])
    assert index.idf("rare3") > index.idf("common")
    assert int(index.scores(["common", "rare3"], 10).argmax()) == 3


def test_dense_rows_follow_their_claim_through_removals() -> None:
    source = np.random.default_rng(1)
    index, kept = VectorIndex(8), {}
    for slot in range(50):
        vectors = source.normal(size=(1 + slot % 3, 8))
        kept[slot] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
        index.put(slot, kept[slot])
    for slot in range(0, 50, 4):
        index.remove(slot)
        del kept[slot]
    query = np.full((1, 8), 8**-0.5, dtype=np.float32)
    scores = index.scores(query, 50)
    for slot in range(50):
        expected = (kept[slot] @ query[0]).max() if slot in kept else -1.0
        assert scores[slot] == pytest.approx(expected, abs=0.01)
        if slot in kept:
            assert np.allclose(index.vectors(slot), kept[slot], atol=2e-5)
    rows, begins = index.gather(wanted := [7, 2, 49, 3])
    assert np.array_equal(rows, np.concatenate([index.vectors(slot) for slot in wanted]))
    assert begins.tolist() == [0, 2, 5, 7]


def test_vectors_that_came_in_many_blocks_are_gathered_as_they_are() -> None:
    index = VectorIndex(8)
    vectors = np.random.default_rng(2).normal(size=(BLOCK + 40, 8)).astype(np.float32)
    for slot, vector in enumerate(vectors):
        index.put(slot, vector[None])
    rows, begins = index.gather([BLOCK + 30, 5, BLOCK - 1, BLOCK])
    assert np.allclose(rows, vectors[[BLOCK + 30, 5, BLOCK - 1, BLOCK]], atol=2e-4)
    assert begins.tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("size", [3, 60, 64, 5_000, 40_003])
def test_the_best_slots_are_those_that_sorting_finds(size: int) -> None:
    source = np.random.default_rng(size)
    for drawn in (source.random(size), source.integers(0, 4, size), np.zeros(size)):
        scores = drawn.astype(np.float32)
        for count in (1, 20, 80):
            found = best_slots(scores, count, floor=0.0)
            assert len(set(found)) == len(found) == min(count, int((scores > 0).sum()))
            assert sorted(scores[found]) == sorted(np.sort(scores[scores > 0])[::-1][:count])


def test_bm25_is_the_sum_of_its_formula() -> None:
    source = np.random.default_rng(4)
    documents = [[f"w{word}" for word in source.zipf(1.6, 12) % 40] for _ in range(300)]
    index = Bm25Index(k1=1.2, b=0.6)
    for slot, document in enumerate(documents):
        index.put(slot, document)
        if slot == 200:
            index.merge()
    average = sum(map(len, documents)) / len(documents)
    query = ["w1", "w2", "w7", "w39", "nowhere"]
    expected = [
        sum(
            index.idf(term) * 2.2 * count / (count + 1.2 * (0.4 + 0.6 * len(document) / average))
            for term in query
            if (count := document.count(term))
        )
        for document in documents
    ]
    assert np.allclose(index.scores(query, 300), expected, rtol=1e-5)


def test_bm25_is_the_same_before_and_after_a_merge_that_drops_and_replaces() -> None:
    index, fresh = Bm25Index(), Bm25Index()
    for slot in range(60):
        index.put(slot, ["all", f"w{slot % 7}", f"old{slot}"])
    index.merge()
    for slot in range(0, 60, 4):
        index.put(slot, ["all", "all", "new", f"w{slot % 3}"])
    for slot in range(1, 60, 4):
        index.remove(slot)
    for slot in range(60):
        if slot % 4 == 0:
            fresh.put(slot, ["all", "all", "new", f"w{slot % 3}"])
        elif slot % 4 != 1:
            fresh.put(slot, ["all", f"w{slot % 7}", f"old{slot}"])
    query = ["all", "w1", "w2", "new", "old8", "old2"]
    expected = fresh.scores(query, 60)
    assert np.allclose(index.scores(query, 60), expected)
    index.merge()
    assert np.allclose(index.scores(query, 60), expected)
    again = Bm25Index(state=index.state())
    again.remove(2)
    fresh.remove(2)
    assert np.allclose(again.scores(query, 60), fresh.scores(query, 60))
    assert again.idf("all") == fresh.idf("all")


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        ("https://www.example.org/a/?utm_source=x&b=2#top", "example.org/a?b=2"),
        ("http://m.example.org/a", "example.org/a"),
        ("https://twitter.com/jane/status/12?s=20&t=abc", "x.com/jane/status/12"),
        ("https://youtu.be/abc?t=9", "youtube.com/watch?v=abc"),
        ("www.example.org/b", "example.org/b"),
        ("https://example.org/", None),
        ("ftp://example.org/a", None),
        ("javascript:alert(1)", None),
        ("https://[broken", None),
    ],
)
def test_links_that_mean_the_same_are_the_same(link: str, canonical: str | None) -> None:
    assert canonical_link(link) == canonical


def test_a_link_with_half_a_character_stops_nothing() -> None:
    assert canonical_link("https://example.org/a?b=\ud800") == "example.org/a?b=%3F"


def test_a_link_is_forgotten_with_its_claim() -> None:
    index = LinkIndex()
    index.put(0, ["https://example.org/a"])
    index.put(1, ["https://example.org/a", "not a link"])
    assert set(index.find(["http://www.example.org/a/"])) == {0, 1}
    index.remove(0)
    assert set(index.find(["http://www.example.org/a/"])) == {1}


def test_vectors_survive_a_restart_and_a_record_cut_short(tmp_path: Path) -> None:
    vectors = {content_hash(str(number)): np.full(4, number, dtype=np.float32) for number in range(5)}
    FolderVectors(tmp_path).put_many("a/model", vectors)
    file = next(tmp_path.glob("*.vectors"))
    file.write_bytes(file.read_bytes()[:-7])
    again = FolderVectors(tmp_path)
    found = again.get_many("a/model", list(vectors))
    assert len(found) == 4
    assert all(np.array_equal(found[key], vectors[key]) for key in found)
    again.put_many("a/model", vectors)
    assert len(FolderVectors(tmp_path).get_many("a/model", list(vectors))) == 5
    assert FolderVectors(tmp_path).get_many("another", list(vectors)) == {}


def test_trees_are_walked_as_written() -> None:
    tree: dict[str, list[float]] = {
        "feature": [0, 0, 1, 0, 0],
        "threshold": [0.5, 0, 2.0, 0, 0],
        "left": [1, -1, 3, -1, -1],
        "right": [2, -1, 4, -1, -1],
        "value": [0, -1.0, 0, 2.0, 5.0],
    }
    leaf: dict[str, list[float]] = {
        "feature": [0],
        "threshold": [0.0],
        "left": [-1],
        "right": [-1],
        "value": [10.0],
    }
    matrix = np.array([[0.5, 9.0], [0.6, 2.0], [0.6, 2.1]])
    assert TreeScorer([tree, leaf]).score(matrix).tolist() == [9.0, 12.0, 15.0]


def test_every_shipped_ranker_fits_the_features_and_says_where_it_comes_from() -> None:
    paths = sorted(ARTEFACTS.glob("*.json"))
    assert {path.stem for path in paths} >= {"general", "english", "multilingual", "combined"}
    for path in paths:
        content = json.loads(path.read_text(encoding="utf-8"))
        ranker = load_ranker(content["model_id"], parts=content["model_id"].count("+") + 1)
        assert ranker.model_id == content["model_id"]
        assert path.stat().st_size < 1_000_000
        assert np.all(np.diff(ranker.calibration.probabilities) >= 0)
        if content["model_id"] == "*":
            assert ranker.thresholds.reply > 1
        else:
            assert ranker.thresholds.review < CONFLICT_CAP < ranker.thresholds.reply < 1
            assert {"data", "date", "seed", "cross_validated"} <= set(ranker.fitted)


def test_a_ranker_of_other_features_is_refused(tmp_path: Path) -> None:
    content = json.loads((ARTEFACTS / "general.json").read_text(encoding="utf-8"))
    content.update(model_id="mine", features=["something else"])
    (tmp_path / "mine.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ArtefactError, match="other features"):
        load_ranker("mine", tmp_path)
    (tmp_path / "mine.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ArtefactError, match="not an artefact"):
        load_ranker("mine", tmp_path)


def test_names_of_features_are_unique() -> None:
    for parts in (1, 2, 3):
        assert len(set(features.names(parts))) == len(features.names(parts))


@pytest.mark.parametrize("name", ["/nowhere/at/all", "./nowhere", "~/nowhere"])
def test_a_missing_model_folder_is_one_clear_error(name: str) -> None:
    with pytest.raises(ModelNotFoundError, match="no model folder"):
        load_encoder(name)


def test_a_folder_without_a_model_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFoundError, match=r"modules\.json is missing"):
        load_encoder(str(tmp_path))


def test_texts_of_like_length_are_embedded_together() -> None:
    source = np.random.default_rng(5)
    texts = ["a" * int(length) for length in (*source.integers(0, 900, 200), 0, 0, *[300] * 70)]
    batches = list(batches_of(texts))
    assert sorted(row for rows in batches for row in rows) == list(range(len(texts)))
    for rows in batches:
        lengths = [len(texts[row]) for row in rows]
        assert len(rows) <= BATCH
        assert min(lengths) >= 0.75 * max(lengths)
    assert max(map(len, batches)) == BATCH
    assert list(batches_of([])) == []


def test_a_combined_cosine_is_the_weighted_sum_of_its_models() -> None:
    small, large = HashingEncoder(32), HashingEncoder(64)
    combined = CombinedEncoder([(small, 0.25), (large, 0.75)])
    posts, claims = ["a bridge fell down"], ["the bridge has fallen", "a cat was elected"]
    expected = 0.25 * small.encode_posts(posts) @ small.encode_claims(claims).T
    expected += 0.75 * large.encode_posts(posts) @ large.encode_claims(claims).T
    assert np.allclose(combined.encode_posts(posts) @ combined.encode_claims(claims).T, expected, atol=1e-6)
    assert combined.dimension == 96


@pytest.mark.parametrize(
    ("claim", "post", "expected"),
    [
        ("banned in Texas", "they banned it in Florida", True),
        ("banned in Texas", "Texans and Floridians are furious", False),
        ("North Koreans in Ukraine", "South Korean soldiers in Poland", True),
        ("North Korea sends troops to Ukraine", "Ukrainians brace for it", False),
        ("banned in Texas", "the Germans do it too", False),
        ("banned in West Virginia", "so Virginia banned it", True),
        ("banned in Texas", "they banned it", False),
    ],
)
def test_a_post_about_another_country_or_state_is_told_apart(claim: str, post: str, expected: bool) -> None:
    assert elsewhere(find_places(claim), find_places(post)) is expected
