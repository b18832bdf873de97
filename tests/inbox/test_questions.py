"""What is asked about: the post above, a file, an address, nothing; and small talk: through the handler."""

from dataclasses import replace

from bot.events import Account, Address, OutgoingMessage, Place, PlaceKind, Post, SentFile
from bot.markup import plain_text
from bot.translations import Translator
from tests.inbox.conversation import GROUP, START, Conversation

WRITER = Account("telegram", "1777", "Wanda", "en")
RUMOUR = "Our town hall hides a dragon in its cellar and feeds it with taxes"
KNOWN = "Paper bags from the market turn milk into blue paint overnight"
PAGE = "https://example.org/checks/paper-bags"
KINDS = ("voice", "audio", "video", "image", "document", "sticker")
TIMELINE = Place("x", "900", PlaceKind.TIMELINE)


def above(text: str, place: Place = GROUP, *, kind: str = "", message_id: str = "700") -> Post:
    files = (SentFile("f1", kind),) if kind else ()  # type: ignore[arg-type]
    return Post(
        event_id="above",
        id=f"{place.id}:{message_id}",
        author=WRITER,
        place=place,
        text=text,
        written_at=START,
        address=Address.OVERHEARD,
        message_id=message_id,
        files=files,
    )


def text(said: list[OutgoingMessage]) -> str:
    return "\n".join(plain_text(one.html) for one in said)


async def test_a_question_about_a_rumour_offers_to_pass_the_rumour_on(talk: Conversation) -> None:
    for question, language in (
        *(
            ("is it true?", "en"),
            ("@our_bot", "en"),
            ("hey", "en"),
            ("¿es cierto?", "es"),
            ("это правда?", "ru"),
        ),
        *(("чи це правда?", "uk"), ("هل هذا صحيح؟", "ar"), ("my aunt sent this, is it true?", "en")),
    ):
        asked = replace(talk.post(question, place=GROUP), above=(above(RUMOUR),))
        (said,) = await talk.hand_in(asked)
        assert said.html == str(Translator(language)("nothing-found")), question
        assert said.reply_to == "700"  # so the button brings the rumour along


async def test_the_nearest_post_that_says_something_is_meant(talk: Conversation) -> None:
    asked = talk.post("is this real?", place=GROUP)
    asked = replace(asked, above=(above("lol", message_id="701"), above(RUMOUR)))
    (said,) = await talk.hand_in(asked)
    assert said.reply_to == "700"


async def test_of_what_cannot_be_read_it_is_said_so(talk: Conversation) -> None:
    for question, language in (
        ("is it true?", "en"),
        ("¿es verdad esto?", "es"),
        ("stimmt das?", "de"),
        ("", "en"),
    ):
        for kind in ("voice", "image") if language != "en" else KINDS:
            asked = replace(talk.post(question, place=GROUP), above=(above("", kind=kind),))
            (said,) = await talk.hand_in(asked)
            assert said.html == str(Translator("en", language)(f"unread-{kind}"))
            assert said.buttons == ()


async def test_a_picture_with_a_question_as_its_caption_is_not_called_judged(talk: Conversation) -> None:
    asked = replace(talk.post("is this true?"), files=(SentFile("f", "image"),))
    assert "cannot read pictures" in text(await talk.hand_in(asked))


async def test_a_question_about_nothing_is_asked_what_to_check(talk: Conversation) -> None:
    assert "What shall I check?" in text(await talk.hand_in(talk.post("is it true?")))
    assert "Что мне проверить?" in text(await talk.hand_in(talk.post("это правда?")))
    assert "What shall I check?" in text(await talk.hand_in(talk.post("fact check please", place=GROUP)))
    assert "Was soll ich prüfen?" in text(await talk.hand_in(talk.post("Stimmt das?")))


async def test_of_a_post_without_a_word_it_is_said_that_there_is_no_text(talk: Conversation) -> None:
    for files in ((), (SentFile("f", "other"),)):
        asked = replace(talk.post("is it true?", place=GROUP), above=(replace(above(""), files=files),))
        assert "found no text to check" in text(await talk.hand_in(asked))


async def test_small_talk_gets_one_line_a_day(talk: Conversation) -> None:
    for number, (small_talk, language) in enumerate(
        (
            *(
                ("hello!", "en"),
                ("thanks a lot", "en"),
                ("what can you do?", "en"),
                ("👍", "en"),
                ("7", "en"),
            ),
            *(("buenos días", "es"), ("спасибо большое", "ru"), ("щиро дякую", "uk"), ("صباح الخير", "ar")),
            *(("Guten Morgen", "de"), ("बहुत धन्यवाद", "hi"), ("merci beaucoup", "en"), ("ありがとう", "en")),
        )
    ):
        writer = Account("telegram", str(3000 + number), "W")
        (said,) = await talk.hand_in(talk.post(small_talk, by=writer))
        assert said.html == str(Translator("en", language)("small-talk")), small_talk
        assert said.buttons == ()
        assert await talk.hand_in(talk.post(small_talk, by=writer)) == []
    assert await talk.hand_in(talk.post("good evening", by=writer)) == []
    talk.later(hours=25)
    assert len(await talk.hand_in(talk.post("good evening", by=writer))) == 1


async def test_a_group_hears_the_line_once_a_day_whoever_greets(talk: Conversation) -> None:
    assert len(await talk.hand_in(talk.post("hello @our_bot", place=GROUP))) == 1
    assert await talk.hand_in(talk.post("thank you!", by=WRITER, place=GROUP)) == []


async def test_before_everybody_small_talk_is_met_with_silence(talk: Conversation) -> None:
    thanks = replace(talk.post("thanks, good bot", place=TIMELINE), above=(above(RUMOUR, TIMELINE),))
    assert await talk.hand_in(thanks) == []


async def test_thanks_below_a_rumour_do_not_ask_about_it(talk: Conversation) -> None:
    await talk.claim(KNOWN, PAGE)
    thanks = replace(talk.post("many thanks!", place=GROUP), above=(above(KNOWN),))
    assert PAGE not in text(await talk.hand_in(thanks))


async def test_small_talk_beside_a_rumour_does_not_hide_its_answer(talk: Conversation) -> None:
    said = await talk.hand_in(talk.post("hi"), talk.post(RUMOUR))
    assert [str(Translator("en")("nothing-found"))] == [one.html for one in said]


async def test_the_address_of_a_fact_check_brings_its_claim(talk: Conversation) -> None:
    await talk.claim("Street lamps attract thieves from the whole region", "https://example.org/checks/lamps")
    await talk.claim(KNOWN, PAGE)
    for words in (
        *(PAGE, f"{PAGE}/?utm_source=chat#top", "http://www.example.org/checks/paper-bags"),
        *(
            f"What is behind this? {PAGE} please",
            f"¿Qué es esto? {PAGE}",
            "see example.org/checks/paper-bags,",
        ),
    ):
        (said,) = await talk.hand_in(talk.post(words))
        assert KNOWN in plain_text(said.html), words
        assert str(Translator("en")("fact-check-disputed")) not in said.html


async def test_so_does_an_address_that_stands_behind_a_word_or_above_the_question(talk: Conversation) -> None:
    await talk.claim(KNOWN, PAGE)
    assert KNOWN in text(await talk.hand_in(replace(talk.post("is this true?"), links=(PAGE,))))
    asked = replace(talk.post("is it true?", place=GROUP), above=(above(PAGE),))
    assert KNOWN in text(await talk.hand_in(asked))


async def test_who_passes_a_fact_check_on_unasked_is_not_corrected(talk: Conversation) -> None:
    await talk.claim(KNOWN, PAGE)
    shared = replace(talk.post(f"{KNOWN}? No: {PAGE}", place=GROUP), address=Address.OVERHEARD)
    assert await talk.hand_in(shared) == []


async def test_a_wish_to_be_left_alone_is_answered_in_its_own_language(talk: Conversation) -> None:
    for number, (wish, language) in enumerate(
        (
            *(("no me escribas más", "es"), ("не пиши мне больше", "ru"), ("годі писати", "uk")),
            *(("لا تراسلني", "ar"), ("lass mich in Ruhe", "de"), ("मुझे मैसेज मत करो", "hi"), ("stop it", "en")),
        )
    ):
        writer = Account("telegram", str(3100 + number), "W", "en")
        (said,) = await talk.hand_in(talk.post(wish, by=writer))
        assert said.html == str(Translator("en", language)("stopped")), wish


async def test_a_command_is_answered_in_the_language_of_the_one_who_gives_it(talk: Conversation) -> None:
    for number, language in enumerate(("es", "uk", "ar", "de", "hi")):
        writer = Account("telegram", str(3200 + number), "W", language)
        (helped, stopped) = await talk.hand_in(
            talk.command("/help", by=writer), talk.command("/stop", by=writer)
        )
        assert str(Translator("en", language)("help-title")) in helped.html
        assert stopped.html == str(Translator("en", language)("stopped"))


async def test_on_a_platform_that_tells_no_language_the_words_behind_a_command_do(talk: Conversation) -> None:
    writer = Account("x", "1889", "w")
    said = await talk.hand_in(talk.command("/check ¿Es verdad que el puente se vendió en mayo?", by=writer))
    assert str(Translator("es")("nothing-found")) in said[0].html
