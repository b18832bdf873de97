"""A fact-check's link alone is enough: what its page says is proposed, and the editor confirms."""

from dataclasses import replace
from datetime import date

from bot.claims.claimreview import FactCheckPage, FoundReview
from bot.claims.pages import PageFault, PageUnavailable
from tests.commands.chat import EDITOR, GROUP, Chat, find_button, labels, text

LINK = "https://example.org/fact-check/moon"
MOON = "The Moon is made of cheese"
REVIEW = FoundReview(
    claim=MOON,
    rating="false",
    textual_rating="Pants on fire",
    publisher="Example Checks",
    title="No, the Moon is not made of cheese",
    language="en",
    published_on=date(2026, 3, 1),
    claimant="A pundit",
    appearances=("https://example.org/first",),
)
PAGE = FactCheckPage(LINK, (REVIEW,), "Another title", "Example", "en")


async def test_a_link_alone_fills_all_fields_and_nothing_is_saved_before_the_editor_says_so(
    chat: Chat,
) -> None:
    chat.page = PAGE
    (preview,) = await chat.command(f"/addclaim {LINK}", by=EDITOR)
    shown = text([preview])
    for part in (MOON, "Pants on fire", "Example Checks", REVIEW.title, "A pundit", "2026-03-01", LINK):
        assert part is not None
        assert part in shown
    assert await chat.how_many_claims() == 0
    await chat.press(preview, "Save", by=EDITOR)
    claim = await chat.get(1)
    (check,) = claim.fact_checks
    assert (claim.statement, claim.rating, claim.claimant, claim.language) == (
        MOON,
        "false",
        "A pundit",
        "en",
    )
    assert (check.url, check.title, check.textual_rating, check.published_on) == (
        LINK,
        REVIEW.title,
        "Pants on fire",
        date(2026, 3, 1),
    )
    assert [one.url for one in claim.appearances] == ["https://example.org/first"]


async def test_a_rating_that_is_not_understood_is_asked_for_with_the_publishers_word(chat: Chat) -> None:
    chat.page = replace(PAGE, reviews=(replace(REVIEW, rating=None, textual_rating="Not really"),))
    (asked,) = await chat.command(f"/addclaim {LINK}", by=EDITOR)
    assert "Not really" in asked.html
    (preview, *_) = await chat.press(asked, "Misleading", by=EDITOR)
    await chat.press(preview, "Save", by=EDITOR)
    claim = await chat.get(1)
    assert (claim.rating, claim.fact_checks[0].textual_rating) == ("misleading", "Not really")


async def test_a_page_that_names_no_claim_lets_the_editor_name_it(chat: Chat) -> None:
    chat.page = replace(PAGE, reviews=(replace(REVIEW, claim=""),))
    (asked,) = await chat.command(f"/addclaim {LINK}", by=EDITOR)
    assert "What is the claim?" in asked.html
    chat.page = None
    (preview,) = await chat.write(MOON, by=EDITOR)
    await chat.press(preview, "Save", by=EDITOR)
    assert (await chat.get(1)).fact_checks[0].title == REVIEW.title


async def test_a_page_without_a_claimreview_gives_its_title_and_the_rest_is_asked(chat: Chat) -> None:
    chat.page = FactCheckPage(LINK, (), "No cheese on the Moon", "Example", "en")
    (asked,) = await chat.command(f"/addclaim {LINK}", by=EDITOR)
    assert "No cheese on the Moon" in asked.html
    chat.page = None
    (rating,) = await chat.write(MOON, by=EDITOR)
    (preview, *_) = await chat.press(rating, "False", by=EDITOR)
    await chat.press(preview, "Save", by=EDITOR)
    (check,) = (await chat.get(1)).fact_checks
    assert (check.url, check.title, check.publisher) == (LINK, "No cheese on the Moon", "Example")


async def test_of_several_claims_on_a_page_the_editor_chooses_one(chat: Chat) -> None:
    other = replace(REVIEW, claim="Mars is made of marzipan", rating="satire", textual_rating=None)
    chat.page = replace(PAGE, reviews=(REVIEW, other))
    (which,) = await chat.command(f"/addclaim {LINK}", by=EDITOR)
    (preview, *_) = await chat.press(which, "marzipan", by=EDITOR)
    await chat.press(preview, "Save", by=EDITOR)
    claim = await chat.get(1)
    assert (claim.statement, claim.rating) == ("Mars is made of marzipan", "satire")


async def test_a_page_that_cannot_be_read_is_said_so_and_the_link_is_kept(chat: Chat) -> None:
    chat.page = PageUnavailable(PageFault.REFUSED, "127.0.0.1 is not a public address")
    (asked,) = await chat.command(f"/addclaim {LINK}", by=EDITOR)
    assert "may not open this address" in asked.html
    assert "127.0.0.1" not in asked.html
    chat.page = None
    (rating,) = await chat.write(MOON, by=EDITOR)
    (preview, *_) = await chat.press(rating, "False", by=EDITOR)
    assert LINK in preview.html


async def test_a_claim_that_is_there_already_is_shown_instead_of_a_preview(chat: Chat) -> None:
    await chat.claim(MOON)
    chat.page = PAGE
    assert "there already, as number 1" in text(await chat.command(f"/addclaim {LINK}", by=EDITOR))


async def test_a_link_that_another_claim_has_is_pointed_out(chat: Chat) -> None:
    await chat.claim("Something quite different", url=LINK)
    chat.page = PAGE
    (preview,) = await chat.command(f"/addclaim {LINK}", by=EDITOR)
    assert "with this link is there already" in preview.html
    assert "Save anyway" in labels(preview)


async def test_html_from_a_page_is_shown_as_text(chat: Chat) -> None:
    chat.page = replace(PAGE, reviews=(replace(REVIEW, claim="The <b>Moon</b> is cheese", title="<i>x</i>"),))
    (preview,) = await chat.command(f"/addclaim {LINK}", by=EDITOR)
    assert "&lt;b&gt;Moon" in preview.html
    assert "<i>x" not in preview.html


async def test_the_link_may_come_as_the_answer_to_the_first_question(chat: Chat) -> None:
    await chat.command("/addclaim", by=EDITOR)
    chat.page = PAGE
    (preview,) = await chat.write(LINK, by=EDITOR)
    assert "Shall I save this claim?" in preview.html


async def test_a_link_that_is_sent_in_its_step_brings_what_was_not_said_yet(chat: Chat) -> None:
    await chat.command("/addclaim", by=EDITOR)
    (rating,) = await chat.write("The Moon is all cheese", by=EDITOR)
    await chat.press(rating, "Misleading", by=EDITOR)
    chat.page = PAGE
    (preview,) = await chat.write(LINK, by=EDITOR)
    assert "The Moon is all cheese" in preview.html
    assert "Misleading" in preview.html
    assert "Example Checks" in preview.html


async def test_before_others_no_page_is_shown(chat: Chat) -> None:
    chat.page = PAGE
    said = await chat.command(f"/addclaim {LINK}", by=EDITOR, place=GROUP)
    assert "in private" in text(said)


async def test_every_step_can_be_gone_back_and_what_was_said_kept_or_changed(chat: Chat) -> None:
    chat.page = PAGE
    (preview,) = await chat.command(f"/addclaim {LINK}", by=EDITOR)
    chat.page = None
    (link, *_) = await chat.press(preview, "Back", by=EDITOR)
    assert LINK in link.html
    (rating, *_) = await chat.press(link, "Back", by=EDITOR)
    assert "✓ False" in labels(rating)
    (statement, *_) = await chat.press(rating, "Back", by=EDITOR)
    assert MOON in statement.html
    assert "Keep it →" in labels(statement)
    (preview,) = await chat.write("The Moon consists of cheese", by=EDITOR)
    assert "The Moon consists of cheese" in preview.html
    (link, *_) = await chat.press(preview, "Back", by=EDITOR)
    (preview, *_) = await chat.press(link, "Keep it", by=EDITOR)
    await chat.press(preview, "Save", by=EDITOR)
    assert (await chat.get(1)).statement == "The Moon consists of cheese"


async def test_every_new_button_fits_into_telegrams_callback_data(chat: Chat) -> None:
    chat.page = replace(PAGE, reviews=(REVIEW, replace(REVIEW, claim="Mars is made of marzipan")))
    (which,) = await chat.command(f"/addclaim {LINK}", by=EDITOR)
    (preview, *_) = await chat.press(which, "1.", by=EDITOR)
    for message in (which, preview):
        for label in labels(message):
            assert len(find_button(message, label).payload.encode()) <= 64
