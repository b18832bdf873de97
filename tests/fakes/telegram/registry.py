"""The methods that the bot calls, registered by name; each is a function of the world and the checked
arguments."""

from collections.abc import Callable
from typing import Any

from tests.fakes.telegram.arguments import Arguments
from tests.fakes.telegram.methods import METHODS
from tests.fakes.telegram.world import World

Json = dict[str, Any]
Handler = Callable[[World, Arguments], Any]

HANDLERS: dict[str, Handler] = {}


def handles(name: str) -> Callable[[Handler], Handler]:
    """Register the handler of a method, which must stand in the method table."""
    if name not in METHODS:
        raise LookupError(f"{name} is not in the method table")

    def register(handler: Handler) -> Handler:
        HANDLERS[name] = handler
        return handler

    return register
