"""The machine of `test_core` finds faults that are planted in the bot: `make mutants`.

Each must break the very promise that it was planted against. Printed for each (`-s`): after how many steps
and how much processor time it was found.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.decisions.policy import decide
from bot.events import Address, OutgoingMessage
from bot.outbox import delivery, revisions
from bot.outbox.delivery import Deliverer
from bot.platforms.base import DeliveryOutcome, Sent
from storage import outbox
from tests.scenarios.fuzz import test_core
from tests.scenarios.fuzz.test_core import CoreMachine
from tests.scenarios.fuzz.town import LoggingPlatform, Town

WANTED = os.environ.get("CLAIMSPREAD_FUZZ") == "mutants"
Patch = pytest.MonkeyPatch


def everybody_is_answered(patch: Patch) -> None:
    """The gate takes posts that nobody asked about for questions."""

    def mutant(address: Address, *rest: Any) -> Any:
        return decide(Address.SUMMONED if address is Address.OVERHEARD else address, *rest)

    patch.setattr("bot.decisions.judging.decide", mutant)


def retracted_claims_are_sent(patch: Patch) -> None:
    """Nobody looks whether the claim was retracted after the answer was queued."""

    async def nothing(*_: Any) -> set[int]:
        return set()

    patch.setattr(delivery, "_about_retracted_claims", nothing)


def groups_get_it_again(patch: Patch) -> None:
    """A message of unknown fate is sent again in groups, too."""
    patch.setattr(delivery, "_read_by_others", lambda _message: False)


def x_is_not_asked(patch: Patch) -> None:
    """After a crash every reply on X counts as not sent."""

    async def settle(
        _self: LoggingPlatform, _message: OutgoingMessage, _since: datetime
    ) -> Sent | DeliveryOutcome:
        return DeliveryOutcome.NOT_SENT

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


def a_reply_that_was_withdrawn_comes_again(patch: Patch) -> None:
    """On a timeline a post that was edited back is answered once more."""

    async def never(*_: Any) -> bool:
        return False

    patch.setattr(revisions, "_had_its_reply", never)


def nobody_settles(patch: Patch) -> None:
    """What a dead process was sending is left as it is."""

    async def nothing(*_: Any, **__: Any) -> int:
        return 0

    patch.setattr(Deliverer, "settle_interrupted", nothing)


ON_X = CoreMachine.on_x_only_posts_that_summon_the_bot_are_answered_each_once
IN_GROUPS = CoreMachine.in_groups_nothing_is_said_twice
IN_PRIVATE = CoreMachine.in_private_a_double_only_follows_an_outcome_that_nobody_knew
RETRACTED = CoreMachine.nothing_is_sent_about_a_retracted_claim
ALL_IS_DONE = Town.calm_down

PLANTED: dict[Callable[[Patch], None], tuple[Callable[..., Any], ...]] = {
    everybody_is_answered: (ON_X,),
    retracted_claims_are_sent: (RETRACTED,),
    groups_get_it_again: (IN_GROUPS,),
    x_is_not_asked: (ON_X,),
    a_taken_message_is_not_marked: (ON_X, IN_GROUPS, IN_PRIVATE),
    a_reply_that_was_withdrawn_comes_again: (ON_X,),
    nobody_settles: (ALL_IS_DONE,),
}
"""What is planted, and the promises any of which it must be seen to break."""


class CountedMachine(CoreMachine):
    """The same, and counts its steps."""

    steps = 0

    def check_invariants(self, *given: Any, **more: Any) -> None:
        CountedMachine.steps += 1
        super().check_invariants(*given, **more)


@pytest.mark.skipif(not WANTED, reason="make mutants")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("fault", PLANTED, ids=lambda fault: fault.__name__)
def test_a_planted_fault_is_found_by_the_promise_that_it_breaks(
    fault: Callable[[Patch], None], sqlite_template: Path, monkeypatch: Patch
) -> None:
    test_core._template[:] = [sqlite_template]
    fault(monkeypatch)
    CountedMachine.steps = 0
    began = time.process_time()
    with pytest.raises(AssertionError) as found:
        run_state_machine_as_test(
            seed(1)(CountedMachine),
            settings=settings(
                max_examples=200,
                stateful_step_count=20,
                deadline=None,
                phases=(Phase.generate,),
                suppress_health_check=list(HealthCheck),
                database=None,
                report_multiple_bugs=False,
            ),
        )
    promise = [
        entry.name for entry in found.traceback if Path(entry.path).name in {"test_core.py", "town.py"}
    ][-1]
    assert promise in {broken.__name__ for broken in PLANTED[fault]}
    seconds = time.process_time() - began
    sys.stdout.write(f"{fault.__name__}: {promise}, {CountedMachine.steps} steps, {seconds:.1f} s\n")
