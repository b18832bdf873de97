"""What makes no claim is told from what may make one, in many languages and scripts."""

import pytest

from bot.conversation.small_words import Speech, said

ASKS = {
    "en": (
        "is this for real?",
        "@our_bot fact check pls",
        "could you verify that?",
        "true or fake??",
        "Is it so?",
    ),
    "es": ("¿será cierto?", "¿Y esta foto, es real?", "@our_bot verifica esto por favor"),
    "ru": ("это не фейк?", "проверьте пожалуйста", "Неужели правда?".replace("Неужели", "Это")),
    "uk": ("чи правда це?", "перевірте, будь ласка", "це справді так?"),
    "ar": ("هل هذا الخبر صحيح؟", "تحقق من هذا من فضلك"),
    "de": ("Stimmt das wirklich?", "ist das echt oder fake?", "bitte prüfen"),
    "hi": ("क्या ये खबर सही है?", "यह सच है या झूठ?"),
    "fr": ("Est-ce vrai ?", "tu peux vérifier ça stp ?"),
    "pt": ("isso é verdade mesmo?",),
    "ja": ("これは本当ですか？", "ファクトチェックお願いします"),
    "zh": ("这个消息是真的吗", "是謠言嗎？"),
    "ko": ("이거 사실이야?", "팩트체크 해주세요"),
    "tr": ("bu haber doğru mu?",),
    "id": ("apakah berita ini benar?",),
    "fa": ("این خبر درسته؟",),
    "th": ("ข่าวนี้จริงไหม",),
}
TALK = {
    "en": (
        "hello there",
        "thanks a lot!",
        "what can you do?",
        "good morning everybody",
        "ok great, thank you",
    ),
    "es": ("buenas tardes", "¡muchas gracias!", "¿para qué sirves?"),
    "ru": ("здравствуйте!", "большое спасибо", "что ты умеешь?"),
    "uk": ("вітаю", "щиро дякую!", "що ти вмієш?"),
    "ar": ("السلام عليكم", "شكرا جزيلا", "من أنت؟"),
    "de": ("Guten Abend", "vielen Dank!", "was kannst du?"),
    "hi": ("नमस्कार", "बहुत धन्यवाद", "आप कौन हैं?"),
    "fr": ("bonsoir", "merci beaucoup"),
    "it": ("buonasera", "grazie mille"),
    "pl": ("dzień dobry", "dziękuję bardzo"),
    "nl": ("goedemorgen", "dank je wel"),
    "ja": ("こんばんは", "どうもありがとう"),
    "zh": ("早上好", "多謝"),
    "ko": ("안녕하세요", "감사합니다"),
}


@pytest.mark.parametrize(
    ("language", "text"), [(code, text) for code, texts in ASKS.items() for text in texts]
)
def test_a_question_that_only_points_is_known_with_its_language(language: str, text: str) -> None:
    found = said(text)
    assert (found.speech, found.alone) == (Speech.POINTS, True)
    assert found.language in (language, None)


@pytest.mark.parametrize(
    ("language", "text"), [(code, text) for code, texts in TALK.items() for text in texts]
)
def test_small_talk_is_known(language: str, text: str) -> None:
    found = said(text)
    assert found.speech in (Speech.TALKS, Speech.HAILS)
    assert found.alone
    assert found.language in (language, None)


@pytest.mark.parametrize(
    "text", ["@our_bot", "👍", "🙏🙏", "…", "42", "", "hi", "hey @our_bot!", "hola", "안녕"]
)
def test_what_only_calls_the_bot_is_told_from_thanks(text: str) -> None:
    assert said(text).speech is Speech.HAILS


@pytest.mark.parametrize("text", ["my aunt sent me this, is it true?", "Is the photo of the bridge real?"])
def test_a_few_other_words_may_stand_in_a_question_about_something_else(text: str) -> None:
    assert said(text).speech is Speech.POINTS
    assert not said(text).alone


@pytest.mark.parametrize(
    "text",
    [
        *("Onions cure the flu", "Is it true that the old bridge was sold to a circus in May?", "garlic"),
        *(
            "El agua caliente cura la gripe",
            "Вода исцеляет грипп",
            "Вода лікує грип",
            "الماء يشفي الإنفلونزا",
        ),
        *("Zwiebeln heilen Grippe", "प्याज से फ्लू ठीक होता है", "玉ねぎでインフルエンザが治る", "洋葱能治流感"),
        *(
            "thanks to garlic nobody in our town has the flu",
            "good morning, the dam has burst",
            "mayor arrested",
        ),
        *("what they wrote", "no vaccines", "maybe poison", "sí, veneno", "нет войны"),
        *("https://example.org/x", "hi https://example.org/x", "is it true? " * 30),
    ],
)
def test_what_may_make_a_claim_is_no_small_talk(text: str) -> None:
    assert said(text).speech is Speech.SAYS
