"""What people type in steps: mistakes, and words for ratings."""

import pytest

from storage import decisions
from tests.commands.chat import EDITOR, OWNER, Chat, labels, text

MOON = "The Moon is made of cheese"
SUN = "The Sun is a lamp of brass"


async def test_a_mistake_in_a_step_gets_the_reason_and_the_same_question(chat: Chat) -> None:
    await chat.command("/addclaim", by=EDITOR)
    (again,) = await chat.write("🧀", by=EDITOR)
    assert "holds no letters" in again.html
    assert "What is the claim?" in again.html
    assert "/addclaim" not in again.html
    await chat.write(MOON, by=EDITOR)
    (again,) = await chat.write("purple", by=EDITOR)
    assert "do not know the rating “purple”" in again.html
    assert "mostly false" in again.html
    assert "How was it rated?" in again.html
    assert "Misleading" in labels(again)
    (link,) = await chat.write("Missing context", by=EDITOR)
    assert "Misleading" in link.html
    (again,) = await chat.write("somewhere", by=EDITOR)
    assert "not a web address" in again.html
    assert "Now send the link" in again.html
    (shown,) = await chat.write("example.org/moon | Example Checks", by=EDITOR)
    assert "https://example.org/moon" in shown.html
    await chat.press(shown, "Save", by=EDITOR)
    claim = await chat.get(1)
    check = claim.fact_checks[0]
    assert (claim.rating, check.textual_rating) == ("misleading", "Missing context")
    assert check.url == "https://example.org/moon"


async def test_a_photo_in_a_step_is_told_that_words_are_missing(chat: Chat) -> None:
    await chat.command("/addclaim", by=EDITOR)
    (again,) = await chat.write("", by=EDITOR)
    assert "I found no words in that" in again.html
    assert "What is the claim?" in again.html


@pytest.mark.parametrize(
    ("typed", "rating", "own"),
    [
        *(
            ("fake", "false", "fake"),
            ("Mostly false", "misleading", "Mostly false"),
            ("falso", "false", None),
        ),
        *(
            ("half true", "mixed", "half true"),
            ("Altered", "misleading", "Altered"),
            ("вигадка", "false", "вигадка"),
        ),
        *(
            ("misleading", "misleading", None),
            ("Engañoso", "misleading", None),
            ("bufala", "false", "bufala"),
        ),
    ],
)
async def test_the_words_of_fact_checkers_are_ratings_and_are_kept(
    chat: Chat, typed: str, rating: str, own: str | None
) -> None:
    await chat.command(f"/addclaim {MOON} | {typed} | example.org/a", by=EDITOR)
    claim = await chat.get(1)
    assert (claim.rating, claim.fact_checks[0].textual_rating) == (rating, own)
    assert claim.fact_checks[0].url == "https://example.org/a"
    await chat.command(
        f"/editclaim 1 rating: {'hoax' if rating != 'false' else 'missing context'}", by=EDITOR
    )
    edited = await chat.get(1)
    assert (edited.rating, edited.fact_checks[0].textual_rating) in [
        ("false", "hoax"),
        ("misleading", "missing context"),
    ]


async def test_the_number_of_a_claim_that_was_undone_is_not_given_again(chat: Chat) -> None:
    await chat.command(f"/addclaim {MOON} | false | https://example.org/a", by=EDITOR)
    await chat.command("/undo", by=EDITOR)
    await chat.command(f"/addclaim {SUN} | false | https://example.org/b", by=EDITOR)
    assert (await chat.get(2)).statement == SUN
    assert "no claim 1" in text(await chat.command("/claim 1", by=OWNER))
    async with chat.database.read() as session:
        assert await decisions.get(session, 1) is None
