"""A wish to be left alone is understood in all its forms and many languages; other sentences are not one."""

import pytest

from bot.conversation.stop_words import is_stop_word


@pytest.mark.parametrize(
    "text",
    [
        *("stop", "STOP!", " Stop. ", "@claimbot stop", "stop @claimbot", "s\u200btop", "stop stop stop!!!"),
        *("please stop", "Please, stop now!", "stop please", "just stop it", "ok stop", "stop bot"),
        *(
            "stop replying to me",
            "Please stop writing to me",
            "stop replying to my posts",
            "stop messaging me",
        ),
        *("don't reply to me", "Don’t reply to my tweets anymore", "do not DM me again", "dont tag me"),
        *("I don't want you to reply to me", "no more messages please", "never write to me again"),
        *("stop fact-checking my posts", "stop bothering me", "leave me alone", "unsubscribe"),
        *("basta", "¡Basta!", "no me escribas", "por favor, no me respondas más", "deja de escribirme"),
        *("стоп", "хватит", "Пожалуйста, не пиши мне больше", "не пишите мне", "досить", "будь ласка, годі"),
        *("توقف", "من فضلك توقف", "لا تكتب لي"),
        *("arrête", "arrete", "Arrêtez s'il vous plaît", "ne m'écris plus", "Stopp", "Bitte aufhören!"),
        *("lass mich in Ruhe", "schreib mir nicht mehr", "pare", "smettila", "hou op", "przestań", "yeter"),
        *("बंद करो", "रुको", "やめてください", "停止", "그만해", "@claimbotやめて"),
    ],
)
def test_a_wish_to_be_left_alone_is_understood(text: str) -> None:
    assert is_stop_word(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "@claimbot", "👍", "please", "thanks bot", "ok", "bot", "no", "no comment", "hey now"),
        *("stop the count, they said", "stop spreading lies", "Stop the war", "non-stop", "stop " * 1000),
        *("they will stop paying pensions", "stop replying to the ministry's lies", "I don't follow"),
        *("don't buy this message from the bank", "is it true that buses stop at noon?", "never mind"),
        *("no me digas", "перестань врать", "arrête de mentir", "Stoppt das Gesetz"),
    ],
)
def test_other_texts_are_no_such_wish(text: str) -> None:
    assert not is_stop_word(text)
