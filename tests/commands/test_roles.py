from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.events import Account, Origin, PlaceKind
from bot.roles import Role, role_of
from storage import accounts, audit
from tests.commands.chat import EDITOR, GROUP, OWNER, READER, X_OWNER, Chat, post_of, text

ADMIN = Account("telegram", "1005")


async def role(chat: Chat, account: Account) -> Role:
    async with chat.database.read() as session:
        return await role_of(session, chat.settings, account)


@pytest.fixture
async def admin(chat: Chat) -> Account:
    await chat.command("/grant telegram:1005 admin")
    return ADMIN


async def test_a_role_is_granted_by_account_id_and_audited(chat: Chat) -> None:
    said = text(await chat.command("/grant telegram:1003 editor"))
    assert "telegram:1003 now has the role: editor" in said
    assert await role(chat, READER) is Role.EDITOR
    async with chat.database.read() as session:
        (entry,) = await audit.entries(session, "account:telegram:1003")
    assert (entry.actor, entry.before, entry.after) == ("telegram:1001", {"role": "user"}, {"role": "editor"})


async def test_a_bare_id_is_one_on_the_same_platform(chat: Chat) -> None:
    await chat.command("/grant 7 reviewer", by=X_OWNER)
    assert await role(chat, Account("x", "7")) is Role.REVIEWER
    assert await role(chat, Account("telegram", "7")) is Role.USER


async def test_a_role_may_be_named_in_another_language_and_given_in_reply(chat: Chat) -> None:
    await chat.command("/grant редактор", place=GROUP, about=post_of(READER, GROUP))
    assert await role(chat, READER) is Role.EDITOR


async def test_an_editor_grants_nothing(chat: Chat) -> None:
    said = text(await chat.command("/grant telegram:1003 reviewer", by=EDITOR))
    assert "needs the role “admin”" in said
    assert await role(chat, READER) is Role.USER


async def test_an_admin_grants_only_roles_below_their_own(chat: Chat, admin: Account) -> None:
    assert "only give roles below" in text(await chat.command("/grant telegram:1003 admin", by=admin))
    assert await role(chat, READER) is Role.USER
    await chat.command("/grant telegram:1003 editor", by=admin)
    assert await role(chat, READER) is Role.EDITOR


async def test_an_admin_changes_no_other_admin(chat: Chat, admin: Account) -> None:
    await chat.command("/grant telegram:1006 admin")
    other = Account("telegram", "1006")
    assert "not below yours" in text(await chat.command("/revoke telegram:1006", by=admin))
    assert "not below yours" in text(await chat.command("/grant telegram:1006 reviewer", by=admin))
    assert await role(chat, other) is Role.ADMIN


@pytest.mark.parametrize("line", ["/grant telegram:1001 editor", "/revoke telegram:1001", "/revoke x:2002"])
async def test_owners_of_the_settings_cannot_be_changed(chat: Chat, admin: Account, line: str) -> None:
    for by in (OWNER, admin):
        assert "cannot be changed in chat" in text(await chat.command(line, by=by)) or by.ref in line
    assert await role(chat, OWNER) is Role.OWNER
    async with chat.database.read() as session:
        assert {entry.subject for entry in await audit.entries(session)} == {"account:telegram:1005"}


async def test_nobody_becomes_owner_by_chat(chat: Chat) -> None:
    assert "cannot be changed in chat" in text(await chat.command("/grant telegram:1003 owner"))
    assert await role(chat, READER) is Role.USER


async def test_a_role_is_revoked_and_audited(chat: Chat) -> None:
    assert "no longer has the role: editor" in text(await chat.command("/revoke telegram:1002"))
    assert await role(chat, EDITOR) is Role.USER
    assert "has no role" in text(await chat.command("/revoke telegram:1002"))
    async with chat.database.read() as session:
        entries = await audit.entries(session, "account:telegram:1002")
    assert [(entry.action, entry.before) for entry in entries] == [("revoke", {"role": "editor"})]


async def test_granting_the_role_somebody_has_changes_nothing(chat: Chat) -> None:
    assert "has this role already" in text(await chat.command("/grant telegram:1002 editor"))
    async with chat.database.read() as session:
        assert await audit.entries(session) == []


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("/grant", "an account and a role"),
        ("/grant telegram:1003", "an account and a role"),
        ("/grant a b c", "an account and a role"),
        ("/grant @rosa editor", "Names can change"),
        ("/grant telegram:rosa editor", "Names can change"),
        ("/grant mastodon:1 editor", "not an account id"),
        ("/grant telegram:-5 editor", "several people"),
        ("/grant telegram:0 editor", "not an account id"),
        ("/grant telegram:1003 king", "no role “king”"),
        ("/grant telegram:1003 user", "use /revoke"),
        ("/revoke", "Which account?"),
        ("/revoke @rosa", "not an account id"),
    ],
)
async def test_a_malformed_grant_is_explained(chat: Chat, line: str, part: str) -> None:
    assert part in text(await chat.command(line))
    assert await role(chat, READER) is Role.USER


async def test_staff_are_listed_highest_first(chat: Chat, admin: Account) -> None:
    said = text(await chat.command("/admins", by=EDITOR)).splitlines()
    assert said[0] == "4 accounts have a role"
    assert said[1:] == [
        "owner: telegram:1001",
        "owner: x:2002",
        "admin: telegram:1005",
        "editor: telegram:1002",
    ]
    assert admin.id == "1005"


async def test_an_id_typed_with_other_digits_is_refused(chat: Chat) -> None:
    assert "not an account id" in text(await chat.command("/grant telegram:١٢٣ editor"))


async def test_a_role_holds_in_a_group_as_well(chat: Chat) -> None:
    assert GROUP.kind is PlaceKind.GROUP
    assert "claims" in text(await chat.command("/claims", by=EDITOR, place=GROUP))


@pytest.fixture
async def made_owner(chat: Chat) -> Account:
    """The only owner, made by a code: the settings name none."""
    chat.settings = chat.settings.model_copy(update={"owners": ()})
    owner = Account("telegram", "1040", "Oleksa")
    async with chat.database.write() as session:
        await accounts.grant(session, owner.platform, owner.id, "owner", "cli", chat.now)
    return owner


@pytest.mark.parametrize(
    "line", ["/revoke telegram:1040", "/revoke 1040", "/grant telegram:1040 editor", "/grant 1040 admin"]
)
async def test_the_last_owner_cannot_leave(chat: Chat, made_owner: Account, line: str) -> None:
    assert "your own role" in text(await chat.command(line, by=made_owner))
    own_post = post_of(made_owner, GROUP)
    await chat.command("/revoke", by=made_owner, place=GROUP, about=own_post)
    await chat.command("/grant reviewer", by=made_owner, place=GROUP, about=own_post)
    assert await role(chat, made_owner) is Role.OWNER


async def test_of_two_owners_one_may_take_the_others_role_and_stays(chat: Chat, made_owner: Account) -> None:
    other = Account("telegram", "1041")
    async with chat.database.write() as session:
        await accounts.grant(session, other.platform, other.id, "owner", "cli", chat.now)
    assert "no longer has the role" in text(await chat.command("/revoke telegram:1041", by=made_owner))
    assert "needs the role" in text(await chat.command("/revoke telegram:1040", by=other))
    assert (await role(chat, made_owner), await role(chat, other)) == (Role.OWNER, Role.USER)


FORWARDED = Origin("hidden_user", None, "Somebody", None, datetime(2026, 11, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("author", "origin", "reason"),
    [
        (Account("telegram", "-500", "Neighbours", kind="chat"), None, "several people"),
        (Account("telegram", "-100777", "A channel", kind="chat"), None, "several people"),
        (Account("telegram", "-100778"), None, "several people"),
        (Account("telegram", "1087", "Some bot", kind="bot"), None, "a bot"),
        (READER, FORWARDED, "a forwarded message"),
    ],
)
async def test_only_a_person_gets_a_role(
    chat: Chat, author: Account, origin: Origin | None, reason: str
) -> None:
    about = replace(post_of(author, GROUP), origin=origin)
    said = text(await chat.command("/grant editor", place=GROUP, about=about))
    assert reason in said
    assert await role(chat, author) is Role.USER
    async with chat.database.read() as session:
        assert await accounts.role_of(session, author.platform, author.id) is None


async def test_a_role_that_a_group_was_given_before_counts_for_nothing_and_can_be_taken(chat: Chat) -> None:
    group = Account("telegram", "-500", "Neighbours", kind="chat")
    async with chat.database.write() as session:
        await accounts.grant(session, "telegram", "-500", "admin", "telegram:1001", chat.now)
    assert "needs the role" in text(await chat.command("/claims", by=group, place=GROUP))
    assert "telegram:-500" in text(await chat.command("/admins"))
    assert "telegram:-500" in text(await chat.command("/revoke telegram:-500"))
    async with chat.database.read() as session:
        assert await accounts.role_of(session, "telegram", "-500") is None


async def test_a_channel_can_be_blocked_by_the_id_that_is_shown(chat: Chat) -> None:
    assert "telegram:-100777" in text(await chat.command("/block telegram:-100777", by=EDITOR))
    assert "telegram:-100777" in text(await chat.command("/unblock -100777", by=EDITOR))


async def test_start_tells_ones_id_in_private_alone(chat: Chat) -> None:
    assert "Your id: telegram:1003" in text(await chat.command("/start", by=READER))
    assert "1003" not in text(await chat.command("/start", by=READER, place=GROUP))
