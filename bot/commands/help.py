"""What anybody may tell the bot about themselves: greeting, help, language, stopping, privacy."""

import secrets

from markupsafe import Markup

from bot.commands import dialogues
from bot.commands.fields import read_language
from bot.commands.inviting import redeem
from bot.commands.registry import Misuse, command, commands_for, find_command, usage, verb
from bot.conversation.privacy_policy import policy_line
from bot.conversation.turn import Turn
from bot.events import PlaceKind
from bot.markup import shorten, within
from bot.review.chat import withdraw_words_of
from bot.roles import Role
from bot.signing import code_of
from bot.translations import Translator, languages
from storage import accounts, digests, questions
from storage.privacy import ForgottenPerson, forget_author

_AUTOMATIC = "auto"


@command("start", takes_argument=False)
async def start(turn: Turn, argument: str) -> None:
    """Greet; somebody who had stopped the bot is spoken to again, and an invitation is taken."""
    if await redeem(turn, argument):
        return
    known = await accounts.preference(turn.session, turn.pseudonym)
    if known is not None and known.stopped_at is not None:
        await accounts.set_stopped(turn.session, turn.pseudonym, None)
        turn.say(turn.words("started-again"))
    greeting = turn.words("start")
    if turn.place.kind is PlaceKind.PRIVATE:
        own_id = turn.words("your-id", account=turn.author.ref)
        greeting = Markup("\n").join([greeting, own_id, *policy_line(turn)])
    turn.say(greeting)


@command("help")
async def help_(turn: Turn, argument: str) -> None:
    """List the commands of the asker's role, or show how one is used."""
    if argument:
        known = find_command(argument.split(maxsplit=1)[0])
        if known is None or turn.role < known.role:
            raise Misuse("help-unknown", with_usage=False, name=shorten(argument, 40))
        turn.say(Markup("\n").join([turn.words(known.help_message), *usage(turn, known)]))
        return
    lines = [turn.words("help-title")]
    role = Role.USER
    for known in sorted(commands_for(turn.role), key=lambda one: one.role):
        if known.role is not role:
            role = known.role
            lines += [Markup(""), turn.words("help-role", role=turn.words.plain(f"role-{role.word}"))]
        lines.append(Markup("/{} — {}").format(known.name, turn.words(known.help_message)))
    lines += [Markup(""), turn.words("help-more")]
    turn.say(within(lines))


@command("language")
async def language(turn: Turn, argument: str) -> None:
    """Choose the language of answers, or offer the choice."""
    if not argument:
        buttons = [
            [turn.button(Translator(code).plain("language-name"), "language", code, mine=True)]
            for code in languages()
        ]
        turn.say(turn.words("language-which"), buttons=buttons)
        return
    if argument.casefold() == _AUTOMATIC:
        await accounts.set_language(turn.session, turn.pseudonym, None)
        turn.say(turn.words("language-automatic"))
        return
    code = read_language(argument).split("-")[0]
    if code not in languages():
        raise Misuse("language-not-spoken", typed=code, languages=" · ".join(languages()))
    await _speak(turn, code)


@verb("language", 1)
async def language_pressed(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Choose the language of a pressed button."""
    (number,) = numbers
    if code_of(number) not in languages():
        raise Misuse("press-over")
    await _speak(turn, code_of(number))


@command("stop", takes_argument=False, always=True)
async def stop(turn: Turn, _argument: str) -> None:
    """Leave this person alone until they write `/start`."""
    await accounts.set_stopped(turn.session, turn.pseudonym, turn.now)
    await questions.unsubscribe_from_all(turn.session, turn.pseudonym)
    await digests.leave(turn.session, turn.pseudonym)
    await dialogues.end(turn)
    turn.say(turn.words("stopped"))


@command("cancel", takes_argument=False)
async def cancel(turn: Turn, _argument: str) -> None:
    """End what is being asked step by step."""
    turn.say(turn.words("cancelled" if await dialogues.end(turn) else "nothing-to-cancel"))


@command("privacy", takes_argument=False)
async def privacy(turn: Turn, _argument: str) -> None:
    """Say what is kept about people, for how long, and how to have it deleted."""
    kept = turn.words("privacy", days=turn.settings.retention_days)
    turn.say(Markup("\n").join([kept, *policy_line(turn)]))


@command("forgetme", takes_argument=False, always=True)
async def forget_me(turn: Turn, _argument: str) -> None:
    """Delete what is kept about this person; what must stay is unlinked from them."""
    person = ForgottenPerson(
        pseudonym=turn.pseudonym,
        platform=turn.author.platform,
        account_id=turn.author.id,
        private_place=turn.place.id if turn.place.kind is PlaceKind.PRIVATE else None,
        is_staff=turn.role > Role.USER,
    )
    await withdraw_words_of(turn.session, turn.settings, turn.pseudonym, turn.now)
    forgotten = await forget_author(turn.session, person, secrets.token_hex(16))
    turn.effects.forgot = True
    turn.say(turn.words("forgotten", count=forgotten.decisions + forgotten.sightings))


async def _speak(turn: Turn, code: str) -> None:
    await accounts.set_language(turn.session, turn.pseudonym, code)
    turn.words = Translator(code)
    turn.change(turn.words("language-chosen", language=turn.words.plain("language-name")))
