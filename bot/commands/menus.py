"""Command menus: what each sort of person is offered where, in every language. Pure."""

from collections.abc import Iterable, Mapping

from bot.commands import commands_for
from bot.platforms.base import Audience, Menu
from bot.roles import Role
from bot.translations import FALLBACK, Translator, languages

_IN_GROUPS = ("check", "why", "help", "privacy", "stop")
_FOR_GROUP_ADMINS = (*_IN_GROUPS, "settings")


def public_menus() -> list[Menu]:
    """The menus of everybody: in private, in groups, and for the admins of groups."""
    of_user = [known.name for known in commands_for(Role.USER)]
    return [
        *_in_each_language(Audience.PRIVATE, of_user),
        *_in_each_language(Audience.GROUPS, _IN_GROUPS),
        *_in_each_language(Audience.GROUP_ADMINS, _FOR_GROUP_ADMINS),
    ]


def staff_menus(staff: Mapping[str, Role]) -> list[Menu]:
    """The menus of accounts with a role, by account id; an account that has none any more gets no entries."""
    return [
        menu
        for account_id, role in sorted(staff.items())
        for menu in _in_each_language(
            Audience.ACCOUNT,
            [known.name for known in commands_for(role)] if role > Role.USER else [],
            account_id,
        )
    ]


def _in_each_language(audience: Audience, names: Iterable[str], account_id: str | None = None) -> list[Menu]:
    names = list(names)
    return [
        Menu(audience, code, _entries(names, Translator(code or FALLBACK)), account_id)
        for code in (None, *languages())
        if code != FALLBACK
    ]


def _entries(names: Iterable[str], words: Translator) -> tuple[tuple[str, str], ...]:
    return tuple((name, words.plain(f"help-{name}")) for name in names)
