"""Claims that are taken back: previews, corrections of earlier answers, merging, undoing."""

from bot.events import Account, Address, Delivery, OutgoingMessage, Place, PlaceKind
from storage import claim_changes, decisions
from tests.commands.chat import EDITOR, GROUP, OWNER, READER, X_OWNER, Chat, private, text

MOON = "The Moon is made of cheese"
ADDED = f"/addclaim {MOON} | false | https://example.org/moon"


async def answered(
    chat: Chat, claim: int, by: Account = READER, place: Place | None = None
) -> OutgoingMessage:
    address = Address.SUMMONED if place is not None else Address.DIRECT
    (said,) = await chat.hear("so?", (claim, 0.99), by=by, place=place, address=address)
    return said


async def test_retracting_says_first_how_many_answers_will_be_corrected(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    await answered(chat, claim)
    await answered(chat, claim, place=GROUP)
    (preview,) = await chat.command(f"/retract {claim} the article was withdrawn", by=EDITOR)
    assert "Answers that will be corrected: 2" in preview.html
    assert (await chat.get(claim)).is_published


async def test_earlier_answers_get_a_correction_under_them(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    mine, ours = await answered(chat, claim), await answered(chat, claim, place=GROUP)
    (preview,) = await chat.command(f"/retract {claim} the article was withdrawn", by=EDITOR)
    done, first, second, *_ = await chat.press(preview, "Retract and correct", by=EDITOR)
    assert "is retracted" in done.html
    assert not (await chat.get(claim)).is_published
    assert [(one.place, one.reply_to) for one in (first, second)] == [
        (private(READER), mine.extra["id"]),
        (GROUP, ours.extra["id"]),
    ]
    assert "I must correct myself" in first.html


async def test_a_cancelled_retraction_changes_nothing(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    await answered(chat, claim)
    (preview,) = await chat.command(f"/retract {claim} withdrawn", by=EDITOR)
    await chat.press(preview, "Cancel", by=EDITOR)
    assert (await chat.get(claim)).is_published
    (notice,) = await chat.press(preview, "Retract and correct", by=EDITOR)
    assert "button has expired" in notice.html


async def test_whoever_said_stop_gets_no_correction(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    await answered(chat, claim)
    await chat.command("/stop", by=READER)
    (done,) = await chat.command(f"/retract {claim} withdrawn", by=EDITOR)
    assert "is retracted" in done.html


async def test_on_x_an_answer_is_taken_back_instead_of_corrected(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    timeline = Place("x", "thread", PlaceKind.TIMELINE)
    said = await answered(chat, claim, by=X_OWNER, place=timeline)
    (preview,) = await chat.command(f"/retract {claim} withdrawn", by=EDITOR)
    _, taken, *_ = await chat.press(preview, "Retract and correct", by=EDITOR)
    assert (taken.delivery, taken.place, taken.message_id) == (
        Delivery.WITHDRAW,
        timeline,
        said.extra["id"],
    )


async def test_who_gets_a_correction_gets_no_second_news_of_it(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    said = await answered(chat, claim)
    await chat.press(said, "Tell me if this changes", by=READER)
    (preview,) = await chat.command(f"/retract {claim} withdrawn", by=EDITOR)
    sent = await chat.press(preview, "Retract and correct", by=EDITOR)
    assert len([one for one in sent if one.place == private(READER)]) == 1


async def test_merging_moves_wordings_fact_checks_sightings_and_subscribers(chat: Chat) -> None:
    twin = await chat.claim("The Moon consists of cheese", phrasings=(("Luna de queso", "es"),))
    kept = await chat.claim(MOON, url="https://example.org/kept")
    said = await answered(chat, twin)
    await chat.press(said, "Tell me if this changes", by=READER)
    assert f"wording of claim {kept}" in text(await chat.command(f"/merge {twin} {kept}", by=EDITOR))
    claim = await chat.get(kept)
    assert {one.text for one in claim.phrasings} == {"The Moon consists of cheese", "Luna de queso"}
    assert {one.url for one in claim.fact_checks} == {"https://example.org/kept", "https://example.org/check"}
    assert not (await chat.get(twin)).is_published
    async with chat.database.read() as session:
        assert await decisions.sighting_counts(session) == {kept: 1}
    _, news = await chat.command(f"/editclaim {kept} rating: misleading", by=EDITOR)
    assert news.place == private(READER)


async def test_a_claim_is_not_merged_into_itself(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    assert "two different claims" in text(await chat.command(f"/merge {claim} {claim}", by=EDITOR))


async def test_undo_takes_an_added_claim_away(chat: Chat) -> None:
    await chat.command(ADDED, by=EDITOR)
    assert "Taken back" in text(await chat.command("/undo", by=EDITOR))
    assert await chat.how_many_claims() == 0
    await chat.command(ADDED, by=EDITOR)
    assert await chat.how_many_claims() == 1


async def test_undo_restores_what_was_edited(chat: Chat) -> None:
    await chat.command(ADDED, by=EDITOR)
    await chat.command(
        "/editclaim 1 rating: mixed\nclaimant: A pundit\nlink: https://example.org/new", by=EDITOR
    )
    await chat.command("/undo", by=EDITOR)
    claim = await chat.get(1)
    assert (claim.rating, claim.claimant) == ("false", None)
    assert [check.url for check in claim.fact_checks] == ["https://example.org/moon"]


async def test_undo_takes_back_a_phrasing_and_a_retraction(chat: Chat) -> None:
    await chat.command(ADDED, by=EDITOR)
    await chat.command("/addphrasing 1 The Moon is one big cheese", by=EDITOR)
    await chat.command("/undo", by=EDITOR)
    assert (await chat.get(1)).phrasings == []
    chat.later(minutes=1)
    await chat.command("/retract 1 wrong", by=EDITOR)
    await chat.command("/undo", by=EDITOR)
    claim = await chat.get(1)
    assert (claim.is_published, claim.retraction_reason) == (True, None)


async def test_only_ones_own_last_change_of_the_last_ten_minutes_is_undone(chat: Chat) -> None:
    await chat.command(ADDED, by=EDITOR)
    assert "nothing of yours to undo" in text(await chat.command("/undo", by=OWNER))
    chat.later(minutes=10, seconds=1)
    assert "nothing of yours to undo" in text(await chat.command("/undo", by=EDITOR))
    assert await chat.how_many_claims() == 1


async def test_nothing_is_undone_twice(chat: Chat) -> None:
    await chat.command(ADDED, by=EDITOR)
    await chat.command("/addphrasing 1 The Moon is one big cheese", by=EDITOR)
    await chat.command("/undo", by=EDITOR)
    assert "nothing of yours to undo" in text(await chat.command("/undo", by=EDITOR))
    assert await chat.how_many_claims() == 1


async def test_what_somebody_else_changed_since_is_not_undone(chat: Chat) -> None:
    await chat.command(ADDED, by=EDITOR)
    await chat.command("/editclaim 1 rating: mixed", by=OWNER)
    assert "has been changed since" in text(await chat.command("/undo", by=EDITOR))
    assert (await chat.get(1)).rating == "mixed"


async def test_an_added_claim_that_was_answered_is_not_simply_gone(chat: Chat) -> None:
    await chat.command(ADDED, by=EDITOR)
    await answered(chat, 1)
    assert "Use /retract" in text(await chat.command("/undo", by=EDITOR))
    assert await chat.how_many_claims() == 1


async def test_a_removed_claim_leaves_a_change_for_the_matchers(chat: Chat) -> None:
    await chat.command(ADDED, by=EDITOR)
    chat.changed.clear()
    await chat.command("/undo", by=EDITOR)
    assert chat.changed == {1}
    async with chat.database.read() as session:
        assert list((await claim_changes.changes_after(session, 0)).values()) == [1, 1]
