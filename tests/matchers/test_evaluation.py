"""Readers, metrics and the open-set protocol, on sets small enough to work out by hand."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from matchers.encoding.encoders import HashingEncoder
from matchers.errors import DatasetError
from matchers.fitting.evaluation import (
    Replies,
    average_precision,
    count_replies,
    evaluate,
    open_set_curve,
    read_dataset,
)
from matchers.fitting.plots import plot_curve
from matchers.matcher import ClaimMatcher
from matchers.types import Thresholds

CLAIMS = (
    "claim_id\ttitle\tclaim\n"
    "c1\tVolunteers?\tNorth Korea will send volunteers to Ukraine\n"
    "c2\t\tA cat was elected mayor of a village in Alaska\n"
    "c3\t\tThe old stone bridge in the harbour has collapsed\n"
)
QUERIES = (
    "query_id\tsplit\ttext\n"
    "q1\tdev\tNorth Korea sends volunteers to Ukraine, they say\n"
    "q2\tdev\tin a village in Alaska a cat was elected mayor\n"
    "q3\ttrain\tthe old stone bridge has collapsed\n"
    "q4\tdev\tno claim of the list is here\n"
)
QRELS = (
    "query_id\tclaim_id\trelevance\tsplit\nq1\tc1\t1\tdev\nq2\tc2\t1\tdev\nq2\tc3\t0\tdev\nq3\tc3\t1\ttrain\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "claims.tsv").write_text(CLAIMS, encoding="utf-8")
    (tmp_path / "queries.tsv").write_text(QUERIES, encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text(QRELS, encoding="utf-8")
    return tmp_path


def test_a_set_is_read_with_its_relevant_claims_only(folder: Path) -> None:
    dataset = read_dataset(folder)
    assert [claim.titles for claim in dataset.claims] == [("Volunteers?",), (), ()]
    assert {query.query_id: query.relevant for query in dataset.queries} == {
        "q1": {"c1"},
        "q2": {"c2"},
        "q3": {"c3"},
    }
    assert [query.query_id for query in dataset.split("train")] == ["q3"]


def test_packed_claims_are_read_too(folder: Path) -> None:
    (folder / "claims.tsv").unlink()
    (folder / "claims.tsv.gz").write_bytes(gzip.compress(CLAIMS.encode()))
    assert len(read_dataset(folder).claims) == 3


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("claims.tsv", "claim_id\ttitle\n1\tx\n", "lacks the column 'claim'"),
        ("queries.tsv", QUERIES + "q9\tdev\ttext\textra\tcells\n", "line 6: 5 cells, 3 expected"),
        ("qrels.tsv", "query_id\tclaim_id\trelevance\n", "no posts with a relevant claim"),
        ("claims.tsv", b"claim_id\tclaim\n1\t\xff\xfe\n", "cannot be read"),
    ],
)
def test_a_malformed_file_is_named_with_its_line(
    folder: Path, name: str, content: str | bytes, message: str
) -> None:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DatasetError, match=message):
        read_dataset(folder)


def test_a_missing_file_or_split_is_reported(folder: Path) -> None:
    with pytest.raises(DatasetError, match="it has: dev, train"):
        read_dataset(folder).split("test")
    (folder / "queries.tsv").unlink()
    with pytest.raises(DatasetError, match=r"queries\.tsv is missing"):
        read_dataset(folder)


@pytest.mark.parametrize(
    ("ranked", "relevant", "expected"),
    [
        ("abcde", "a", 1.0),
        ("abcde", "b", 0.5),
        ("abcdef", "f", 0.0),
        ("abcde", "ac", (1 + 2 / 3) / 2),
        ("", "a", 0.0),
    ],
)
def test_average_precision_is_that_of_the_shared_task(ranked: str, relevant: str, expected: float) -> None:
    assert average_precision(list(ranked), frozenset(relevant)) == pytest.approx(expected)


def test_the_open_set_protocol_counts_answers_of_both_passes() -> None:
    first = [(0.9, True), (0.8, True), (0.6, False), (0.3, True)]
    second = [0.7, 0.2, 0.1, -np.inf]
    curve = open_set_curve(first, second)
    assert curve.at(0.75) == (1.0, 0.5)
    assert curve.at(0.65) == pytest.approx((2 / 3, 0.5))
    assert curve.at(0.25) == pytest.approx((3 / 5, 0.75))
    assert curve.at(0.95) == (1.0, 0.0)
    assert curve.recall_at(0.95) == 0.5
    assert curve.recall_at(0.6) == 0.75


def test_replies_are_counted_by_what_was_wrong_with_them_and_few_prove_little() -> None:
    first = [(0.9, True), (0.8, True), (0.6, False), (0.3, True)]
    replies = count_replies(first, [0.7, 0.6, 0.1, -np.inf], 0.6)
    assert replies == Replies(right=2, wrong_claim=1, no_claim=2)
    assert replies.precision == 2 / 5
    low, high = Replies(85, 0, 0).interval()
    assert (round(low, 3), high) == (0.957, 1.0)
    assert Replies(950, 20, 30).interval() == pytest.approx((0.9347, 0.9618), abs=0.0005)
    assert Replies(0, 0, 0).interval() == (0.0, 1.0)


def test_equal_scores_cannot_be_told_apart_by_a_threshold() -> None:
    curve = open_set_curve([(0.5, True), (0.5, True)], [0.5, 0.1])
    assert curve.recall_at(0.95) == 0.0
    assert curve.at(0.5) == pytest.approx((2 / 3, 1.0))


def test_an_evaluation_has_the_documented_keys_and_sound_figures(folder: Path) -> None:
    matcher = ClaimMatcher(HashingEncoder(), thresholds=Thresholds(reply=0.6, review=0.3))
    evaluation = evaluate(matcher, read_dataset(folder), "dev")
    found = evaluation.as_json()
    assert set(found) == {
        "posts", "claims", "map_at_5", "precision_at_1", "recall_at_20", "open_set", "auto_reply",
        "latency_ms", "posts_per_second",
    }  # fmt: skip
    assert (found["posts"], found["claims"]) == (2, 3)
    assert found["map_at_5"] == found["precision_at_1"] == found["recall_at_20"] == 1.0
    assert found["open_set"] == {"recall_at_precision_95": 1.0, "recall_at_precision_98": 1.0}
    assert found["auto_reply"]["threshold"] == 0.6
    assert (found["auto_reply"]["right"], found["auto_reply"]["recall"]) == (2, 1.0)
    assert found["auto_reply"]["precision"] == 2 / (2 + found["auto_reply"]["no_claim"])
    assert found["latency_ms"]["p99"] >= found["latency_ms"]["p50"] > 0


def test_the_curve_is_drawn_to_a_file(folder: Path, tmp_path: Path) -> None:
    matcher = ClaimMatcher(HashingEncoder(), thresholds=Thresholds(reply=0.6, review=0.3))
    evaluation = evaluate(matcher, read_dataset(folder), "dev")
    plot_curve(evaluation, matcher.thresholds, tmp_path / "curve.png")
    assert (tmp_path / "curve.png").read_bytes().startswith(b"\x89PNG")
