"""Vectors: kept by model and content hash, given back bit for bit, never computed twice."""

import numpy as np
import numpy.typing as npt
import pytest

from storage.database import Database
from storage.vectors import StoredVectors


def _vector(seed: int, length: int = 384) -> npt.NDArray[np.float32]:
    return np.random.default_rng(seed).standard_normal(length).astype(np.float32)


@pytest.fixture
def vectors(database: Database) -> StoredVectors:
    return StoredVectors(database)


async def test_vectors_come_back_bit_for_bit(vectors: StoredVectors) -> None:
    given = {"a" * 64: _vector(1), "b" * 64: _vector(2)}
    vectors.put_many("tiny", given)
    found = vectors.get_many("tiny", ["b" * 64, "a" * 64, "c" * 64])
    assert sorted(found) == sorted(given)
    for digest, vector in given.items():
        assert found[digest].dtype == np.float32
        np.testing.assert_array_equal(found[digest], vector)


async def test_a_vector_that_is_there_stays(vectors: StoredVectors) -> None:
    vectors.put_many("tiny", {"a" * 64: _vector(1)})
    vectors.put_many("tiny", {"a" * 64: _vector(2), "b" * 64: _vector(3)})
    np.testing.assert_array_equal(vectors.get_many("tiny", ["a" * 64])["a" * 64], _vector(1))
    assert vectors.count("tiny") == 2


async def test_double_precision_and_big_endian_vectors_are_stored_as_float32(vectors: StoredVectors) -> None:
    vectors.put_many("tiny", {"a": np.array([0.5, -2], dtype=">f8")})
    np.testing.assert_array_equal(vectors.get_many("tiny", ["a"])["a"], np.array([0.5, -2], dtype=np.float32))


async def test_models_do_not_share_vectors(vectors: StoredVectors) -> None:
    vectors.put_many("tiny", {"a": _vector(1)})
    vectors.put_many("large", {"a": _vector(2, 1024)})
    assert vectors.get_many("large", ["a"])["a"].shape == (1024,)
    assert vectors.get_many("other", ["a"]) == {}
    assert vectors.forget_other_models("large") == 1
    assert (vectors.count("tiny"), vectors.count("large")) == (0, 1)


async def test_more_texts_than_one_statement_takes(vectors: StoredVectors) -> None:
    given = {f"{number:064}": _vector(number, 4) for number in range(1203)}
    vectors.put_many("tiny", given)
    assert vectors.count("tiny") == 1203
    assert len(vectors.get_many("tiny", list(given))) == 1203
    assert vectors.get_many("tiny", []) == {}
    vectors.put_many("tiny", {})


async def test_vectors_outlive_the_process(database_url: str) -> None:
    async with Database(database_url) as first:
        StoredVectors(first).put_many("tiny", {"a": _vector(1)})
    async with Database(database_url) as second:
        np.testing.assert_array_equal(StoredVectors(second).get_many("tiny", ["a"])["a"], _vector(1))
