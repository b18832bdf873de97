"""The demo's prompt: go on writing to the bot, as anybody or as the owner who may add claims."""

from datetime import UTC, datetime

from prompt_toolkit import PromptSession
from prompt_toolkit.patch_stdout import patch_stdout

from bot.app import App
from bot.cli.console import console, print_quoted
from bot.demo.play import SimulatedClock
from bot.events import Account, OutgoingMessage
from bot.markup import plain_text
from bot.platforms.console import NAME, ConsolePlatform

OWNER = Account(NAME, "owner", "You, as owner")
VISITOR = Account(NAME, "visitor", "You")

_HELP = """\
Now write to the bot: any text is checked, /help shows the commands, a number presses a button.
[bold]:admin[/] makes you the owner, who may /addclaim; [bold]:user[/] a visitor again; [bold]:quit[/] ends,
[bold]:help[/] shows this again.
Try:  :admin, then  /addclaim The moon is made of green cheese | false | https://example.org/moon
then  :user, and a post that repeats it in other words."""


async def talk(
    app: App, platform: ConsolePlatform, clock: SimulatedClock, sent: list[OutgoingMessage]
) -> None:
    """Read lines until the end of input or `:quit` (or `/quit`)."""
    console.print()
    console.print(_HELP)
    prompt: PromptSession[str] = PromptSession()
    person = VISITOR
    while True:
        try:
            with patch_stdout():
                line = (await prompt.prompt_async(f"{person.name}> ")).strip()
        except (EOFError, KeyboardInterrupt):
            return
        if line in (":quit", ":q", ":exit", "/quit", "/exit"):
            return
        if line in (":help", ":h"):
            console.print(_HELP)
            continue
        if line in (":admin", ":owner", ":user"):
            person = VISITOR if line == ":user" else OWNER
            continue
        if not line:
            continue
        clock.now = datetime.now(UTC)
        sent.clear()
        await app.intake(NAME)([platform.event_of(person, line)])
        await app.work_off()
        for message in sent:
            show(message)


def show(message: OutgoingMessage) -> None:
    """Print what the bot says."""
    print_quoted(plain_text(message.html), "green", "  │ ")
