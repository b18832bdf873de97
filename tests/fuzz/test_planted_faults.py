"""The machine of `test_core` finds faults that are planted in the bot: in the long run (`make fuzz`) only."""

from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from bot import delivery, judging, queueing
from bot.delivery import Deliverer
from bot.events import Address, OutgoingMessage
from bot.platforms.base import Fate, Sent
from storage import inbox, outbox
from tests.fuzz import test_core
from tests.fuzz.test_core import LONG, CoreMachine
from tests.fuzz.town import LoggingPlatform

Patch = pytest.MonkeyPatch


def everybody_is_answered(patch: Patch) -> None:
    """The gate takes posts that nobody asked about for questions."""
    decide = judging.decide

    def mutant(address: Address, *rest: Any) -> Any:
        return decide(Address.SUMMONED if address is Address.OVERHEARD else address, *rest)

    patch.setattr(judging, "decide", mutant)


def retracted_claims_are_sent(patch: Patch) -> None:
    """Nobody looks whether the claim was retracted after the answer was queued."""

    async def nothing(*_: Any) -> set[int]:
        return set()

    patch.setattr(delivery, "_about_retracted_claims", nothing)


def a_key_may_be_used_twice(patch: Patch) -> None:
    """An event that is handled twice is answered twice: neither inbox nor outbox notices."""
    numbers = count()
    finish, enqueue = inbox.finish, outbox.enqueue

    async def finished(*given: Any) -> bool:
        await finish(*given)
        return True

    async def enqueued(session: Any, key: str, *rest: Any, **more: Any) -> int | None:
        return await enqueue(session, f"{key}:{next(numbers)}", *rest, **more)

    patch.setattr(inbox, "finish", finished)
    patch.setattr(outbox, "enqueue", enqueued)
    patch.setattr(queueing.outbox, "enqueue", enqueued)


def groups_get_it_again(patch: Patch) -> None:
    """A message of unknown fate is sent again in groups, too."""
    patch.setattr(delivery, "_read_by_others", lambda _message: False)


def x_is_not_asked(patch: Patch) -> None:
    """After a crash every reply on X counts as not sent."""

    async def settle(_self: LoggingPlatform, _message: OutgoingMessage, _since: datetime) -> Sent | Fate:
        return Fate.NOT_SENT

    patch.setattr(LoggingPlatform, "settle", settle)


def a_taken_message_is_not_marked(patch: Patch) -> None:
    """What is being sent stays pending, so that a crash has it sent again as if nothing was."""
    take_due = outbox.take_due

    async def unmarked(session: Any, *rest: Any) -> Any:
        rows = await take_due(session, *rest)
        for row in rows:
            row.status = "pending"
        return rows

    patch.setattr(outbox, "take_due", unmarked)


def nobody_settles(patch: Patch) -> None:
    """What a dead process was sending is left as it is."""

    async def nothing(*_: Any, **__: Any) -> int:
        return 0

    patch.setattr(Deliverer, "settle_interrupted", nothing)


PLANTED = (
    everybody_is_answered,
    retracted_claims_are_sent,
    a_key_may_be_used_twice,
    groups_get_it_again,
    x_is_not_asked,
    a_taken_message_is_not_marked,
    nobody_settles,
)


@pytest.mark.skipif(not LONG, reason="make fuzz")
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("fault", PLANTED, ids=lambda fault: fault.__name__)
def test_a_planted_fault_is_found(
    fault: Callable[[Patch], None], sqlite_template: Path, monkeypatch: Patch
) -> None:
    test_core._template[:] = [sqlite_template]
    fault(monkeypatch)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            CoreMachine,
            settings=settings(
                max_examples=200,
                stateful_step_count=40,
                deadline=None,
                phases=(Phase.generate,),
                suppress_health_check=list(HealthCheck),
                database=None,
                report_multiple_bugs=False,
            ),
        )
