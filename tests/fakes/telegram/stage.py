"""The handles with which a test plays the people: the same for a fake in this process and for one over
HTTP."""

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tests.fakes.telegram.calls import BotCall
from tests.fakes.telegram.faults import FaultKind
from tests.fakes.telegram.people import Channel, Group, User

Json = dict[str, Any]


@dataclass(frozen=True)
class PlannedFault:
    """A fault that was planned with `Stage.fault`."""

    stage: "Stage"
    id: int

    async def reached(self, timeout: float = 30.0) -> None:  # noqa: ASYNC109 - the test's own patience
        """Wait until a call ran into it.

        Raises:
            TimeoutError: none did in time.
        """
        if not await self.stage.fault_reached(self.id, timeout):
            raise TimeoutError(f"no call ran into the fault within {timeout} s")

    async def release(self) -> None:
        """Let a held call go on, if its client is still there."""
        await self.stage.perform("release_fault", id=self.id)


class Stage(ABC):
    """A fake Bot API server to play on. `calls` holds every request of the bot seen so far."""

    url: str
    token: str

    def __init__(self) -> None:
        self.calls: list[BotCall] = []

    @property
    def bot_url(self) -> str:
        """The `base_url` for python-telegram-bot."""
        return f"{self.url}/bot"

    @property
    def file_url(self) -> str:
        """The `base_file_url` for python-telegram-bot."""
        return f"{self.url}/file/bot"

    @abstractmethod
    async def perform(self, name: str, /, **arguments: Any) -> Any:
        """Do an act of `acts*.py`.

        Raises:
            ImpossibleActError: it cannot be done.
        """

    @abstractmethod
    def define(self, name: str, /, **arguments: Any) -> None:
        """Do an act without a result; over HTTP it is sent ahead of the next one."""

    @abstractmethod
    async def more_calls(self, seconds: float) -> None:
        """Wait up to so long for calls beyond `self.calls`, and add them."""

    @abstractmethod
    async def fault_reached(self, fault_id: int, seconds: float) -> bool:
        """Wait up to so long for a call to run into a fault."""

    # The cast

    def user(self, id: int, first_name: str = "User", **fields: Any) -> User:  # noqa: A002 - the platform's word
        """An account, created on first mention.

        `fields`: username, last_name, language_code, hides_forwards, is_bot, deactivated.
        """
        self.define("define_user", id=id, first_name=first_name, **fields)
        return User(self, id, first_name)

    def group(
        self,
        id: int,  # noqa: A002 - the platform's word
        title: str = "Group",
        *,
        kind: str = "group",
        bot: str = "member",
        owner: User | None = None,
        admins: Iterable[User] = (),
        members: Iterable[User] = (),
        **fields: Any,
    ) -> Group:
        """A group.

        `kind` is group, supergroup or forum. `bot` is the bot's standing there: member, administrator,
        kicked, or left for a chat in which it can only be a guest.
        """
        self.define(
            "define_chat",
            id=id,
            type="supergroup" if kind == "forum" else kind,
            is_forum=kind == "forum",
            title=title,
            bot=bot,
            owner=owner.id if owner else None,
            admins=[user.id for user in admins],
            members=[user.id for user in members],
            **fields,
        )
        return Group(self, id, title, owner)

    def channel(
        self,
        id: int,  # noqa: A002 - the platform's word
        title: str = "Channel",
        *,
        bot: str = "administrator",
        discussion: Group | None = None,
        owner: User | None = None,
        **fields: Any,
    ) -> Channel:
        """A channel, where wanted with its discussion group."""
        self.define(
            "define_chat",
            id=id,
            type="channel",
            title=title,
            bot=bot,
            discussion=discussion.id if discussion else None,
            owner=owner.id if owner else None,
            **fields,
        )
        return Channel(self, id, title, owner)

    # What the bot did

    @property
    def sent(self) -> list[BotCall]:
        """The requests by which readers saw a message appear or change."""
        return [call for call in self.calls if call.is_message]

    def calls_of(self, method: str) -> list[BotCall]:
        """The requests of one method, refused ones too."""
        return [call for call in self.calls if call.method == method]

    async def wait_for(
        self,
        matches: Callable[[BotCall], bool] = lambda call: True,
        *,
        timeout: float = 30.0,  # noqa: ASYNC109 - the test's own patience
        after: int = 0,
    ) -> BotCall:
        """The first message of the bot that matches, past or to come.

        `after` skips calls up to that `number`, see `mark`.

        Raises:
            TimeoutError: with what was sent instead.
        """
        return await self.wait_for_call(
            lambda call: call.is_message and matches(call), timeout=timeout, after=after
        )

    async def wait_for_call(
        self,
        matches: Callable[[BotCall], bool],
        *,
        timeout: float = 30.0,  # noqa: ASYNC109 - the test's own patience
        after: int = 0,
    ) -> BotCall:
        """As `wait_for`, for any request: chat actions, answers to queries, polls, refused ones.

        Raises:
            TimeoutError: with what was called instead.
        """
        deadline = time.monotonic() + timeout
        looked = 0
        while True:
            for call in self.calls[looked:]:
                if call.number > after and matches(call):
                    return call
            looked = len(self.calls)
            left = deadline - time.monotonic()
            if left <= 0:
                seen = [f"{call.method} {call.status} {call.text[:60]!r}" for call in self.calls[-12:]]
                raise TimeoutError(f"not within {timeout} s; the last calls: {seen}")
            await self.more_calls(left)

    async def stays_silent(self, seconds: float, *, after: int = 0) -> None:
        """Nothing is sent for so long.

        Raises:
            AssertionError: with what was sent.
        """
        try:
            call = await self.wait_for(timeout=seconds, after=after)
        except TimeoutError:
            return
        raise AssertionError(f"expected silence, got {call.method} {call.text!r}")

    @property
    def mark(self) -> int:
        """The number of the last call so far, for `after`."""
        return self.calls[-1].number if self.calls else 0

    async def answer_to(
        self,
        query_id: str,
        timeout: float = 30.0,  # noqa: ASYNC109 - the test's own patience
    ) -> Json:
        """What the bot answered to a press, an inline or a guest query.

        Raises:
            TimeoutError: it did not.
        """
        deadline = time.monotonic() + timeout
        while (answer := await self.perform("query_answer", query=query_id)) is None:
            if time.monotonic() >= deadline:
                raise TimeoutError(f"query {query_id} was not answered within {timeout} s")
            await asyncio.sleep(0.02)
        found: Json = answer
        return found

    async def visible(self, chat_id: int) -> list[Json]:
        """The messages that a reader of the chat sees now, as Bot API `Message` objects."""
        found: list[Json] = await self.perform("visible", chat=chat_id)
        return found

    # Trouble

    async def fault(self, kind: FaultKind, method: str | None = None, **fields: Any) -> PlannedFault:
        """Plan trouble for coming calls; the fields are those of `faults.Fault`."""
        return PlannedFault(self, await self.perform("plan_fault", kind=kind, method=method, **fields))

    async def lift_faults(self) -> None:
        """Forget all planned trouble and let go of what is held."""
        await self.perform("lift_faults")

    async def advance(self, seconds: float) -> None:
        """Move the fake's clock forward."""
        await self.perform("advance_clock", seconds=seconds)

    async def change_bot(self, **changes: Any) -> None:
        """What @BotFather can change, e.g. `can_read_all_group_messages=True` for privacy mode off."""
        await self.perform("change_bot", changes=changes)
