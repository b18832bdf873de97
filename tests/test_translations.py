"""The language files say the same things: ids, variables, tags and plural forms are compared."""

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel import Locale
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.commands import commands_for
from bot.conversation.explanation import HELD_BACK
from bot.conversation.replies import X_ELSEWHERE_VARIANTS, X_LINK_VARIANTS, X_VARIANTS
from bot.decisions.policy import Action, Reason
from bot.roles import Role
from bot.translations import Translator, choose_words, languages, partly_spoken
from matchers.types import Stance
from storage.claims import RATINGS

FOLDER = Path("bot/locales")
ALLOWED_TAGS = {"b", "i", "code"}
SAMPLES = (0, 1, 2, 3, 5, 11, 21, 100, 101)
NUMBERS = {"count", "percent", "days", "length", "most", "least", "page", "pages"}
TRANSLATED = sorted(set(languages()) - {"en"})
ALL = (*languages(), *partly_spoken())


class Uses(Visitor):
    """Collects the variables and plural forms of a message."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.selected: dict[str, set[str]] = {}
        self.text = ""

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
        assert isinstance(node.selector, ast.VariableReference)
        keys = {key.key.name for key in node.variants if isinstance(key.key, ast.Identifier)}
        self.selected[node.selector.id.name] = keys
        self.generic_visit(node)

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802
        self.text += node.value


class Balance(HTMLParser):
    """Fails on tags that do not nest or are not allowed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED_TAGS
        assert not attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@cache
def resource(language: str) -> ast.Resource:
    text = "\n".join(file.read_text("utf-8") for file in sorted((FOLDER / language).glob("*.ftl")))
    parsed = FluentParser().parse(text)
    assert isinstance(parsed, ast.Resource)
    return parsed


@cache
def messages(language: str) -> dict[str, Uses]:
    found = {}
    for entry in resource(language).body:
        if isinstance(entry, ast.Message):
            uses = Uses()
            uses.visit(entry)
            found[entry.id.name] = uses
    return found


def test_the_promised_languages_are_spoken_and_two_more_know_how_to_help_and_to_stop() -> None:
    assert {"ar", "en", "es", "ru", "uk"} <= set(languages())
    assert {"de", "hi"} <= {*languages(), *partly_spoken()}


@pytest.mark.parametrize("language", partly_spoken())
def test_a_language_that_is_spoken_in_part_has_all_that_anybody_may_ask_for_and_be_told(
    language: str,
) -> None:
    asked = {known.help_message for known in commands_for(Role.USER)}
    told = {"start", "stopped", "started-again", "small-talk", "what-to-check", "nothing-found", "help-title"}
    told |= {name for name in messages("en") if name.startswith("unread-")}
    assert asked | told <= set(messages(language)) <= set(messages("en"))


@pytest.mark.parametrize("language", partly_spoken())
def test_what_is_not_said_in_it_is_said_in_a_language_that_is_spoken_whole(language: str) -> None:
    words = choose_words([None, language, "es", "en"])
    assert words("stopped") == Translator(language)("stopped") != Translator("es")("stopped")
    assert words("button-why") == Translator("es")("button-why")
    assert words.language == "es"
    assert choose_words(["es", language]).partly is None


@pytest.mark.parametrize("language", ALL)
def test_nothing_in_a_language_file_is_malformed(language: str) -> None:
    junk = [entry.content for entry in resource(language).body if isinstance(entry, ast.Junk)]
    assert junk == []


@pytest.mark.parametrize("language", ALL)
def test_no_message_stands_twice(language: str) -> None:
    ids = Counter(entry.id.name for entry in resource(language).body if isinstance(entry, ast.Message))
    assert [name for name, number in ids.items() if number > 1] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str) -> None:
    assert set(messages(language)) == set(messages("en"))


@pytest.mark.parametrize("language", [*TRANSLATED, *partly_spoken()])
def test_translations_use_the_same_variables(language: str) -> None:
    own = {name: uses.variables for name, uses in messages(language).items()}
    assert own == {name: messages("en")[name].variables for name in own}


@pytest.mark.parametrize("language", [*TRANSLATED, *partly_spoken()])
def test_translations_use_the_same_tags(language: str) -> None:
    def tags(uses: Uses) -> set[str]:
        return set(re.findall(r"</?\w+[^>]*>", uses.text))

    own = {name: tags(uses) for name, uses in messages(language).items()}
    assert own == {name: tags(messages("en")[name]) for name in own}


@pytest.mark.parametrize("language", [*TRANSLATED, *partly_spoken()])
def test_translations_name_the_same_commands(language: str) -> None:
    def commands(uses: Uses) -> set[str]:
        return set(re.findall(r"(?<![\w/.<])/([a-z]+)", uses.text))

    own = {name: commands(uses) for name, uses in messages(language).items()}
    assert own == {name: commands(messages("en")[name]) for name in own}


@pytest.mark.parametrize("language", languages())
def test_every_choice_by_number_has_each_plural_form_of_its_language(language: str) -> None:
    forms = set(Locale(language).plural_form.tags) | {"other"}
    for name, uses in messages(language).items():
        for variable, keys in uses.selected.items():
            if variable in NUMBERS or keys & {"zero", "one", "two", "few", "many"}:
                assert keys == forms, name
            else:
                assert keys == messages("en")[name].selected[variable], name


@pytest.mark.parametrize("language", ALL)
def test_every_message_can_be_said_with_any_number(language: str) -> None:
    words = Translator(language)
    for name, uses in messages(language).items():
        for number in SAMPLES:
            given = {variable: number if variable in NUMBERS else "<&>" for variable in uses.variables}
            said = words(name, **given)
            balance = Balance()
            balance.feed(said)
            assert balance.open == [], name
            assert "<&>" not in said
            assert said.strip()


@pytest.mark.parametrize("language", languages())
def test_buttons_and_menu_lines_are_short_enough_for_telegram(language: str) -> None:
    words = Translator(language)
    for name in messages(language):
        if name.startswith("help-") and name != "help-more":
            assert len(words.plain(name, **dict.fromkeys(messages(language)[name].variables, "x"))) <= 256
        if name.startswith("button-"):
            assert len(words.plain(name, **dict.fromkeys(messages(language)[name].variables, "12345"))) <= 64


def test_every_command_has_its_messages() -> None:
    known = messages("en")
    for command in commands_for(Role.OWNER):
        assert command.help_message in known
        assert (command.usage_message in known) == command.takes_argument
        assert (command.example_message in known) == command.takes_argument


def test_every_reason_action_stance_rating_and_role_has_its_message() -> None:
    known = set(messages("en"))
    assert {f"reason-{reason}" for reason in Reason} <= known
    assert {f"action-{action}" for action in Action} <= known
    assert {f"stance-{stance}" for stance in Stance if stance is not Stance.ASSERT} <= known
    assert {f"rating-{rating}" for rating in RATINGS} <= known
    assert {f"role-{role.word}" for role in Role} <= known
    assert {f"held-back-{name.replace('_', '-')}" for name in HELD_BACK} <= known
    for kind, most in (("reply", X_VARIANTS), ("nothing", X_VARIANTS), ("link", X_LINK_VARIANTS)):
        assert {f"x-{kind}-{number}" for number in range(1, most + 1)} <= known
    assert {f"x-{way}-{n}" for way in ("dm", "page") for n in range(1, X_ELSEWHERE_VARIANTS + 1)} <= known


def test_every_message_is_used() -> None:
    files = [*Path("bot").rglob("*.py"), *Path("bot/web/templates").glob("*.html")]
    code = "".join(file.read_text("utf-8") for file in files)
    named = set(re.findall(r"""["']([a-z][a-z0-9]*(?:-[a-z0-9]+)*)["']""", code))
    made = ("evidence-", *re.findall(r"""f?["']([a-z]+(?:-[a-z]+)*-)(?:\{|["'] ~)""", code))
    assert [name for name in messages("en") if name not in named and not name.startswith(made)] == []


def test_arguments_from_outside_are_isolated_in_arabic() -> None:
    assert "\u2068North Korea\u2069" in Translator("ar")("fact-check-title", title="North Korea")


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("ru", 1, "1 публикации"),
        ("ru", 3, "3 публикациях"),
        ("ru", 21, "21 публикации"),
        ("uk", 5, "5 дописах"),
        ("ar", 2, "منشورين"),
        ("ar", 3, "منشورات"),
        ("ar", 11, "منشورًا"),
        ("es", 2, "2 publicaciones"),
        ("en", 0, "Not seen"),
    ],
)
def test_numbers_take_the_right_plural(language: str, count: int, said: str) -> None:
    plain = Translator(language).plain("claim-seen", count=count).replace("\u2068", "").replace("\u2069", "")
    assert said in plain
