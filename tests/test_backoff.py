import pytest

from bot.backoff import RETRIES, Doubling


def test_the_wait_doubles_up_to_ten_minutes() -> None:
    waits = [RETRIES.delay(failures).total_seconds() for failures in (1, 2, 3, 9, 10, 1000)]
    assert waits == [2, 4, 8, 512, 600, 600]


@pytest.mark.parametrize("failures", [-1, 0, 1])
def test_no_wait_is_shorter_than_the_first(failures: int) -> None:
    assert Doubling(0.5, 15.0).after(failures) == 0.5


def test_a_source_that_fails_for_years_is_still_tried_once_a_day() -> None:
    assert Doubling(300.0, 86_400.0).after(1_000_000) == 86_400.0
