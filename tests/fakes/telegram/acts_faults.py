"""Planning trouble, as acts (see `faults.py`)."""

from typing import Any

from tests.fakes.telegram.acts import act
from tests.fakes.telegram.faults import Fault
from tests.fakes.telegram.world import World


@act
def plan_fault(world: World, **fields: Any) -> int:
    """Plan a fault; its id comes back."""
    return world.faults.add(Fault(**fields)).id


@act
def release_fault(world: World, *, id: int) -> None:  # noqa: A002 - the field's name
    """Let go of what this fault holds."""
    world.faults.faults[id].released.set()


@act
def lift_faults(world: World) -> None:
    """Forget all planned faults and let go of what they hold."""
    world.faults.lift_all()
