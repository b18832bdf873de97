from storage import claims
from storage.claims import FactCheckDraft
from tests.commands.chat import EDITOR, READER, X_OWNER, Chat, SharedWords, labels, text

MOON = "The Moon is made of cheese"


async def fill(chat: Chat, number: int) -> None:
    for each in range(1, number + 1):
        await chat.claim(f"Sample claim number{each} about cheese")


async def test_no_claims_yet(chat: Chat) -> None:
    assert "/addclaim" in text(await chat.command("/claims", by=EDITOR))


async def test_claims_are_listed_newest_first_and_paged(chat: Chat) -> None:
    await fill(chat, 19)
    (first,) = await chat.command("/claims", by=EDITOR)
    assert "19 claims" in first.html
    assert first.html.index("number19") < first.html.index("number12")
    assert "number11 " not in first.html
    assert labels(first) == ["More →"]
    (second, *_) = await chat.press(first, "More", by=EDITOR)
    assert "number11 " in second.html
    assert "Page 2 of 3" in second.html
    assert labels(second) == ["← Back", "More →"]
    (third, *_) = await chat.press(second, "More", by=EDITOR)
    assert labels(third) == ["← Back"]
    (back, *_) = await chat.press(third, "Back", by=EDITOR)
    assert back.html == second.html


async def test_pages_are_turned_by_number_where_there_are_no_buttons(chat: Chat) -> None:
    await fill(chat, 9)
    await chat.command("/claims", by=X_OWNER)
    (second,) = await chat.write("1", by=X_OWNER)
    assert "number1 " in second.html


async def test_words_find_claims_in_statements_and_phrasings(chat: Chat) -> None:
    await chat.claim(MOON, phrasings=(("Месяц сделан из сыра", "ru"),))
    await chat.claim("The Sun is made of butter")
    for words in ("cheese", "СЫРА", "moon made"):
        said = text(await chat.command(f"/claims {words}", by=EDITOR))
        assert "One claim found" in said
        assert MOON in said
    assert "no claim with these words" in text(await chat.command("/claims zebra", by=EDITOR))


async def test_claims_are_also_found_by_their_meaning(chat: Chat) -> None:
    number = await chat.claim("Vaccines hold chips")
    assert isinstance(chat.matcher, SharedWords)
    chat.matcher.known[number] = "microchips inside injections"
    assert "Vaccines hold chips" in text(
        await chat.command("/claims microchips inside injections", by=EDITOR)
    )


async def test_search_words_are_kept_across_pages(chat: Chat) -> None:
    await chat.claim("Something else")
    await fill(chat, 9)
    (first,) = await chat.command("/claims cheese", by=EDITOR)
    (second, *_) = await chat.press(first, "More", by=EDITOR)
    assert "9 claims found" in second.html
    assert "number1 " in second.html


async def test_percent_and_underscore_are_ordinary_letters(chat: Chat) -> None:
    await chat.claim(MOON)
    assert "no claim" in text(await chat.command("/claims %", by=EDITOR))
    assert "no claim" in text(await chat.command("/claims _oon", by=EDITOR))


async def test_one_claim_is_shown_with_all_that_belongs_to_it(chat: Chat) -> None:
    number = await chat.claim(MOON, title="It is rock", phrasings=(("La Luna es de queso", "es"),))
    await chat.command(f"/editclaim {number} claimant: A mouse\nlanguage: en", by=EDITOR)
    said = text(await chat.command(f"/claim {number}", by=EDITOR))
    for part in (
        MOON,
        "False",
        "It is rock",
        "https://example.org/check",
        "A mouse",
        "La Luna es de queso",
        "Not seen",
    ):
        assert part in said


async def test_a_retracted_claim_shows_its_reason(chat: Chat) -> None:
    number = await chat.claim(MOON)
    await chat.command(f"/retract {number} The article was withdrawn", by=EDITOR)
    assert "Retracted: The article was withdrawn" in text(await chat.command(f"/claim {number}", by=EDITOR))
    assert "retracted" in text(await chat.command("/claims", by=EDITOR))


async def test_a_claim_with_hundreds_of_long_phrasings_fits_into_a_message(chat: Chat) -> None:
    phrasings = tuple((f"{each} " + "<&> wording " * 40, None) for each in range(300))
    number = await chat.claim(MOON, phrasings=phrasings)
    (said,) = await chat.command(f"/claim {number}", by=EDITOR)
    assert len(said.html) <= 4096
    assert "300 other wordings" in said.html


async def test_a_claim_with_long_links_still_shows_its_statement(chat: Chat) -> None:
    number = await chat.claim(MOON, url="https://example.org/?" + "&a=1" * 480)
    async with chat.database.write() as session:
        claim = await claims.get(session, number)
        assert claim is not None
        for each in range(5):
            draft = FactCheckDraft(f"https://example.org/{each}?" + "&a=1" * 480, title="t" * 400)
            await claims.add_fact_check(session, claim, draft, chat.now)
    (said,) = await chat.command(f"/claim {number}", by=EDITOR)
    assert MOON in said.html
    assert "Not seen" in said.html
    assert len(said.html) <= 4096


async def test_a_bad_number_gets_usage_and_example(chat: Chat) -> None:
    said = text(await chat.command("/claim seven", by=EDITOR))
    assert "“seven” is not a number" in said
    assert "/claim 7" in said


async def test_a_reader_sees_no_list(chat: Chat) -> None:
    await chat.claim(MOON)
    assert MOON not in text(await chat.command("/claims", by=READER))
