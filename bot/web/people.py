"""Who has a role, given and taken as `/grant` and `/revoke` do; and how groups want the bot to behave."""

from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request, Response

from bot.commands import roles, settings
from bot.commands.settings import AUTOMATIC, CAPS, CLOCK_ZERO, MODES, QUIET_HOURS
from bot.conversation.turn import Turn
from bot.decisions.policy import REFUTING_RATINGS
from bot.roles import Role
from bot.signing import number_of as coded
from bot.translations import Translator, languages
from bot.web.access import Admin, Form, RunningBot, Visitor, text_of
from bot.web.acting import acting, told
from bot.web.rendering import page
from bot.web.telling import done
from storage import accounts, chats
from storage.claims import RATINGS
from storage.models.chats import Chat

router = APIRouter(include_in_schema=False)
GRANTABLE = (Role.REVIEWER, Role.EDITOR, Role.ADMIN)


@dataclass(frozen=True)
class Member:
    """Somebody with a role; `fixed`: by the settings, so that nobody here may change it."""

    account: str
    role: Role
    fixed: bool


@router.get("/people")
async def show_people(request: Request, app: RunningBot, person: Admin) -> Response:
    """List everybody with a role, the highest first."""
    staff = {account: Member(account, Role.OWNER, fixed=True) for account in app.settings.owners}
    async with app.database.read() as session:
        for row in await accounts.staff(session):
            account = f"{row.platform}:{row.account_id}"
            staff.setdefault(account, Member(account, Role.named(row.role) or Role.USER, fixed=False))
    ordered = sorted(staff.values(), key=lambda one: (-one.role, one.account))
    return page(request, "people.html", person, staff=ordered, grantable=_grantable(person))


@router.post("/people")
async def change_role(app: RunningBot, person: Admin, form: Form) -> Response:
    """Give a role, or take it away."""
    account, role = text_of(form, "account").strip(), text_of(form, "role")

    async def act(turn: Turn) -> None:
        if role == Role.USER.word:
            await roles.revoke(turn, account or "?")
        else:
            await roles.grant(turn, f"{account or '?'} {role}")

    return done("/people", await told(app, person, act))


def _grantable(person: Visitor) -> list[str]:
    return [role.word for role in GRANTABLE if person.role is Role.OWNER or role < person.role]


@router.get("/groups")
async def show_groups(request: Request, app: RunningBot, person: Admin) -> Response:
    """List the chats that anybody ever set."""
    async with app.database.read() as session:
        found = await chats.every(session)
    return page(request, "groups.html", person, found=found)


@router.get("/groups/{chat_id:int}")
async def show_group(request: Request, app: RunningBot, person: Admin, chat_id: int) -> Response:
    """Show how the bot behaves in a chat."""
    async with app.database.read() as session:
        chat = await chats.get(session, chat_id)
        if chat is None:
            raise HTTPException(404)
        silenced = await chats.count_silenced(session, chat)
    return page(
        request,
        "group.html",
        person,
        chat=chat,
        silenced=silenced,
        modes=[str(mode) for mode in MODES],
        chosen=_ratings(chat),
        ratings=RATINGS,
        quiet_hours=QUIET_HOURS,
        clocks=[(step, _clock(step)) for step in range(-12 * 60, 14 * 60 + 1, 30)],
        caps=CAPS,
        automatic=AUTOMATIC,
        named={code: Translator(code).plain("language-name") for code in languages()},
    )


@router.post("/groups/{chat_id:int}")
async def change_group(app: RunningBot, person: Admin, chat_id: int, form: Form) -> Response:
    """Change what differs, as the buttons of `/settings` do, each with its row in the audit log."""
    async with acting(app, person) as turn:
        chat = await chats.get(turn.session, chat_id)
        if chat is None:
            raise HTTPException(404)
        changes = _changes(chat, {name: text_of(form, name) for name in form})
        for field, value in changes:
            await settings.change_chat(turn, chat, field, value)
    message = "web-group-changed" if changes else "web-nothing-changed"
    return done(f"/groups/{chat_id}", person.words.plain(message))


def _changes(chat: Chat, wanted: dict[str, str]) -> list[tuple[str, int]]:
    """Which settings a form changes: names and values as `change_chat` takes them."""
    changes: list[tuple[str, int]] = []
    if wanted.get("mode", chat.mode) != chat.mode:
        changes.append(("mode", coded(wanted["mode"][:8])))
    language = chat.language or AUTOMATIC
    if wanted.get("language", language) != language:
        changes.append(("language", coded(wanted["language"][:8])))
    chosen = _ratings(chat)
    changes += [
        ("ratings", coded(rating))
        for rating in RATINGS
        if (f"rating-{rating}" in wanted) != (rating in chosen)
    ]
    quiet = _quiet(chat)
    if wanted.get("quiet", quiet) != quiet:
        changes.append(("quiet_hours", _number(wanted["quiet"])))
    clock = str(chat.utc_offset)
    if wanted.get("clock", clock) != clock:
        changes.append(("clock", (_number(wanted["clock"], -CLOCK_ZERO) + CLOCK_ZERO) // 30))
    cap = str(chat.most_an_hour)
    if wanted.get("cap", cap) != cap:
        changes.append(("most_an_hour", _number(wanted["cap"])))
    if "unsilence" in wanted:
        changes.append(("unsilence", 0))
    return changes


def _number(text: str, least: int = 0) -> int:
    """A number of a form; another text is 0, which is none of the choices or the first."""
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    return max(least, sign * int(digits)) if digits.isdecimal() and len(digits) < 6 else 0


def _ratings(chat: Chat) -> frozenset[str]:
    return REFUTING_RATINGS if chat.ratings is None else frozenset(chat.ratings)


def _quiet(chat: Chat) -> str:
    if chat.quiet_from is None or chat.quiet_until is None:
        return "0"
    return str(chat.quiet_from * 100 + chat.quiet_until)


def _clock(minutes: int) -> str:
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60}:{abs(minutes) % 60:02}"
