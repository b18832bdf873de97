"""No sequence of events, crashes, faults and settings makes the bot break a promise.

Hypothesis chooses what happens; after each step the platforms' logs are looked at, and at the end everything
must have been handled. `make fuzz` tries longer.
"""

import os
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.errors import PlaceClosed, Rejected, RetryLater
from bot.events import Account, Address, Command, Delivery, Event, Place, PlaceKind, Post
from tests.scenarios.fuzz.town import STATEMENTS, Delivered, LoggingPlatform, Town, fingerprint, link

LONG = os.environ.get("CLAIMSPREAD_FUZZ") == "long"
PEOPLE = ("2001", "2002")
GROUPS = ("-500", "-501")
TEXTS = (
    *STATEMENTS,
    *STATEMENTS,
    *STATEMENTS,
    f"is it true that {STATEMENTS[0].lower()}??",
    f"{STATEMENTS[0]}. Also: {STATEMENTS[1]}",
    f"It is false that {STATEMENTS[1].lower()}, do not believe it",
    "what a lovely day for a walk along the quiet river bank",
    "stop",
    "",
    "/retract 1 hearsay",
)
_template: list[Path] = []


class CoreMachine(RuleBasedStateMachine):
    """What may happen to the bot, and what must hold all the while."""

    town: Town

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._count = 0
        self.heard: list[Event] = []
        self.summoned: set[str] = set()
        self.unsummoned: set[str] = set()
        self.accepted: set[tuple[str, str]] = set()
        self.retractable: tuple[int, ...] = ()
        """Claims that may be withdrawn in this episode: without claims little is said that could go wrong."""

    @initialize(
        reply=st.sampled_from((0.05, 0.2, 0.6)),
        answer_unknown=st.booleans(),
        retractable=st.sampled_from(((), (1,), (2,), (1, 2))),
    )
    def settle_in(self, reply: float, answer_unknown: bool, retractable: tuple[int, ...]) -> None:
        self.retractable = retractable
        self.town = Town(Path(self._folder.name), _template[0], reply, answer_unknown=answer_unknown)

    # What comes in.

    @rule(
        who=st.sampled_from(PEOPLE),
        text=st.sampled_from(TEXTS),
        above=st.sampled_from((None, *STATEMENTS)),
        asked=st.booleans(),
    )
    def somebody_posts_on_x(self, who: str, text: str, above: str | None, asked: bool) -> None:
        number = self._next()
        place = Place("x", f"9{number}", PlaceKind.TIMELINE)
        rumour = self._post(f"8{number}", "3003", place, above, Address.OVERHEARD) if above else None
        post = self._post(
            f"9{number}", who, place, text, Address.SUMMONED if asked else Address.OVERHEARD,
            above=() if rumour is None else (rumour,),
        )  # fmt: skip
        (self.summoned if asked else self.unsummoned).add(post.id)
        if rumour is not None:
            self.unsummoned.add(rumour.id)
        self._hear(post)

    @rule(who=st.sampled_from(PEOPLE), text=st.sampled_from(TEXTS), on=st.sampled_from(("telegram", "x")))
    def somebody_writes_in_private(self, who: str, text: str, on: str) -> None:
        place = Place(on, who, PlaceKind.PRIVATE)
        self._hear(self._post(str(self._next()), who, place, text, Address.DIRECT))

    @rule(
        who=st.sampled_from(PEOPLE),
        group=st.sampled_from(GROUPS),
        text=st.sampled_from(TEXTS),
        asked=st.booleans(),
    )
    def somebody_writes_in_a_group(self, who: str, group: str, text: str, asked: bool) -> None:
        place = Place("telegram", group, PlaceKind.GROUP, "Group")
        address = Address.SUMMONED if asked else Address.OVERHEARD
        self._hear(self._post(str(self._next()), who, place, text, address))

    @rule(claim=st.sampled_from((1, 2)))
    def an_owner_retracts_a_claim(self, claim: int) -> None:
        if claim in self.retractable:
            self._command("1001", "retract", f"{claim} the newsroom withdrew it")

    @rule(claim=st.sampled_from((1, 2)))
    def a_claim_is_retracted_elsewhere(self, claim: int) -> None:
        if claim in self.retractable:
            self.town.run(self.town.retract_elsewhere(claim))

    @rule(
        where=st.sampled_from((PlaceKind.TIMELINE, PlaceKind.GROUP, PlaceKind.PRIVATE)),
        claim=st.sampled_from((1, 2)),
        trouble=st.sampled_from(("die before", "die after", "lost before", "lost after", "retracted")),
    )
    def somebody_new_is_answered_while(self, where: PlaceKind, claim: int, trouble: str) -> None:
        """A question, its answer, and between the two what is most likely to spoil it."""
        question = self._question(where, STATEMENTS[claim - 1])
        self._hear(question)
        self.town.run(self.town.handle())
        if trouble != "retracted":
            self.town.platforms[question.place.platform].next_fault = trouble
        elif claim in self.retractable:
            self.town.run(self.town.retract_elsewhere(claim))
        self.town.run(self.town.deliver())

    @rule(
        where=st.sampled_from((PlaceKind.TIMELINE, PlaceKind.GROUP, PlaceKind.PRIVATE)),
        claim=st.sampled_from((1, 2)),
        others=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=2),
    )
    def an_answered_post_is_edited_and_edited_back(
        self, where: PlaceKind, claim: int, others: list[str]
    ) -> None:
        question = self._question(where, STATEMENTS[claim - 1])
        self._hear(question)
        for text in (*others, question.text):
            self.town.run(self.town.handle())
            self.town.run(self.town.deliver())
            self._hear(replace(question, text=text, edited=True, event_id=f"edit:{self._next()}"))

    @rule(who=st.sampled_from(PEOPLE), name=st.sampled_from(("stop", "start", "retract", "why", "forgetme")))
    def somebody_gives_a_command(self, who: str, name: str) -> None:
        self._command(who, name, "1 because I say so" if name == "retract" else "")

    @rule(data=st.data())
    def an_event_is_delivered_again(self, data: st.DataObject) -> None:
        if self.heard:
            self._hear(data.draw(st.sampled_from(self.heard)))

    @rule(data=st.data(), text=st.sampled_from(TEXTS))
    def a_post_is_edited(self, data: st.DataObject, text: str) -> None:
        posts = [event for event in self.heard if isinstance(event, Post)]
        if posts:
            post = data.draw(st.sampled_from(posts))
            self._hear(replace(post, text=text, edited=True, event_id=f"edit:{self._next()}"))

    @rule(group=st.sampled_from(GROUPS), mode=st.sampled_from(("off", "asked", "watch", "quiet")))
    def admins_change_a_groups_mode(self, group: str, mode: str) -> None:
        self.town.run(self.town.set_mode(group, mode))

    # What the bot does, and what goes wrong.

    @rule()
    def the_bot_handles(self) -> None:
        self.town.run(self.town.handle())

    @rule()
    def the_bot_delivers(self) -> None:
        self.town.run(self.town.deliver())

    @rule(seconds=st.sampled_from((1, 30, 700, 90_000)))
    def time_passes(self, seconds: int) -> None:
        self.town.now += timedelta(seconds=seconds)

    @rule(fault=st.sampled_from((None, "die after", "lost after", "lost before")))
    def the_bot_works(self, fault: str | None) -> None:
        self.town.run(self.town.handle())
        for platform in self.town.platforms.values():
            platform.next_fault = fault
        self.town.run(self.town.deliver())

    @rule(phase=st.sampled_from(("before", "after", "now")), number=st.integers(1, 6))
    def the_process_dies_at_a_commit_or_now(self, phase: str, number: int) -> None:
        if phase == "now":
            self.town._reboot()
        else:
            self.town.die_at(phase, number)

    @rule(
        on=st.sampled_from(("telegram", "x")),
        fault=st.sampled_from(
            (
                "die before",
                "die after",
                "lost before",
                "lost after",
                RetryLater("busy", 5),
                Rejected("no"),
                PlaceClosed("gone"),
            )
        ),
    )
    def the_next_send_goes_wrong(self, on: str, fault: str | RetryLater | Rejected | PlaceClosed) -> None:
        self.town.platforms[on].next_fault = fault

    # What must hold.

    @invariant()
    def on_x_only_posts_that_summon_the_bot_are_answered_each_once(self) -> None:
        replies: Counter[str | None] = Counter()
        for one in self._log("x"):
            if one.message.place.kind is PlaceKind.TIMELINE and one.message.delivery is Delivery.SEND:
                assert one.message.reply_to in self.summoned, one.message
                assert one.message.reply_to not in self.unsummoned - self.summoned
                replies[one.message.reply_to] += 1
        assert not replies or max(replies.values()) == 1, replies

    @invariant()
    def in_groups_nothing_is_said_twice(self) -> None:
        said = Counter(
            fingerprint(one.message)
            for one in self._log("telegram")
            if one.message.place.kind is PlaceKind.GROUP and one.message.delivery is Delivery.SEND
        )
        assert not said or max(said.values()) == 1, said

    @invariant()
    def in_private_a_double_only_follows_an_outcome_that_nobody_knew(self) -> None:
        for name in ("telegram", "x"):
            platform = self._platform(name)
            if platform is None:
                continue
            private = [
                fingerprint(one.message)
                for one in platform.log
                if one.message.place.kind is PlaceKind.PRIVATE and one.message.delivery is Delivery.SEND
            ]
            for message, times in Counter(private).items():
                assert times <= 1 + platform.unknowable[message], (name, message)

    @invariant()
    def nothing_is_sent_about_a_retracted_claim(self) -> None:
        for name in ("telegram", "x"):
            for one in self._log(name):
                if one.message.delivery is Delivery.SEND and "1001" not in one.message.place.id:
                    for claim_id in one.retracted:
                        assert link(claim_id) not in one.message.html, one.message

    def teardown(self) -> None:
        if not hasattr(self, "town"):
            return
        try:
            self.town._countdown = None
            for platform in self.town.platforms.values():
                platform.next_fault = None
            self.town.run(self.town.calm_down())
            rows, messages = self.town.run(self.town.rows()) or ([], [])
            assert {(row.platform, row.event_id) for row in rows} == self.accepted
            assert {row.status for row in rows} <= {"done"}, [row.error for row in rows]
            assert {row.status for row in messages} <= {"sent", "dead", "unknown", "cancelled"}
            for check in (
                self.on_x_only_posts_that_summon_the_bot_are_answered_each_once,
                self.in_groups_nothing_is_said_twice,
                self.in_private_a_double_only_follows_an_outcome_that_nobody_knew,
                self.nothing_is_sent_about_a_retracted_claim,
            ):
                check()
        finally:
            self.town.close()
            self._folder.cleanup()

    # How it is done.

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _post(
        self, id_: str, who: str, place: Place, text: str, address: Address, above: tuple[Post, ...] = ()
    ) -> Post:
        return Post(
            event_id=f"post:{id_}",
            id=f"{place.id}:{id_}" if place.platform == "telegram" else id_,
            author=Account(place.platform, who, "Somebody", "en"),
            place=place,
            text=text,
            written_at=self.town.now,
            address=address,
            message_id=id_,
            above=above,
        )

    def _question(self, where: PlaceKind, text: str) -> Post:
        """From somebody who never wrote before, in a place where nothing was said yet."""
        number = self._next()
        who = f"7{number}"
        if where is PlaceKind.TIMELINE:
            self.summoned.add(f"9{number}")
            place = Place("x", f"9{number}", where)
            return self._post(f"9{number}", who, place, text, Address.SUMMONED)
        place = Place("telegram", who if where is PlaceKind.PRIVATE else f"-7{number}", where, "Place")
        address = Address.DIRECT if where is PlaceKind.PRIVATE else Address.SUMMONED
        return self._post(str(number), who, place, text, address)

    def _command(self, who: str, name: str, argument: str) -> None:
        number = self._next()
        place = Place("telegram", who, PlaceKind.PRIVATE)
        author = Account("telegram", who, "Somebody", "en")
        self._hear(Command(f"c:{number}", author, place, name, argument, self.town.now, str(number)))

    def _hear(self, event: Event) -> None:
        """Hand an event in as platforms do: again and again until it was taken."""
        for _ in range(3):
            deaths = self.town.deaths
            self.town.run(self.town.hear(event))
            if self.town.deaths == deaths:
                break
        self.accepted.add((event.place.platform, event.event_id))
        if event not in self.heard:
            self.heard.append(event)

    def _platform(self, name: str) -> LoggingPlatform | None:
        return self.town.platforms[name] if hasattr(self, "town") else None

    def _log(self, name: str) -> list[Delivered]:
        platform = self._platform(name)
        return [] if platform is None else platform.log


@pytest.mark.timeout(3600 if LONG else 300)
def test_no_sequence_of_events_crashes_and_settings_breaks_a_promise(sqlite_template: Path) -> None:
    _template[:] = [sqlite_template]
    run_state_machine_as_test(
        CoreMachine,
        settings=settings(
            max_examples=400 if LONG else 12,
            stateful_step_count=60 if LONG else 40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
