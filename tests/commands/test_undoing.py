"""`/undo` of what changed more than one claim: a merge, an import."""

from bot.claims.editing import Editor
from bot.claims.importing import look_through, take_in
from storage import audit, decisions, questions
from tests.commands.chat import EDITOR, OWNER, READER, Chat, text

MOON = "The Moon is made of cheese"
TWIN = "The Moon consists of cheese"
PLANETS = (
    "claim,rating,url\n"
    "Mars is made of marzipan,satire,https://example.org/mars\n"
    "Venus is a lamp,false,https://example.org/venus\n"
    "Saturn is a hat,false,https://example.org/saturn\n"
)


async def merged(chat: Chat) -> tuple[int, int]:
    """Two claims of which the first, seen once and with a subscriber, was merged into the second."""
    twin = await chat.claim(TWIN, phrasings=(("Luna de queso", "es"),))
    kept = await chat.claim(MOON, url="https://example.org/kept")
    (said,) = await chat.hear("so?", (twin, 0.99), by=READER)
    await chat.press(said, "Tell me if this changes", by=READER)
    await chat.command(f"/merge {twin} {kept}", by=EDITOR)
    return twin, kept


async def listeners(chat: Chat, claim: int) -> int:
    """How many people hear of a claim's changes."""
    async with chat.database.read() as session:
        return len(await questions.subscribers(session, claim))


async def test_undo_takes_a_merge_back_with_all_that_went_along(chat: Chat) -> None:
    twin, kept = await merged(chat)
    chat.changed.clear()
    assert "two again" in text(await chat.command("/undo", by=EDITOR))
    source, target = await chat.get(twin), await chat.get(kept)
    assert (source.is_published, source.retraction_reason) == (True, None)
    assert [one.text for one in source.phrasings] == ["Luna de queso"]
    assert target.phrasings == []
    assert [one.url for one in target.fact_checks] == ["https://example.org/kept"]
    async with chat.database.read() as session:
        assert await decisions.sighting_counts(session) == {twin: 1}
    assert (await listeners(chat, twin), await listeners(chat, kept)) == (1, 0)
    assert chat.changed == {twin, kept}
    assert "nothing of yours to undo" in text(await chat.command("/undo", by=EDITOR))


async def test_whoever_heard_of_both_claims_hears_of_both_again(chat: Chat) -> None:
    twin = await chat.claim(TWIN)
    kept = await chat.claim(MOON)
    for claim in (kept, twin):
        (said,) = await chat.hear("so?", (claim, 0.99), by=READER)
        await chat.press(said, "Tell me if this changes", by=READER)
        chat.later(seconds=30)
    await chat.command(f"/merge {twin} {kept}", by=EDITOR)
    assert (await listeners(chat, twin), await listeners(chat, kept)) == (0, 1)
    await chat.command("/undo", by=EDITOR)
    assert (await listeners(chat, twin), await listeners(chat, kept)) == (1, 1)


async def test_whoever_left_after_a_merge_is_not_brought_back_by_its_undoing(chat: Chat) -> None:
    twin, kept = await merged(chat)
    await chat.command("/forgetme", by=READER)
    await chat.command("/undo", by=EDITOR)
    assert (await listeners(chat, twin), await listeners(chat, kept)) == (0, 0)


async def test_a_merge_is_not_undone_where_either_claim_was_changed_since(chat: Chat) -> None:
    twin, kept = await merged(chat)
    await chat.command(f"/editclaim {kept} rating: mixed", by=OWNER)
    assert f"Claim {kept} has been changed since" in text(await chat.command("/undo", by=EDITOR))
    assert not (await chat.get(twin)).is_published


async def test_a_merge_is_undone_within_ten_minutes_only(chat: Chat) -> None:
    twin, _ = await merged(chat)
    chat.later(minutes=10, seconds=1)
    assert "nothing of yours to undo" in text(await chat.command("/undo", by=EDITOR))
    assert not (await chat.get(twin)).is_published


async def imported(chat: Chat) -> tuple[int, ...]:
    """What an editor's file brought."""
    file = await look_through(chat.database, "f", "claims.csv", PLANETS.encode())
    taken = await take_in(chat.database, file, Editor(EDITOR.ref, chat.now))
    return taken.added or ()


async def test_undo_takes_an_import_away_again(chat: Chat) -> None:
    await chat.claim(MOON)
    numbers = await imported(chat)
    chat.changed.clear()
    assert "Claims that are gone: 3" in text(await chat.command("/undo", by=EDITOR))
    assert await chat.how_many_claims() == 1
    assert chat.changed == set(numbers)
    async with chat.database.read() as session:
        newest = await audit.entries(session, f"claim:{numbers[0]}", limit=1)
    assert newest[0].action == "claim.undo"
    assert "nothing of yours to undo" in text(await chat.command("/undo", by=EDITOR))
    assert len(await imported(chat)) == 3


async def test_imported_claims_that_were_changed_or_answered_since_stay(chat: Chat) -> None:
    changed, answered, _ = await imported(chat)
    await chat.command(f"/editclaim {changed} rating: mixed", by=OWNER)
    await chat.hear("so?", (answered, 0.99), by=READER)
    said = text(await chat.command("/undo", by=EDITOR))
    assert "Claims that are gone: 1" in said
    assert "changed, seen or answered since: 2" in said
    assert await chat.how_many_claims() == 2


async def test_only_the_last_import_is_undone(chat: Chat) -> None:
    await imported(chat)
    chat.later(seconds=5)
    file = await look_through(chat.database, "f", "claims.csv", b"claim,rating\nPluto is a dog,false\n")
    await take_in(chat.database, file, Editor(EDITOR.ref, chat.now))
    assert "Claims that are gone: 1" in text(await chat.command("/undo", by=EDITOR))
    assert await chat.how_many_claims() == 3
