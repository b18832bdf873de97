"""One turn of a conversation: what a command, a button or a post's handling may use and what it leaves to do.

Everything that a turn says and changes is committed in one transaction; what it says leaves later,
through the outbox.
"""

from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeVar, cast

from sqlalchemy.ext.asyncio import AsyncSession

from bot.claims.editing import ChangeOutcome, Editor
from bot.claims.search import ClaimSearch, nearest, ranked
from bot.config import Settings
from bot.events import Account, Attachment, Button, Delivery, OutgoingMessage, Place, Post
from bot.roles import Role
from bot.signing import ButtonAction, Signer, number_of
from bot.translations import Translator
from storage import audit
from storage.models import Claim
from storage.models.chats import Chat

T = TypeVar("T")


class WorkFirst(Exception):
    """A turn needs slow work to be done while no transaction is open.

    Args:
        key: names the work.
        work: does it.
    """

    def __init__(self, key: Hashable, work: Callable[[], Awaitable[object]]) -> None:
        super().__init__(key)
        self.key = key
        self.work = work


@dataclass(frozen=True)
class Saying:
    """A message that a turn wants sent, with the claim and decision that it is about (for later recall).

    `author` is the pseudonym of anyone who it answers, where that is not the turn's author. `nothing` tells
    that it says no more than that nothing was found, or that there was nothing to read.
    """

    message: OutgoingMessage
    claim_id: int | None = None
    decision_id: int | None = None
    author: str | None = None
    nothing: Literal["", "found", "to-read"] = ""


@dataclass
class Effects:
    """What a turn leaves to do; nothing of it has happened yet.

    Attributes:
        sayings: messages to be sent, through the outbox.
        claims_changed: ids of claims that the matcher must read again after the commit.
        decided: what was decided about posts, each with its reason, to be counted after the commit.
        revises: the post was decided about before: what is said takes the former answer's place.
        unanswered: questions that found nothing (decision, words, language), to be counted after the commit.
        notices: what an owner hears, once: key of the outbox and name of the message.
        forgot: somebody's data were deleted; after the commit the log of the database is emptied, too.
    """

    sayings: list[Saying] = field(default_factory=list)
    claims_changed: set[int] = field(default_factory=set)
    decided: list[tuple[str, str]] = field(default_factory=list)
    unanswered: list[tuple[int, str, str | None]] = field(default_factory=list)
    revises: bool = False
    notices: dict[str, str] = field(default_factory=dict)
    forgot: bool = False


@dataclass
class Context:
    """What is known about an event when its transaction begins.

    Attributes:
        event_id: names the event in the inbox.
        message_id: of the message, or of the one whose button was pressed.
        press_id: set where a button was pressed, empty where its number was typed.
        about: the post that a command replies to, or that the message under a pressed button did.
        chat: the settings that the place's admins chose, None where they chose none.
    """

    session: AsyncSession
    now: datetime
    author: Account
    place: Place
    role: Role
    words: Translator
    settings: Settings
    signer: Signer
    matcher: ClaimSearch
    event_id: str
    message_id: str = ""
    press_id: str = ""
    about: Post | None = None
    chat: Chat | None = None


@dataclass
class Turn(Context):
    """One event's handling: its context, what was prepared for it, and its effects.

    Attributes:
        prepared: what the command, button or dialogue had read before the transaction (its `prepare=`).
        worked: results of slow work that an earlier try of this turn asked for; see `beforehand`.
        effects: what it leaves to do.
    """

    prepared: object | None = None
    worked: Mapping[Hashable, object] = field(default_factory=dict)
    effects: Effects = field(default_factory=Effects)

    async def beforehand(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        """The result of slow work, such as a search by meaning, for which no transaction may stay open.

        Args:
            key: names the work and what it depends on.
            work: does it; it must not use this turn's session.

        Raises:
            WorkFirst: it is not done yet. This try is rolled back, the work done, and the turn begins again.
        """
        if key not in self.worked:
            raise WorkFirst(key, work)
        return cast(T, self.worked[key])

    async def find_claims(
        self, words: str, limit: int, *, published: bool = False, fill: bool = False
    ) -> list[Claim]:
        """Claims that some words mean or hold, the likeliest first; see `bot.claims.search.ranked`."""
        matches = await self.beforehand(("find", words, limit), lambda: nearest(self.matcher, words, limit))
        likely = self.matcher.thresholds.review
        return await ranked(self.session, words, matches, limit, likely, published=published, fill=fill)

    def hear_of(self, changed: ChangeOutcome) -> None:
        """Take over what follows from a change of a claim: people hear it, and the matcher reads it."""
        self.effects.claims_changed.add(changed.claim.id)
        self.effects.sayings += [Saying(one.message, author=one.author) for one in changed.notices]

    @property
    def editor(self) -> Editor:
        """The author, as one who changes claims."""
        return Editor(self.author.ref, self.now)

    @property
    def pseudonym(self) -> str:
        """The author's pseudonym."""
        return self.signer.pseudonym(self.author)

    @property
    def conversation(self) -> str:
        """Names this person's dialogue in this place."""
        return f"{self.place.platform}:{self.place.id}:{self.author.id}"

    def say(
        self,
        html: str,
        *,
        buttons: Sequence[Sequence[Button]] = (),
        preview_url: str | None = None,
        attachment: Attachment | None = None,
        claim_id: int | None = None,
        decision_id: int | None = None,
        as_reply: bool = False,
    ) -> None:
        """Answer in the same place, in reply to the message of this turn where others read along.

        `as_reply` makes it a reply in private, too: its buttons then bring that message along.
        """
        reply_to = self.message_id if as_reply or self.place.kind.is_public else None
        message = OutgoingMessage(
            place=self.place,
            html=str(html),
            reply_to=reply_to or None,
            buttons=tuple(tuple(row) for row in buttons),
            preview_url=preview_url,
            attachment=attachment,
            language=self.words.language,
        )
        self.effects.sayings.append(Saying(message, claim_id, decision_id))

    def change(
        self, html: str, *, buttons: Sequence[Sequence[Button]] = (), preview_url: str | None = None
    ) -> None:
        """Replace the bot's own message whose button was pressed; say it where the number was typed."""
        if not self.press_id:
            self.say(html, buttons=buttons, preview_url=preview_url)
            return
        self.effects.sayings.append(
            Saying(
                OutgoingMessage(
                    place=self.place,
                    html=str(html),
                    delivery=Delivery.EDIT,
                    message_id=self.message_id,
                    buttons=tuple(tuple(row) for row in buttons),
                    preview_url=preview_url,
                    language=self.words.language,
                )
            )
        )

    def acknowledge(self, notice: str = "") -> None:
        """Answer a button press with a short notice, or silently; say it where a number was typed."""
        if not self.press_id:
            if notice:
                self.say(notice)
            return
        message = OutgoingMessage(
            place=self.place, html=str(notice), delivery=Delivery.ACKNOWLEDGE, message_id=self.press_id
        )
        self.effects.sayings.append(Saying(message))

    def button(self, label: str, verb: str, *values: int | str, mine: bool = False) -> Button:
        """A button of this place; `mine` lets only this turn's author press it.

        Args:
            label: what stands on it.
            verb: what it does.
            values: numbers, or short codes; `bot.signing.code_of` gives a code back.
            mine: lets only this turn's author press it.
        """
        numbers = tuple(number_of(value) if isinstance(value, str) else value for value in values)
        owner = self.author.id if mine else None
        return Button(str(label), payload=self.signer.pack(ButtonAction(verb, numbers), self.place.id, owner))

    async def audit(
        self,
        action: str,
        subject: str,
        before: dict[str, object] | None = None,
        after: dict[str, object] | None = None,
    ) -> None:
        """Write the change into the audit log, in the same transaction."""
        await audit.note(self.session, self.now, self.author.ref, action, subject, before, after)


Worked = Mapping[Hashable, object]
"""Results of slow work, by what names it."""

_MOST_TRIES = 10


async def begun_again(attempt: Callable[[Worked], Awaitable[T]]) -> T:
    """Try a transaction; where a turn in it asks for slow work first, do that and begin again.

    Args:
        attempt: one try, rolled back where it raises; it gets the results of the work done so far.

    Raises:
        WorkFirst: it asked ten times, each time for something else.
    """
    worked: dict[Hashable, object] = {}
    for _ in range(_MOST_TRIES):
        try:
            return await attempt(worked)
        except WorkFirst as asked:
            worked[asked.key] = await asked.work()
    return await attempt(worked)
