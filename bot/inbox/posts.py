"""A post in its turn: part of a dialogue, a word that stops the bot, or something to judge."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot import commands
from bot.commands.wording import offer_to_editor
from bot.conversation.answers import say_help_briefly, say_what_was_read
from bot.conversation.pictures import PictureText, with_text
from bot.conversation.stop_words import is_stop_word
from bot.conversation.turn import Turn
from bot.decisions.judging import judge
from bot.decisions.meant import is_small_talk
from bot.decisions.policy import Mode
from bot.events import Address, PlaceKind, Post, as_command
from matchers.types import Reading
from storage import accounts, allowances, decisions, outbox

_SMALL_TALK_ONCE_IN = timedelta(days=1)


def picture_text(prepared: object | None) -> str:
    """The text in the pictures of a post, as `preparation` read it."""
    return prepared.text if isinstance(prepared, PictureText) else ""


async def hear(
    turn: Turn, post: Post, readings: Mapping[str, Reading], former_parts: Sequence[str] = ()
) -> Post:
    """Handle a post.

    The text in its picture is judged with it, and is neither an answer in a dialogue nor a wish.

    Args:
        turn: of the post.
        post: as it came in.
        readings: what the matcher sees in it and in those above it, by post id.
        former_parts: events of the same album that were handled already.

    Returns:
        The post as it was judged: with the text in its pictures, and under its album's first id.
    """
    in_private = post.place.kind is PlaceKind.PRIVATE
    if post.origin is None and is_stop_word(post.text) and await _is_to_the_bot(turn, post):
        await commands.dispatch(turn, as_command(post, "stop"))
        if post.place.kind is PlaceKind.TIMELINE or (in_private and post.address is Address.OVERHEARD):
            turn.effects.sayings.clear()  # obeyed; before everybody, the last word is theirs
        return post
    if in_private and not post.edited and await commands.continue_dialogue(turn, post.text):
        return post
    picture = picture_text(turn.prepared)
    post = with_text(post, picture)
    if former_parts:
        former = await decisions.of_event(turn.session, post.place.platform, former_parts[0])
        if former is not None:
            if not post.text:
                return post
            readings = {**readings, former.post_id: readings[post.id]}
            post = replace(post, id=former.post_id)
    else:
        former = await decisions.latest_for_post(turn.session, post.place.platform, post.id)
    if former is None and is_small_talk(post):
        await _answer_small_talk(turn)
        return post
    offer_to_editor(turn, post, await judge(turn, post, readings, former))
    say_what_was_read(turn, picture)
    return post


async def _answer_small_talk(turn: Turn) -> None:
    """Say in a line what the bot is for, once a day to a person or a chat; nothing before everybody."""
    if turn.place.kind in (PlaceKind.TIMELINE, PlaceKind.CHANNEL):
        return
    whose = f"{turn.place.platform}:{turn.place.id}" if turn.place.kind.is_public else turn.pseudonym
    spent = await allowances.spend(turn.session, f"small-talk:{whose}", 1, _SMALL_TALK_ONCE_IN, turn.now)
    if spent is allowances.RateVerdict.GRANTED and not await _wants_silence(turn):
        say_help_briefly(turn)


async def _wants_silence(turn: Turn) -> bool:
    """Whether this person, or those who run the chat, asked the bot not to speak."""
    preference = await accounts.preference(turn.session, turn.pseudonym)
    if preference is not None and preference.stopped_at is not None:
        return True
    return turn.chat is not None and Mode(turn.chat.mode) in (Mode.OFF, Mode.QUIET)


async def _is_to_the_bot(turn: Turn, post: Post) -> bool:
    """Whether a short word is meant for the bot: in private, by its name, or under one of its own messages.

    A post that was watched for, or that answers somebody else in a thread where the bot was named, is said to
    others. A forward is no wish.
    """
    if post.place.kind is PlaceKind.PRIVATE or post.address is Address.SUMMONED:
        return True
    if not post.answers:
        return False
    answered = post.answers.rpartition(":")[2]
    own = await outbox.by_message(turn.session, post.place.platform, post.place.id, answered)
    return own is not None
