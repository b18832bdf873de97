"""Roles and blocks by platform account id, never by name; only persons have roles, and owners stay."""

import re

from markupsafe import Markup

from bot.commands.fields import clean, folded
from bot.commands.registry import Misuse, command
from bot.conversation.turn import Turn
from bot.events import Account, Post
from bot.markup import shorten, within
from bot.roles import Role, role_of, set_role
from bot.translations import Translator, languages
from storage import accounts, allowances

PLATFORMS = {"telegram": re.compile(r"^-?[1-9][0-9]{0,18}$"), "x": re.compile(r"^[1-9][0-9]{0,18}$")}
"""Forms of account ids, with a minus those of groups and channels.

Other platforms (the console) take letters, digits, `_`, `.` and `-`.
"""

_OTHER_ID = re.compile(r"^[\w.-]{1,100}$")


@command("grant", Role.ADMIN)
async def grant(turn: Turn, argument: str) -> None:
    """Give an account a role, in place of the one that it has."""
    parts = clean(argument).split()
    if len(parts) == 1 and turn.about is not None:
        account = _author_meant(turn.about)
    elif len(parts) == 2:
        account = read_account(turn, parts[0])
    else:
        raise Misuse("grant-parts-missing")
    if not account.is_person:
        raise Misuse("grant-bot" if account.kind == "bot" else "grant-chat", with_usage=False)
    role = read_role(parts[-1])
    former = await _changeable(turn, account)
    if role is Role.OWNER:
        raise Misuse("owners-in-settings", with_usage=False)
    if role is Role.USER:
        raise Misuse("grant-user-is-revoke", with_usage=False, account=account.ref)
    if role >= turn.role and turn.role is not Role.OWNER:
        raise Misuse("grant-too-high", with_usage=False, role=_named(turn, turn.role))
    if role is former:
        turn.say(turn.words("grant-has-role", account=account.ref, role=_named(turn, role)))
        return
    await set_role(turn.session, account, turn.signer.pseudonym(account), role, turn.author.ref, turn.now)
    await turn.audit("grant", f"account:{account.ref}", {"role": former.word}, {"role": role.word})
    turn.say(turn.words("granted", account=account.ref, role=_named(turn, role)))


@command("revoke", Role.ADMIN)
async def revoke(turn: Turn, argument: str) -> None:
    """Take an account's role away."""
    parts = clean(argument).split()
    if not parts and turn.about is not None:
        account = _author_meant(turn.about)
    elif len(parts) == 1:
        account = read_account(turn, parts[0])
    else:
        raise Misuse("account-missing")
    former = await _changeable(turn, account)
    pseudonym = turn.signer.pseudonym(account)
    had = await set_role(turn.session, account, pseudonym, Role.USER, turn.author.ref, turn.now)
    if had is Role.USER:
        turn.say(turn.words("revoke-no-role", account=account.ref))
        return
    await turn.audit("revoke", f"account:{account.ref}", {"role": former.word}, {"role": Role.USER.word})
    turn.say(turn.words("revoked", account=account.ref, role=_named(turn, former)))


@command("admins", Role.REVIEWER, takes_argument=False)
async def list_staff(turn: Turn, _argument: str) -> None:
    """Show everybody with a role, the highest first."""
    staff = dict.fromkeys(turn.settings.owners, Role.OWNER)
    for row in await accounts.staff(turn.session):
        staff.setdefault(f"{row.platform}:{row.account_id}", Role.named(row.role) or Role.USER)
    lines = [turn.words("staff-title", count=len(staff))]
    lines += [
        turn.words("staff-line", account=account, role=_named(turn, role))
        for account, role in sorted(staff.items(), key=lambda entry: (-entry[1], entry[0]))
    ]
    turn.say(within(lines))


@command("block", Role.EDITOR)
async def block(turn: Turn, argument: str) -> None:
    """Hear an account no more; anyone who has a role cannot be blocked."""
    account = _meant(turn, argument)
    if await role_of(turn.session, turn.settings, account) is not Role.USER:
        raise Misuse("block-has-role", with_usage=False, account=account.ref)
    pseudonym = turn.signer.pseudonym(account)
    if await allowances.block(turn.session, pseudonym, turn.author.ref, turn.now):
        await turn.audit("block", f"person:{pseudonym}")
    turn.say(turn.words("blocked", account=account.ref))


@command("unblock", Role.EDITOR)
async def unblock(turn: Turn, argument: str) -> None:
    """Hear a blocked account again."""
    account = _meant(turn, argument)
    pseudonym = turn.signer.pseudonym(account)
    if await allowances.unblock(turn.session, pseudonym):
        await turn.audit("unblock", f"person:{pseudonym}")
    turn.say(turn.words("unblocked", account=account.ref))


def _meant(turn: Turn, argument: str) -> Account:
    """The account that is typed, or whose post the command replies to."""
    typed = clean(argument).split()
    if not typed and turn.about is not None:
        return turn.about.author
    if len(typed) != 1:
        raise Misuse("account-missing")
    return read_account(turn, typed[0])


def _author_meant(about: Post) -> Account:
    """Who wrote the post that a role's command replies to.

    Raises:
        Misuse: it is a forward: its author or anyone who forwarded it may be meant.
    """
    if about.origin is not None:
        raise Misuse("grant-forward", with_usage=False)
    return about.author


def read_account(turn: Turn, text: str) -> Account:
    """An account such as `telegram:1001`; a bare id is one on this platform.

    Raises:
        Misuse: it is a name or of another form.
    """
    platform, colon, account_id = text.rpartition(":")
    platform = platform.lower() if colon else turn.place.platform
    known = {*PLATFORMS, "console", turn.place.platform}
    form = PLATFORMS.get(platform, _OTHER_ID)
    if platform not in known or not form.match(account_id):
        raise Misuse("account-unusable", typed=shorten(text, 60))
    return Account(platform, account_id)


def read_role(text: str) -> Role:
    """A role by its name in any of the languages.

    Raises:
        Misuse: there is no such role.
    """
    typed = folded(text)
    for role in Role:
        named = {folded(Translator(code).plain(f"role-{role.word}")) for code in languages()}
        if typed == role.word or typed in named:
            return role
    grantable = " · ".join(role.word for role in (Role.REVIEWER, Role.EDITOR, Role.ADMIN))
    raise Misuse("role-unknown", typed=shorten(typed, 40), roles=grantable)


async def _changeable(turn: Turn, account: Account) -> Role:
    """The role of an account whose role may be changed by this turn's author.

    Raises:
        Misuse: it is the author's own, an owner of the settings, or stands as high as the author. So a bot
            with an owner keeps one: the last cannot leave, and nobody else may make them.
    """
    if account.ref == turn.author.ref:
        raise Misuse("grant-oneself", with_usage=False)
    if account.ref in turn.settings.owners:
        raise Misuse("owners-in-settings", with_usage=False)
    former = await role_of(turn.session, turn.settings, account)
    if former >= turn.role and turn.role is not Role.OWNER:
        raise Misuse("grant-not-above", with_usage=False, role=_named(turn, former))
    return former


def _named(turn: Turn, role: Role) -> Markup:
    return turn.words(f"role-{role.word}")
