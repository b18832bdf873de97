import pytest

from bot.events import message_json
from storage import audit, claims, outbox
from storage.claims import FactCheckDraft
from storage.models import OutboxMessage
from tests.commands.chat import EDITOR, READER, Chat, private, text

MOON = "The Moon is made of cheese"


async def test_a_rating_is_changed_and_audited_with_before_and_after(chat: Chat) -> None:
    number = await chat.claim(MOON)
    assert "is changed" in text(await chat.command(f"/editclaim {number} rating: Misleading", by=EDITOR))
    assert (await chat.get(number)).rating == "misleading"
    async with chat.database.read() as session:
        (entry,) = await audit.entries(session, f"claim:{number}")
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before["rating"], entry.after["rating"]) == ("false", "misleading")
    assert chat.changed == {number}


async def test_several_fields_are_changed_at_once(chat: Chat) -> None:
    number = await chat.claim(MOON)
    await chat.command(
        f"/editclaim {number} statement: The Sun is\nmade of butter\nclaimant: A pundit\nlanguage: EN",
        by=EDITOR,
    )
    claim = await chat.get(number)
    assert (claim.statement, claim.claimant, claim.language) == (
        "The Sun is made of butter",
        "A pundit",
        "en",
    )


async def test_fields_may_be_named_in_another_language(chat: Chat) -> None:
    number = await chat.claim(MOON)
    await chat.command(f"/editclaim {number} оценка: правда", by=EDITOR)
    await chat.command(f"/editclaim {number} القائل: خبير", by=EDITOR)
    claim = await chat.get(number)
    assert (claim.rating, claim.claimant) == ("true", "خبير")


async def test_a_fault_in_one_field_changes_none(chat: Chat) -> None:
    number = await chat.claim(MOON)
    said = text(await chat.command(f"/editclaim {number} claimant: A pundit\nrating: purple", by=EDITOR))
    assert "do not know the rating" in said
    assert (await chat.get(number)).claimant is None
    assert chat.changed == set()


async def test_the_link_is_changed_and_the_publisher_stays_on_the_same_site(chat: Chat) -> None:
    number = await chat.claim(MOON)
    await chat.command(f"/editclaim {number} link: https://example.org/better", by=EDITOR)
    (check,) = (await chat.get(number)).fact_checks
    assert (check.url, check.publisher) == ("https://example.org/better", "Example Checks")
    await chat.command(f"/editclaim {number} link: https://other.example/new", by=EDITOR)
    (check,) = (await chat.get(number)).fact_checks
    assert (check.url, check.publisher) == ("https://other.example/new", None)


async def test_of_several_links_the_old_one_is_asked_for(chat: Chat) -> None:
    number = await chat.claim(MOON)
    async with chat.database.write() as session:
        claim = await claims.get(session, number)
        assert claim is not None
        await claims.add_fact_check(session, claim, FactCheckDraft("https://example.org/second"), chat.now)
    said = text(await chat.command(f"/editclaim {number} link: https://example.org/new", by=EDITOR))
    assert "several fact-checks" in said
    assert "https://example.org/second" in said
    await chat.command(
        f"/editclaim {number} link: https://example.org/second https://example.org/new", by=EDITOR
    )
    assert {check.url for check in (await chat.get(number)).fact_checks} == {
        "https://example.org/check",
        "https://example.org/new",
    }


async def test_a_statement_of_another_claim_is_refused_and_that_claim_shown(chat: Chat) -> None:
    first = await chat.claim(MOON)
    second = await chat.claim("The Sun is made of butter")
    said = text(await chat.command(f"/editclaim {second} statement: {MOON}", by=EDITOR))
    assert f"already, as number {first}" in said
    assert (await chat.get(second)).statement == "The Sun is made of butter"


@pytest.mark.parametrize(
    ("argument", "part"),
    [
        ("", "number or what comes after it is missing"),
        ("1", "number or what comes after it is missing"),
        ("one rating: false", "“one” is not a number"),
        ("1 false", "which field"),
        ("1 colour: red", "no field “colour”"),
        ("1 rating: false\nrating: true", "given twice"),
        ("1 link: nowhere", "not a web address"),
        ("1 link:", "link is empty"),
        ("1 statement: ", "statement is empty"),
        ("1 claimant: " + "x" * 201, "too long"),
        ("1 language: klingonese!", "not a language code"),
        ("1 link: https://example.org/a https://example.org/b", "no fact-check with the link"),
    ],
)
async def test_a_malformed_edit_gets_usage_and_an_example(chat: Chat, argument: str, part: str) -> None:
    await chat.claim(MOON)
    said = text(await chat.command(f"/editclaim {argument}", by=EDITOR))
    assert part in said
    assert "For example: /editclaim" in said
    assert (await chat.get(1)).statement == MOON


async def test_a_claim_that_does_not_exist_is_said_so(chat: Chat) -> None:
    for command in ("/editclaim 9 rating: false", "/addphrasing 9 Some words", "/retract 9 why", "/claim 9"):
        assert "There is no claim 9" in text(await chat.command(command, by=EDITOR))


async def test_a_phrasing_is_added_once(chat: Chat) -> None:
    number = await chat.claim(MOON)
    said = text(await chat.command(f"/addphrasing {number} La Luna es de queso", by=EDITOR))
    assert "now has one other wording" in said
    assert "has this wording already" in text(
        await chat.command(f"/addphrasing #{number} la luna  es de QUESO", by=EDITOR)
    )
    assert [phrasing.text for phrasing in (await chat.get(number)).phrasings] == ["La Luna es de queso"]
    async with chat.database.read() as session:
        assert len(await audit.entries(session, f"claim:{number}")) == 1


async def test_a_retracted_claim_is_out_and_its_waiting_answers_are_stopped(chat: Chat) -> None:
    number = await chat.claim(MOON)
    async with chat.database.write() as session:
        row = await outbox.enqueue(session, "k", "telegram", "5", "{}", chat.now, claim_id=number)
    said = text(await chat.command(f"/retract {number} The article was withdrawn", by=EDITOR))
    assert "one answer that was waiting has been stopped" in said
    claim = await chat.get(number)
    assert (claim.status, claim.retraction_reason) == ("retracted", "The article was withdrawn")
    assert chat.changed == {number}
    async with chat.database.read() as session:
        stored = await session.get(OutboxMessage, row)
        assert stored is not None
        assert stored.status == "cancelled"
        (entry,) = await audit.entries(session, f"claim:{number}")
    assert entry.after is not None
    assert entry.after["reason"] == "The article was withdrawn"


async def test_the_answer_to_the_retraction_itself_is_not_stopped(chat: Chat) -> None:
    number = await chat.claim(MOON)
    (said,) = await chat.command(f"/retract {number} wrong", by=EDITOR)
    async with chat.database.read() as session:
        row = await outbox.by_message(session, "telegram", private(EDITOR).id, said.extra["id"])
    assert row is not None
    assert row.payload is not None
    assert (row.status, message_json.validate_json(row.payload).html) == ("sent", said.html)


async def test_a_claim_is_retracted_with_a_reason_only_and_once(chat: Chat) -> None:
    number = await chat.claim(MOON)
    assert "missing" in text(await chat.command(f"/retract {number}", by=EDITOR))
    assert (await chat.get(number)).is_published
    await chat.command(f"/retract {number} wrong", by=EDITOR)
    assert "retracted already" in text(await chat.command(f"/retract {number} again", by=EDITOR))
    assert "retracted already" in text(await chat.command(f"/editclaim {number} rating: true", by=EDITOR))
    assert "retracted already" in text(await chat.command(f"/addphrasing {number} Other words", by=EDITOR))
    assert (await chat.get(number)).retraction_reason == "wrong"


async def test_a_reader_changes_nothing(chat: Chat) -> None:
    number = await chat.claim(MOON)
    for command in (
        f"/editclaim {number} rating: true",
        f"/addphrasing {number} Other words",
        f"/retract {number} x",
    ):
        await chat.command(command, by=READER)
    claim = await chat.get(number)
    assert (claim.rating, claim.phrasings, claim.status) == ("false", [], "published")
