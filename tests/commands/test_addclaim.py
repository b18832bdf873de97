import pytest

from bot.commands import registry
from storage import audit
from storage.database import Database
from tests.commands.chat import (
    EDITOR,
    GROUP,
    OWNER,
    READER,
    X_OWNER,
    Chat,
    find_button,
    labels,
    post_of,
    private,
    text,
)

LINE = "/addclaim The Moon is made of cheese | false | https://example.org/moon | Example Checks"
MOON = "The Moon is made of cheese"


async def test_one_line_adds_a_claim_with_its_fact_check(chat: Chat) -> None:
    said = await chat.command(LINE, by=EDITOR)
    claim = await chat.get(1)
    assert (claim.statement, claim.rating) == (MOON, "false")
    assert [(check.url, check.publisher) for check in claim.fact_checks] == [
        ("https://example.org/moon", "Example Checks")
    ]
    assert "Claim 1 is saved" in text(said)
    assert chat.changed == {1}


async def test_an_added_claim_is_in_the_audit_log(chat: Chat) -> None:
    await chat.command(LINE, by=EDITOR)
    async with chat.database.read() as session:
        (entry,) = await audit.entries(session, "claim:1")
    assert (entry.actor, entry.action, entry.before) == ("telegram:1002", "claim.add", None)
    assert entry.after is not None
    assert entry.after["statement"] == MOON


async def test_a_claim_may_hold_a_bar(chat: Chat) -> None:
    await chat.command("/addclaim Brand A | Brand B are the same | mixed | https://example.org/b", by=EDITOR)
    assert (await chat.get(1)).statement == "Brand A | Brand B are the same"


async def test_the_rating_may_be_typed_in_any_language(chat: Chat) -> None:
    await chat.command("/addclaim La Luna es de queso | engañoso | https://example.org/q", by=EDITOR)
    await chat.command("/addclaim القمر من الجبن | مضلل | https://example.org/j", by=EDITOR)
    assert {(await chat.get(1)).rating, (await chat.get(2)).rating} == {"misleading"}


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("/addclaim nonsense", "with bars between"),
        ("/addclaim | false | https://example.org/a", "statement is empty"),
        (f"/addclaim {MOON} | purple | https://example.org/a", "do not know the rating “purple”"),
        (f"/addclaim {MOON} | false | ftp://example.org/a", "not a web address"),
        (f"/addclaim {MOON} | false | javascript:alert(1)", "not a web address"),
        (f"/addclaim {MOON} | false | https://user:pass@example.org/a", "user name"),
        (f"/addclaim {MOON} | false | https://", "not a web address"),
        (f"/addclaim {MOON} | false | https://[::1/a", "not a web address"),
        (f"/addclaim {MOON} | false | https://example.org:99999/", "not a web address"),
        (f"/addclaim {'a' * 501} | false | https://example.org/a", "501 characters"),
        ("/addclaim 🧀🧀🧀🧀🧀🧀 | false | https://example.org/a", "holds no letters"),
        ("/addclaim \u200b\u200b\u2060 | false | https://example.org/a", "is empty"),
        (f"/addclaim {MOON} | false | https://example.org/{'a' * 2000}", "too long"),
        (f"/addclaim {MOON} | false | https://example.org/a | {'p' * 201}", "too long"),
    ],
)
async def test_a_malformed_line_gets_the_reason_the_usage_and_an_example(
    chat: Chat, line: str, part: str
) -> None:
    said = text(await chat.command(line, by=EDITOR))
    assert part in said
    assert "Write it like this: /addclaim" in said
    assert "For example: /addclaim The Moon" in said
    assert await chat.how_many_claims() == 0


async def test_the_example_in_every_language_works_as_it_stands(chat: Chat) -> None:
    for number, language in enumerate(("en", "es", "ru", "ar", "uk"), 1):
        chat.language = language
        help_ = text(await chat.command("/help addclaim", by=EDITOR))
        example = help_[help_.rindex("/addclaim") :].replace("\u2068", "").replace("\u2069", "")
        await chat.command(example, by=EDITOR)
        claim = await chat.get(number)
        assert claim.rating == "false"
        assert claim.fact_checks[0].publisher


async def test_a_duplicate_shows_the_claim_that_is_there(chat: Chat) -> None:
    await chat.command(LINE, by=EDITOR)
    said = text(
        await chat.command(LINE.replace("The Moon", "the  MOON").replace("/moon", "/other"), by=EDITOR)
    )
    assert "already, as number 1" in said
    assert "https://example.org/moon" in said
    assert await chat.how_many_claims() == 1


async def test_somebody_without_the_role_is_refused_and_nothing_changes(chat: Chat) -> None:
    said = text(await chat.command(LINE, by=READER))
    assert "needs the role “editor”" in said
    assert await chat.how_many_claims() == 0
    async with chat.database.read() as session:
        assert await audit.entries(session) == []


async def test_html_in_a_claim_is_shown_as_it_was_typed(chat: Chat) -> None:
    (said,) = await chat.command(
        "/addclaim <b>Bold</b> & <script>lies</script> | false | https://example.org/a", by=EDITOR
    )
    assert "&lt;script&gt;" in said.html
    assert "<script>" not in said.html
    assert (await chat.get(1)).statement == "<b>Bold</b> & <script>lies</script>"


async def test_direction_marks_and_zero_width_characters_are_dropped(chat: Chat) -> None:
    await chat.command(
        "/addclaim The \u202eMoon\u200b is made\u2069 of cheese | false | https://example.org/a", by=EDITOR
    )
    assert (await chat.get(1)).statement == MOON


async def test_a_right_to_left_claim_is_isolated_in_a_left_to_right_answer(chat: Chat) -> None:
    (said,) = await chat.command("/addclaim القمر مصنوع من الجبن | false | https://example.org/a", by=EDITOR)
    assert "“\u2068القمر مصنوع من الجبن\u2069”" in said.html


async def test_lone_surrogates_and_null_characters_break_nothing(chat: Chat) -> None:
    await chat.command(
        "/addclaim The \ud800Moon\x00 is made of cheese | false | https://example.org/a", by=EDITOR
    )
    assert (await chat.get(1)).statement == MOON


async def test_a_megabyte_is_refused_in_one_line(chat: Chat) -> None:
    (said,) = await chat.command("/addclaim " + "a | " * 250_000, by=EDITOR)
    assert "too long" in said.html
    assert len(said.html) < 300
    assert await chat.how_many_claims() == 0


async def test_much_escaped_text_is_still_shown(chat: Chat) -> None:
    statement = "a" + '"' * 499
    (said,) = await chat.command(f"/addclaim {statement} | false | https://example.org/a", by=EDITOR)
    assert "is saved" in said.html


async def test_a_near_duplicate_is_shown_and_saved_only_on_demand(chat: Chat) -> None:
    known = await chat.claim("The Moon is made of green cheese")
    (asked,) = await chat.command(LINE, by=EDITOR)
    assert "a claim much like it" in asked.html
    assert f"<b>{known}</b> The Moon is made of green cheese" in asked.html
    assert await chat.how_many_claims() == 1
    (said, *_) = await chat.press(asked, "Save anyway", by=EDITOR)
    assert "Claim 2 is saved" in said.html
    assert await chat.how_many_claims() == 2


async def test_a_wording_that_another_claim_has_counts_as_near(chat: Chat) -> None:
    await chat.claim("Our satellite consists of dairy", phrasings=((MOON, None),))
    (asked,) = await chat.command(LINE, by=EDITOR)
    assert "a claim much like it" in asked.html


async def test_a_near_duplicate_can_become_a_wording_of_the_claim(chat: Chat) -> None:
    known = await chat.claim("The Moon is made of green cheese")
    (asked,) = await chat.command(LINE, by=EDITOR)
    await chat.press(asked, f"wording of claim {known}", by=EDITOR)
    assert [phrasing.text for phrasing in (await chat.get(known)).phrasings] == [MOON]
    assert await chat.how_many_claims() == 1
    assert chat.changed == {known}


async def test_a_claim_retracted_meanwhile_gets_no_wording(chat: Chat) -> None:
    known = await chat.claim("The Moon is made of green cheese")
    (asked,) = await chat.command(LINE, by=EDITOR)
    await chat.command(f"/retract {known} wrong")
    (notice,) = await chat.press(asked, "wording of claim", by=EDITOR)
    assert "retracted already" in notice.html
    assert (await chat.get(known)).phrasings == []


async def test_step_by_step_with_buttons(chat: Chat) -> None:
    assert "What is the claim?" in text(await chat.command("/addclaim", by=EDITOR))
    (rating,) = await chat.write(MOON, by=EDITOR)
    assert labels(rating)[0] == "False"
    (link, *_) = await chat.press(rating, "Misleading", by=EDITOR)
    assert "Rating: <b>Misleading</b>" in link.html
    (preview,) = await chat.write("https://example.org/moon | Example Checks", by=EDITOR)
    assert MOON in preview.html
    assert "Example Checks" in preview.html
    assert await chat.how_many_claims() == 0
    await chat.press(preview, "Save", by=EDITOR)
    claim = await chat.get(1)
    assert (claim.statement, claim.rating) == (MOON, "misleading")
    assert claim.fact_checks[0].publisher == "Example Checks"


async def test_step_by_step_with_numbers_where_there_are_no_buttons(chat: Chat) -> None:
    await chat.command("/addclaim", by=X_OWNER)
    (rating,) = await chat.write(MOON, by=X_OWNER)
    assert rating.buttons == ()
    assert "2 – Misleading" in rating.html
    await chat.write("2", by=X_OWNER)
    (preview,) = await chat.write("https://example.org/moon", by=X_OWNER)
    assert "1 – Save" in preview.html
    (said,) = await chat.write("1", by=X_OWNER)
    assert "Claim 1 is saved" in said.html
    assert (await chat.get(1)).rating == "misleading"


async def test_a_fault_in_a_step_is_explained_and_the_step_asked_again(chat: Chat) -> None:
    await chat.command("/addclaim", by=EDITOR)
    await chat.write(MOON, by=EDITOR)
    assert "do not know the rating “purple”" in text(await chat.write("purple", by=EDITOR))
    assert "send the link" in text(await chat.write("Falso", by=EDITOR))
    assert "not a web address" in text(await chat.write("moon", by=EDITOR))
    assert "Shall I save" in text(await chat.write("https://example.org/moon", by=EDITOR))


async def test_a_dialogue_outlives_a_restart(chat: Chat) -> None:
    await chat.command("/addclaim", by=EDITOR)
    await chat.write(MOON, by=EDITOR)
    async with Database(chat.settings.database_url) as database:
        chat.database = database
        assert "send the link" in text(await chat.write("false", by=EDITOR))


async def test_a_dialogue_lapses_after_half_an_hour(chat: Chat) -> None:
    await chat.command("/addclaim", by=EDITOR)
    chat.later(minutes=31)
    assert await chat.write(MOON, by=EDITOR) == []
    assert not chat.taken


async def test_cancel_ends_a_dialogue(chat: Chat) -> None:
    await chat.command("/addclaim", by=EDITOR)
    assert "Cancelled" in text(await chat.command("/cancel", by=EDITOR))
    assert await chat.write(MOON, by=EDITOR) == []
    assert "nothing to cancel" in text(await chat.command("/cancel", by=EDITOR))


async def test_a_button_of_an_earlier_dialogue_does_nothing(chat: Chat) -> None:
    await chat.command("/addclaim", by=EDITOR)
    (old,) = await chat.write(MOON, by=EDITOR)
    await chat.command("/addclaim", by=EDITOR)
    await chat.write("The Sun is made of butter", by=EDITOR)
    (notice,) = await chat.press(old, "Misleading", by=EDITOR)
    assert "button has expired" in notice.html


async def test_pressing_save_twice_saves_once(chat: Chat) -> None:
    await chat.claim("The Moon is made of green cheese")
    (asked,) = await chat.command(LINE, by=EDITOR)
    await chat.press(asked, "Save anyway", by=EDITOR)
    (notice,) = await chat.press(asked, "Save anyway", by=EDITOR)
    assert "button has expired" in notice.html
    assert await chat.how_many_claims() == 2


async def test_nobody_else_can_press_the_buttons_of_a_dialogue(chat: Chat) -> None:
    await chat.claim("The Moon is made of green cheese")
    (asked,) = await chat.command(LINE, by=EDITOR, place=GROUP)
    (notice,) = await chat.press(asked, "Save anyway", by=OWNER)
    assert "not for you" in notice.html
    assert await chat.how_many_claims() == 1


async def test_a_role_lost_meanwhile_saves_nothing(chat: Chat) -> None:
    await chat.claim("The Moon is made of green cheese")
    (asked,) = await chat.command(LINE, by=EDITOR)
    await chat.command("/revoke telegram:1002")
    (notice,) = await chat.press(asked, "Save anyway", by=EDITOR)
    assert "Your role does not allow this" in notice.html
    assert await chat.how_many_claims() == 1


async def test_a_role_lost_meanwhile_ends_the_dialogue(chat: Chat) -> None:
    await chat.command("/addclaim", by=EDITOR)
    await chat.command("/revoke telegram:1002")
    await chat.write(MOON, by=EDITOR)
    assert not chat.taken


async def test_before_others_the_steps_are_not_asked(chat: Chat) -> None:
    said = text(await chat.command("/addclaim", by=EDITOR, place=GROUP))
    assert "in private" in said
    assert "Write it like this" in said


async def test_a_megabyte_in_a_step_is_refused_and_the_step_stays(chat: Chat) -> None:
    await chat.command("/addclaim", by=EDITOR)
    assert "too long" in text(await chat.write("a" * 1_000_000, by=EDITOR))
    assert "How was it rated?" in text(await chat.write(MOON, by=EDITOR))


async def test_every_button_fits_into_telegrams_callback_data(chat: Chat) -> None:
    await chat.claim("The Moon is made of green cheese")
    (asked,) = await chat.command(LINE, by=EDITOR)
    assert all(len(button.payload.encode()) <= 64 for row in asked.buttons for button in row)
    assert find_button(asked, "Cancel")


def test_a_command_cannot_be_registered_twice() -> None:
    with pytest.raises(ValueError, match="registered twice"):
        registry.command("addclaim")(registry.find_command("addclaim").run)  # type: ignore[union-attr]


async def test_a_claim_is_made_from_the_forwarded_rumour_that_the_command_replies_to(chat: Chat) -> None:
    rumour = post_of(READER, private(EDITOR), MOON)
    (offered,) = await chat.command("/addclaim", by=EDITOR, about=rumour)
    assert MOON in offered.html
    (asked, *_) = await chat.press(offered, "own words", by=EDITOR)
    assert "How was it rated?" in asked.html
    await chat.press(asked, "False", by=EDITOR)
    (preview,) = await chat.write("https://example.org/moon", by=EDITOR)
    await chat.press(preview, "Save", by=EDITOR)
    assert (await chat.get(1)).statement == MOON


async def test_the_post_replied_to_becomes_another_wording(chat: Chat) -> None:
    await chat.command(LINE, by=EDITOR)
    rumour = post_of(READER, private(EDITOR), "So the moon up there is all cheese")
    await chat.command("/addphrasing 1", by=EDITOR, about=rumour)
    assert [one.text for one in (await chat.get(1)).phrasings] == ["So the moon up there is all cheese"]
