import pytest

from bot.commands import commands_for
from bot.roles import Role
from tests.commands.chat import EDITOR, GROUP, OWNER, READER, Chat, text


async def test_an_unknown_command_in_private_gets_a_friendly_hint(chat: Chat) -> None:
    said = text(await chat.command("/qwertyuiop", by=READER))
    assert "do not know the command /qwertyuiop" in said
    assert "/help" in said


async def test_an_unknown_command_names_the_closest_ones_of_ones_role(chat: Chat) -> None:
    assert "/addclaim" in text(await chat.command("/adclaim", by=EDITOR))
    assert "/addclaim" not in text(await chat.command("/adclaim", by=READER))
    assert "Did you mean /check?" in text(await chat.command("/chek", by=READER))


async def test_an_unknown_command_in_a_group_is_ignored_unless_it_names_the_bot(chat: Chat) -> None:
    assert await chat.command("/ban", by=READER, place=GROUP) == []
    assert "do not know" in text(await chat.command("/ban", by=READER, place=GROUP, addressed=True))


async def test_a_command_is_known_however_it_is_capitalised(chat: Chat) -> None:
    assert "Decision" not in text(await chat.command("/HELP", by=READER))
    assert "What I can do" in text(await chat.command("/Help@claimspread_bot", by=READER))


async def test_a_strange_command_name_is_shown_harmlessly(chat: Chat) -> None:
    (said,) = await chat.command(f"/<b>\u0000{'x' * 5000}", by=READER)
    assert "&lt;b&gt;" in said.html
    assert len(said.html) < 300


@pytest.mark.parametrize("name", [known.name for known in commands_for(Role.OWNER) if known.role > Role.USER])
async def test_a_reader_is_politely_refused_every_staff_command(chat: Chat, name: str) -> None:
    said = text(await chat.command(f"/{name}", by=READER))
    assert said.startswith("I am sorry: this command needs the role")
    assert "Nothing was changed" in said


@pytest.mark.parametrize("name", [known.name for known in commands_for(Role.OWNER)])
async def test_no_command_breaks_on_strange_arguments(chat: Chat, name: str) -> None:
    for argument in (
        "",
        "\x00",
        "🧀" * 3000,
        "٣",
        "1" * 4000,
        "<i>",
        "\u202e" * 50,
        "a" * 1_000_000,
        "1 2 3 4",
    ):
        said = await chat.command(f"/{name} {argument}", by=OWNER)
        assert said or chat.judged
        assert all(len(message.html) <= 4096 for message in said)


async def test_an_answer_in_a_group_replies_to_the_command(chat: Chat) -> None:
    (said,) = await chat.command("/privacy", by=READER, place=GROUP)
    assert said.reply_to


async def test_a_forged_press_is_refused(chat: Chat) -> None:
    (offered,) = await chat.command("/language", by=READER)
    (notice,) = await chat.press(offered, "Español", by=OWNER)
    assert "not for you" in notice.html
