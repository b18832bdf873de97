"""Files of sightings that others collected, CSV or JSON Lines: a post a line, and the claim that it makes."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, Literal, TextIO

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from bot.claims.form import (
    Name,
    OptionalLanguage,
    blank_is_none,
    clean_text,
    fault_of,
    web_address,
)
from bot.claims.rows import Row, begins_as_list, is_csv, read_csv, read_json_lines
from bot.errors import InputError
from bot.events import Account, Address, PlaceKind
from bot.signing import Signer
from bot.spread.addresses import HEARD, TELEGRAM, Stands, X, post_at
from bot.spread.sighting import Path as SeenBy
from matchers.index.links import canonical_link
from matchers.types import Stance
from storage.decisions import SightingDraft

COLUMNS = (
    "claim",
    "url",
    "platform",
    "post_id",
    "written_at",
    "stance",
    "language",
    "author",
    "place",
    "place_id",
    "place_kind",
    "forwards",
    "answers",
    "quotes",
    "links",
    "reach",
    "probability",
)
"""What a line may hold, in the order of the documentation."""
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)
"""Clocks and time zones of anyone who collected; anything later is a mistake."""
_DAY = len("2026-11-03")
_LONGEST_ID = 200
_MOST_LINKS = 10
_SAME = {"claim_id": "claim"}
"""How the API's export names what is called otherwise here."""


def _address(value: object) -> object:
    return web_address(str(value)) if isinstance(value, str) else value


def _lowered(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


def _as_words(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _listed(value: object) -> object:
    return tuple(value.replace("|", " ").split()) if isinstance(value, str) else value


def _moment(value: object) -> object:
    """A time as ISO 8601 writes it; a day alone counts as its noon, a time without a zone as UTC."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
        text = str(value).strip()
        if len(text) == _DAY:
            return datetime.combine(date.fromisoformat(text), time(12), UTC)
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        raise ValueError("is not a time such as 2026-11-03T08:30+01:00") from None
    return moment.replace(tzinfo=moment.tzinfo or UTC)


Blank = BeforeValidator(blank_is_none)
Key = Annotated[
    str | None,
    Field(max_length=_LONGEST_ID),
    Blank,
    BeforeValidator(clean_text),
    BeforeValidator(_as_words),
]


class SightingForm(BaseModel):
    """A line of a file: which claim, which post, when, and what else is known of it."""

    model_config = ConfigDict(extra="ignore")

    claim: Annotated[
        str | None,
        Field(max_length=2_000),
        Blank,
        BeforeValidator(clean_text),
        BeforeValidator(_as_words),
    ] = None
    url: Annotated[
        str | None, Field(max_length=2_000), BeforeValidator(_address), Blank, BeforeValidator(clean_text)
    ] = None
    platform: Annotated[
        str | None,
        Field(pattern=r"^[a-z][a-z0-9_-]{0,31}$"),
        Blank,
        BeforeValidator(_lowered),
    ] = None
    post_id: Key = None
    written_at: Annotated[datetime, BeforeValidator(_moment)]
    stance: Annotated[Stance | None, Blank, BeforeValidator(_lowered)] = None
    language: OptionalLanguage = None
    author: Key = None
    place: Name = None
    place_id: Key = None
    place_kind: Annotated[
        Literal["channel", "group", "timeline"] | None, Blank, BeforeValidator(_lowered)
    ] = None
    forwards: Key = None
    answers: Key = None
    quotes: Key = None
    links: Annotated[
        tuple[Annotated[str, Field(max_length=2_000)], ...],
        Field(max_length=_MOST_LINKS),
        BeforeValidator(_listed),
    ] = ()
    reach: Annotated[int | None, Field(ge=0, le=2**53), Blank] = None
    probability: Annotated[float | None, Field(ge=0, le=1), Blank] = None

    @model_validator(mode="after")
    def _stands_somewhere(self) -> "SightingForm":
        self.stands()
        for name in ("forwards", "answers", "quotes"):
            self.other(name)
        return self

    def stands(self) -> Stands:
        """Which post this is, and where it stands.

        Raises:
            ValueError: there is neither an address of a post nor a platform's own id.
        """
        if self.url is None:
            found = _named(self.platform, self.post_id)
        else:
            at = post_at(self.url)
            if at is None:
                raise ValueError("url is not the address of a post")
            found = at
            if self.platform is not None and self.platform != found.platform:
                if HEARD & {self.platform, found.platform}:
                    raise ValueError(f"url is a post on {found.platform}, not on {self.platform}")
                found = Stands(self.platform, found.post_id, found.place_id, found.place_kind)
        place_id, kind = self.place_id, found.place_kind
        if place_id is None and self.place and found.platform not in HEARD and not found.named:
            place_id = self.place[:_LONGEST_ID]
        if place_id is not None and found.platform != X:
            kind = PlaceKind.CHANNEL
        return Stands(
            found.platform,
            found.post_id,
            place_id or found.place_id,
            PlaceKind(self.place_kind) if self.place_kind else kind,
            self.place or found.place_title,
        )

    def other(self, name: str) -> str | None:
        """The id of the post that this one forwards, answers or quotes.

        Raises:
            ValueError: it stands on another platform, or its address is none of a post.
        """
        told: str | None = getattr(self, name)
        if told is None:
            return None
        own = self.stands()
        if not told.lower().startswith(("http://", "https://")):
            return f"{own.place_id}:{told}" if own.platform == TELEGRAM and told.isdecimal() else told
        at = post_at(told)
        if at is None:
            raise ValueError(f"{name} is not the address of a post")
        if at.platform != own.platform and HEARD & {at.platform, own.platform}:
            raise ValueError(f"{name} is a post on another platform")
        return at.post_id

    def draft(self, claim_id: int, signer: Signer, now: datetime) -> SightingDraft:
        """For the store.

        Without an author the channel itself counts as the author, and of a timeline's post nobody else's.

        Args:
            claim_id: of the claim that `claim` names.
            signer: makes pseudonyms of authors.
            now: the time of the import.
        """
        at = self.stands()
        author = self.author or (at.place_id if at.named else f"post:{at.post_id}")
        forwards, answers, quotes = (self.other(name) for name in ("forwards", "answers", "quotes"))
        chat = forwards.rpartition(":")[0] if forwards and at.platform == TELEGRAM else ""
        links = (canonical_link(link) for link in self.links)
        return SightingDraft(
            claim_id=claim_id,
            platform=at.platform,
            post_id=at.post_id,
            place_id=at.place_id,
            place_kind=at.place_kind,
            place_title=at.place_title,
            author=signer.pseudonym(Account(at.platform, author)),
            written_at=self.written_at,
            seen_at=now,
            address=Address.OVERHEARD,
            language=self.language,
            stance=self.stance or Stance.ASSERT,
            probability=1.0 if self.probability is None else self.probability,
            origin={"kind": "channel", "id": chat, "name": chat} if chat.startswith("@") else None,
            reach=self.reach,
            decision_id=None,
            path=SeenBy.IMPORTED,
            origin_post_id=forwards,
            origin_place_id=chat or None,
            parent_post_id=answers or quotes,
            parent_kind="reply" if answers else "quote" if quotes else None,
            links=tuple(dict.fromkeys(link for link in links if link)),
        )


@dataclass(frozen=True)
class SightingLine:
    """One line of a file: its number, and either the sighting or what is wrong with it."""

    number: int
    form: SightingForm | None = None
    fault: str | None = None


@contextmanager
def opened(path: Path) -> Iterator[tuple[TextIO, Callable[[], int]]]:
    """A file of sightings, and how many of its bytes were read so far.

    Raises:
        InputError: it cannot be opened.
    """
    try:
        with (
            path.open("rb") as content,
            TextIOWrapper(content, "utf-8-sig", errors="surrogateescape", newline="") as text,
        ):
            yield text, content.tell
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def read_sightings(file: TextIO, name: str, now: datetime) -> Iterator[SightingLine]:
    """Read sightings line by line, so that a file of any size fits; its name says whether it is CSV.

    Args:
        file: opened with `errors="surrogateescape"` and `newline=""`.
        name: of the file.
        now: nothing was written later.

    Raises:
        InputError: its CSV header lacks `written_at`, or it is one JSON list.
    """
    if is_csv(name):
        rows = read_csv(file, ("written_at",))
    elif begins_as_list(file):
        raise InputError("the file is one JSON list; write one object a line (JSON Lines), or CSV")
    else:
        rows = read_json_lines(file)
    return (_line(row, now) for row in rows)


def _line(row: Row, now: datetime) -> SightingLine:
    if row.values is None:
        return SightingLine(row.number, fault=row.fault)
    try:
        form = SightingForm.model_validate(_named_as_here(row.values))
    except ValidationError as error:
        return SightingLine(row.number, fault="; ".join(fault_of(fault) for fault in error.errors()))
    if not _EARLIEST <= form.written_at <= now + _AHEAD:
        return SightingLine(
            row.number, fault=f"written_at is no time of a post: {form.written_at.isoformat()}"
        )
    return SightingLine(row.number, form)


def _named_as_here(values: Mapping[str, Any]) -> dict[str, Any]:
    known = {_SAME[name]: value for name, value in values.items() if name in _SAME}
    told = {name: value for name, value in values.items() if name in COLUMNS and value not in (None, "")}
    return known | told


def _named(platform: str | None, post_id: str | None) -> Stands:
    """A post by its platform's own id, which is X's number or Telegram's `CHAT:MESSAGE`.

    Raises:
        ValueError: it is neither.
    """
    if platform is None or post_id is None:
        raise ValueError("url is missing (or platform and post_id)")
    chat, _, message = post_id.rpartition(":")
    if platform == X and post_id.isdecimal():
        return Stands(X, post_id, post_id, PlaceKind.TIMELINE)
    if platform == TELEGRAM and chat.startswith("-") and chat[1:].isdecimal() and message.isdecimal():
        return Stands(TELEGRAM, post_id, chat, PlaceKind.CHANNEL)
    if platform in (X, TELEGRAM):
        raise ValueError(
            "post_id must be X's number of the post, or CHAT:MESSAGE of a Telegram group or channel"
        )
    raise ValueError("url is missing: elsewhere than on X and Telegram a post is named by its address")
