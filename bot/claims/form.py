"""The form of a claim that somebody hands in, by chat, by file or by API: one set of rules for all."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from bot.claims.field_errors import FieldFault, LineFault
from bot.claims.rating_words import accepted, understood
from bot.errors import InputError
from storage.claims import AppearanceDraft, ClaimDraft, FactCheckDraft

_LONGEST_STATEMENT = 2_000
_LONGEST_URL = 2_000
_LONGEST_NAME = 300
_MOST_PHRASINGS = 200
_FEWEST_LETTERS = 3
_LONGEST_FAULT = 500
_JOINERS = "\u200c\u200d"
"""Invisible characters that Persian, Hindi and emoji need."""
_PLAIN = {
    "missing": "missing",
    "string_too_short": "too-short",
    "string_type": "not-a-text",
    "model_type": "not-a-text",
}
"""Kinds of pydantic's faults, and how they are called here."""
_WITHOUT_SCHEME = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?$")
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$")


def clean_text(value: object) -> object:
    """White space folded, control and invisible format characters dropped; other values pass."""
    if not isinstance(value, str):
        return value
    kept = (
        character
        for character in value
        if character.isspace()
        or character in _JOINERS
        or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return " ".join("".join(kept).split())


def web_address(value: str) -> str:
    """An address that may stand in a reply, with its scheme.

    Raises:
        ValueError: it is not http(s), has no host, or hides one behind a user name.
    """
    value = with_scheme(value)
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        raise FieldFault("not-an-address") from None
    if parts.scheme not in ("http", "https"):
        raise FieldFault("not-http")
    if not host or "." not in host or any(character.isspace() for character in value):
        raise FieldFault("not-an-address")
    if parts.username is not None or parts.password is not None:
        raise FieldFault("user-name")
    if mixes_scripts(host):
        raise FieldFault("mixed-scripts")
    return value


def mixes_scripts(host: str) -> bool:
    """Whether a part of a host name mixes Latin with Cyrillic or Greek letters that look the same.

    The first check of Unicode's security mechanisms (UTS #39, section 5): a name in one script is let be.
    """
    for label in host.split("."):
        try:
            shown = label[4:].encode().decode("punycode") if label.lower().startswith("xn--") else label
        except UnicodeError:
            return True
        kinds = {unicodedata.name(character, "").partition(" ")[0] for character in shown}
        if "LATIN" in kinds and kinds & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}:
            return True
    return False


def with_scheme(value: str) -> str:
    """An address as a browser takes it: `example.org/x` is `https://example.org/x`."""
    return f"https://{value}" if _WITHOUT_SCHEME.match(value) else value


def rating_word(value: object) -> object:
    """A rating as people write it: ours in any of the bot's languages, or a publisher's own word for one."""
    if not isinstance(value, str):
        return value
    known = understood(value)
    if known is None:
        raise FieldFault("rating", ratings=accepted())
    return known[0]


def language_code(value: str) -> str:
    """A language as BCP 47 writes it, lower case.

    Raises:
        ValueError: it is not of that form.
    """
    code = value.strip().lower()
    if not _LANGUAGE.match(code):
        raise FieldFault("language")
    return code


Day = date
"""A field of the form is called `date` too."""


def blank_is_none(value: object) -> object:
    """An empty cell says nothing."""
    return None if isinstance(value, str) and not value.strip() else value


def _as_list(value: object) -> object:
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        value = [part for part in value.split("|") if part.strip()]
    if isinstance(value, list | tuple):
        return tuple({"text": item} if isinstance(item, str) else item for item in value)
    return value


def _has_words(value: str) -> str:
    """Let pass what can be matched: emoji and signs alone resemble nothing, and so everything."""
    if sum(map(str.isalnum, value)) < _FEWEST_LETTERS:
        raise FieldFault("no-words")
    return value


Text = Annotated[
    str,
    Field(min_length=3, max_length=_LONGEST_STATEMENT),
    AfterValidator(_has_words),
    BeforeValidator(clean_text),
]
Name = Annotated[
    str | None,
    Field(max_length=_LONGEST_NAME),
    BeforeValidator(blank_is_none),
    BeforeValidator(clean_text),
]
Url = Annotated[str, AfterValidator(web_address), Field(max_length=_LONGEST_URL), BeforeValidator(clean_text)]
Rating = Annotated[str, BeforeValidator(rating_word)]
Language = Annotated[str, AfterValidator(language_code)]
OptionalLanguage = Annotated[Language | None, BeforeValidator(blank_is_none)]


class AppearanceForm(BaseModel):
    """Where a claim was first published."""

    model_config = ConfigDict(extra="ignore")

    who: Text
    where: Name = None
    when: date | datetime | None = None
    citing: Name = None
    url: Annotated[Url | None, BeforeValidator(blank_is_none)] = None
    language: OptionalLanguage = None

    def draft(self) -> AppearanceDraft:
        """For the store; a date without a time counts as its first moment, UTC."""
        moment = self.when
        if isinstance(moment, date) and not isinstance(moment, datetime):
            moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
        elif isinstance(moment, datetime) and moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return AppearanceDraft(self.who, self.where, self.citing, self.url, self.language, moment)


def appearance_values(typed: str) -> dict[str, str]:
    """`WHO | WHERE | WHEN | CITING | LINK` as the fields of an `AppearanceForm`; parts may be left out."""
    names = ("who", "where", "when", "citing", "url")
    parts = [part.strip() for part in typed.split("|", len(names) - 1)]
    return {name: part for name, part in zip(names, parts, strict=False) if part or name == "who"}


class PhrasingForm(BaseModel):
    """Another wording, with its language where that is known."""

    text: Text
    language: OptionalLanguage = None


def _day(value: object) -> object:
    """A date, also where a time stands behind it."""
    if isinstance(value, str) and len(value.strip()) > len("2026-11-03"):
        try:
            return datetime.fromisoformat(value.strip()).date()
        except ValueError:
            return value
    return value


class ClaimForm(BaseModel):
    """A claim as handed in; the columns of an import file."""

    model_config = ConfigDict(extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _own_words(cls, values: Any) -> Any:
        """A publisher's verdict in place of our rating is kept beside it; alone, it is the rating."""
        if not isinstance(values, Mapping):
            return values
        rating, own = values.get("rating"), values.get("textual_rating")
        if isinstance(rating, str) and not own and (known := understood(rating)) is not None:
            return {**values, "textual_rating": known[1]}
        if not rating and isinstance(own, str) and own.strip():
            return {**values, "rating": own}
        return values

    claim: Text
    rating: Rating
    url: Annotated[Url | None, BeforeValidator(blank_is_none)] = None
    publisher: Name = None
    title: Name = None
    language: OptionalLanguage = None
    phrasings: Annotated[
        tuple[PhrasingForm, ...], BeforeValidator(_as_list), Field(max_length=_MOST_PHRASINGS)
    ] = ()
    claimant: Name = None
    textual_rating: Name = None
    date: Annotated[Day | None, BeforeValidator(_day), BeforeValidator(blank_is_none)] = None
    appearances: Annotated[tuple[AppearanceForm, ...], BeforeValidator(_as_list)] = ()

    def draft(self) -> ClaimDraft:
        """For the store."""
        checks: tuple[FactCheckDraft, ...] = ()
        if self.url is not None:
            check = FactCheckDraft(
                self.url, self.publisher, self.title, self.textual_rating, self.language, self.date
            )
            checks = (check,)
        return ClaimDraft(
            statement=self.claim,
            rating=self.rating,
            fact_checks=checks,
            phrasings=tuple((phrasing.text, phrasing.language) for phrasing in self.phrasings),
            appearances=tuple(appearance.draft() for appearance in self.appearances),
            language=self.language,
            claimant=self.claimant,
        )


class FormFault(InputError):
    """Fields of a form are missing or wrong; `fault` says which and how, in any language."""

    def __init__(self, fault: LineFault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def read_form(values: Mapping[str, Any]) -> ClaimForm:
    """Check what somebody handed in.

    Raises:
        FormFault: a field is missing or wrong; the message names each in plain words.
    """
    try:
        return ClaimForm.model_validate(values)
    except ValidationError as error:
        told = LineFault(*map(_part, error.errors()))
        raise FormFault(told) from None


def fault_of(fault: Mapping[str, Any]) -> str:
    """What pydantic found wrong, in plain words behind the field's name; of the whole, its words alone."""
    return LineFault(_part(fault))


def _part(fault: Mapping[str, Any]) -> tuple[str, FieldFault]:
    field = _field(fault["loc"]) if fault["loc"] else ""
    kind, context = fault["type"], fault.get("ctx", {})
    if isinstance(cause := context.get("error"), FieldFault):
        return field, cause
    if field and kind == "string_too_long":
        return field, FieldFault("too-long", most=str(context["max_length"]))
    if field and kind in _PLAIN:
        return field, FieldFault(_PLAIN[kind])
    return field, FieldFault(
        "other", message=str(fault["msg"]).removeprefix("Value error, ")[:_LONGEST_FAULT]
    )


def _field(path: Sequence[str | int]) -> str:
    """A field's name for people: `phrasings.0.text` is "phrasing 1"."""
    first, *rest = path
    number = next((part for part in rest if isinstance(part, int)), None)
    if number is None:
        return str(first)
    inner = [str(part) for part in rest if isinstance(part, str) and part != "text"]
    return " ".join([f"{str(first).removesuffix('s')} {number + 1}", *inner])
