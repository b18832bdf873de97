"""Who may do what, whatever they call themselves, forward, press or repeat."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.events import Account, ButtonPress, Origin, Place, PlaceKind
from bot.inbox.rate_limits import MOST_PRESSES
from storage import accounts, claims, decisions
from storage.models import AuditEntry, Claim, RoleGrant
from storage.models.chats import Allowance
from tests.inbox.conftest import talk
from tests.inbox.conversation import OWNER, READER, START, Conversation, private
from tests.storage.samples import add_decision

__all__ = ["talk"]
MOON = "The moon above our town is made of old cheese"
EDITOR = Account("telegram", "1004", "Edna", "en")


async def status(talk: Conversation, claim_id: int = 1) -> str:
    async with talk.database.read() as session:
        claim = await claims.get(session, claim_id)
    assert claim is not None
    return claim.status


async def audited(talk: Conversation, action: str) -> int:
    async with talk.database.read() as session:
        return len(list(await session.scalars(select(AuditEntry).where(AuditEntry.action == action))))


@pytest.mark.parametrize(
    "impostor",
    [
        Account("telegram", "9009", OWNER.name, "en"),
        Account("telegram", "9009", "telegram:1001", "en"),
        Account("telegram", "9009", "@1001", "en"),
        Account("x", OWNER.id, OWNER.name, "en"),
        Account("telegram", f"{OWNER.id} ", OWNER.name, "en"),
        Account("telegram", f"0{OWNER.id}", OWNER.name, "en"),
    ],
)
async def test_no_name_and_no_id_of_another_platform_gives_a_role(
    talk: Conversation, impostor: Account
) -> None:
    await talk.claim(MOON, "https://example.org/moon")
    (said,) = await talk.hand_in(talk.command("/retract 1 because", by=impostor))
    assert "editor" in said.html
    assert await status(talk) == "published"


async def test_a_forwarded_command_does_nothing_even_from_the_owner(talk: Conversation) -> None:
    await talk.claim(MOON, "https://example.org/moon")
    origin = Origin("user", "666", "Mallory", None, START)
    forwarded = replace(talk.post("/retract 1 because", by=OWNER), origin=origin)
    await talk.hand_in(forwarded)
    assert await status(talk) == "published"
    assert await audited(talk, "claim.retract") == 0


async def test_a_forwarded_stop_silences_nobody(talk: Conversation) -> None:
    origin = Origin("user", "666", "Mallory", None, START)
    await talk.hand_in(replace(talk.post("stop"), origin=origin))
    async with talk.database.read() as session:
        chosen = await accounts.preference(session, talk.signer.pseudonym(READER))
    assert chosen is None or chosen.stopped_at is None
    await talk.hand_in(talk.post("stop"))
    async with talk.database.read() as session:
        chosen = await accounts.preference(session, talk.signer.pseudonym(READER))
    assert chosen is not None
    assert chosen.stopped_at is not None


async def test_commands_in_a_claims_own_text_do_nothing(talk: Conversation) -> None:
    await talk.claim(MOON, "https://example.org/moon")
    line = "/addclaim /retract 1 because | false | https://example.org/other"
    await talk.hand_in(talk.command(line, by=OWNER))
    await talk.hand_in(talk.post("/retract 1 because", by=OWNER), talk.post(MOON))
    assert await status(talk) == "published"


async def test_a_replayed_admin_message_acts_once(talk: Conversation) -> None:
    grant = talk.command("/grant telegram:1004 editor", by=OWNER)
    await talk.hand_in(grant)
    await talk.hand_in(talk.command("/revoke telegram:1004", by=OWNER))
    for _ in range(3):
        assert await talk.hand_in(grant) == []
    async with talk.database.read() as session:
        assert await session.get(RoleGrant, ("telegram", "1004")) is None
    assert await audited(talk, "grant") == 1


@pytest.mark.parametrize("verb", ["decide", "grant", "undo", "retract", "take", "skip", "settings"])
async def test_a_guessed_button_does_nothing(talk: Conversation, verb: str) -> None:
    await talk.claim(MOON, "https://example.org/moon")
    bodies = ("1:1|AAAAAAAAAAAA", "1", "1:1!|", "zz:!!|x")
    for payload in (*(f"{verb}:{body}" for body in bodies), "|", "", "\x00"):
        press = ButtonPress(f"p:{verb}:{payload}", READER, private(READER), payload, "1", talk.now, "1")
        for said in await talk.hand_in(press):
            assert "example.org" not in said.html
    assert await status(talk) == "published"


async def test_a_button_carried_to_another_chat_does_nothing(talk: Conversation) -> None:
    await talk.claim(MOON, "https://example.org/moon")
    (answer,) = await talk.hand_in(talk.post(MOON))
    press = talk.press(answer, "Helped", READER)
    elsewhere = Place("telegram", "-500", PlaceKind.GROUP, "Neighbours")
    for stolen in (
        replace(press, event_id="s1", place=elsewhere, author=Account("telegram", "666", "M", "en")),
        replace(press, event_id="s2", place=private(EDITOR), author=EDITOR),
    ):
        await talk.hand_in(stolen)
    async with talk.database.read() as session:
        assert await decisions.feedback_scores(session, talk.matcher.model_id) == []


async def test_a_flood_of_presses_is_met_with_silence(talk: Conversation) -> None:
    await talk.claim(MOON, "https://example.org/moon")
    (answer,) = await talk.hand_in(talk.post(MOON))
    async with talk.database.write() as session:
        key = f"presses:{talk.signer.pseudonym(READER)}"
        session.add(Allowance(key=key, began_at=talk.now, used=MOST_PRESSES - 1, warned=False))
    assert await talk.hand_in(talk.press(answer, "Why", READER)) != []
    assert await talk.hand_in(*(talk.press(answer, "Why", READER) for _ in range(3))) == []


async def test_one_person_cannot_move_a_threshold_alone_and_a_crowd_can(talk: Conversation) -> None:
    await talk.claim(MOON, "https://example.org/moon")
    ranked = [
        {"claim_id": 1, "probability": 0.9, "evidence": [{"name": "ranker", "score": 1.0, "details": {}}]}
    ]
    async with talk.database.write() as session:
        for number in range(40):
            record = await add_decision(session, talk.now, f"d{number}")
            record.matches = ranked
            await decisions.give_feedback(session, record, 1, "a" * 32, "wrong", talk.now)
        for number in range(60):
            record = await add_decision(session, talk.now, f"c{number}")
            record.matches = ranked
            await decisions.give_feedback(session, record, 1, f"{number:032d}", "right", talk.now)
    async with talk.database.read() as session:
        counted = [verdict for _, verdict in await decisions.feedback_scores(session, "tiny")]
    assert counted.count("wrong") == decisions.MOST_FEEDBACK_OF_ONE
    assert counted.count("right") == 60


async def test_one_person_cannot_take_a_claim_out_of_use_with_feedback(talk: Conversation) -> None:
    await talk.claim(MOON, "https://example.org/moon")
    for _ in range(5):
        said = await talk.hand_in(talk.post(MOON))
        await talk.hand_in(talk.press(said[0], "Not my claim", READER))
    (answer,) = await talk.hand_in(talk.post(MOON, by=Account("telegram", "1010", "Other", "en")))
    assert "https://example.org/moon" in answer.html
    async with talk.database.read() as session:
        assert (await session.scalars(select(Claim.status))).all() == ["published"]
