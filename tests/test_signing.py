"""Pseudonyms and buttons: nobody without the key can read one or make the other."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Settings
from bot.errors import ConfigurationError
from bot.events import Account, ButtonPress, Place, PlaceKind
from bot.signing import ButtonAction, Signer, code_of, load_key, number_of
from bot.translations import languages
from storage.claims import RATINGS

ANN = Account("telegram", "1001")
BEN = Account("telegram", "1002")
SIGNER = Signer(b"k" * 32)


def press(payload: str, place_id: str = "-55", author: Account = ANN) -> ButtonPress:
    place = Place("telegram", place_id, PlaceKind.GROUP)
    return ButtonPress("update:1", author, place, payload, "9", datetime(2026, 1, 1, tzinfo=UTC))


def test_a_pseudonym_is_stable_hides_the_account_and_depends_on_the_key() -> None:
    name = SIGNER.pseudonym(ANN)
    assert name == SIGNER.pseudonym(replace(ANN, name="Ann"))
    assert "1001" not in name
    assert name != SIGNER.pseudonym(BEN)
    assert name != Signer(b"other").pseudonym(ANN)


@given(st.from_regex(r"[a-z-]{1,12}", fullmatch=True), st.lists(st.integers(0, 2**40), max_size=3))
def test_a_button_comes_back_as_it_was_made(verb: str, numbers: list[int]) -> None:
    payload = SIGNER.pack(ButtonAction(verb, tuple(numbers)), "-55")
    assert len(payload.encode()) <= 64
    assert SIGNER.unpack(press(payload)) == ButtonAction(verb, tuple(numbers))


def test_a_button_of_another_chat_is_refused() -> None:
    payload = SIGNER.pack(ButtonAction("helped", (1, 2)), "-55")
    assert SIGNER.unpack(press(payload, place_id="-56")) is None


def test_a_button_bound_to_somebody_works_for_nobody_else() -> None:
    payload = SIGNER.pack(ButtonAction("confirm", (1,)), "-55", ANN.id)
    assert SIGNER.unpack(press(payload, author=ANN)) == ButtonAction("confirm", (1,))
    assert SIGNER.unpack(press(payload, author=BEN)) is None
    assert SIGNER.unpack(press(payload.replace("!", ""), author=BEN)) is None


@pytest.mark.parametrize("payload", ["", "|", "helped:1|AAAAAAAAAAAA", "retract:5", "é|ü", "a" * 64])
def test_a_forged_button_is_refused(payload: str) -> None:
    assert SIGNER.unpack(press(payload)) is None


def test_a_button_that_would_not_fit_is_an_error_where_it_is_made() -> None:
    with pytest.raises(ValueError, match="too long"):
        SIGNER.pack(ButtonAction("x" * 60), "-55")


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    database = tmp_path / "bot.sqlite3"
    first = load_key(Settings(secret_key=None), database)
    assert load_key(Settings(secret_key=None), database) == first
    assert (tmp_path / "bot.key").stat().st_mode & 0o077 == 0


def test_a_shared_database_needs_a_set_key() -> None:
    with pytest.raises(ConfigurationError, match="CLAIMSPREAD_SECRET_KEY"):
        load_key(Settings(secret_key=None), None)


@given(st.from_regex(r"[a-z][a-z0-9]{0,9}", fullmatch=True))
def test_a_code_comes_back_from_the_number_that_a_button_carries(code: str) -> None:
    assert code_of(number_of(code)) == code


@pytest.mark.parametrize("code", ["", "0a", "EN", "pt-br", " en"])
def test_what_is_no_code_is_refused_when_the_button_is_made(code: str) -> None:
    with pytest.raises(ValueError):
        number_of(code)


def test_every_language_and_rating_has_a_code_of_its_own() -> None:
    codes = [*languages(), *RATINGS]
    assert [code_of(number_of(code)) for code in codes] == codes
    assert len({number_of(code) for code in codes}) == len(codes)
