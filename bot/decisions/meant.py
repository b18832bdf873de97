"""Which text is meant: a post's own words, or what stands above them, where they only ask about it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.config import Settings
from bot.conversation.pictures import pictures_of
from bot.conversation.small_words import Said, Speech, said
from bot.events import Address, PlaceKind, Post
from matchers import certainty
from matchers.types import Reading, Thresholds

_MOST_TEXTS = 3
"""The post's own words, the post above it, the thread's root."""


@dataclass(frozen=True)
class Checked:
    """The post that was judged: the one that came, or one above it."""

    post: Post
    reading: Reading


def texts_of(post: Post) -> list[Post]:
    """The posts whose words may hold the claim that is asked about, the post itself first."""
    return [post, *post.above][:_MOST_TEXTS]


def unread_in(post: Post, settings: Settings) -> str:
    """What a post without a readable word, or those above it, hold instead: the kind of the first file.

    `picture` stands for one in which no text was found, `nothing` for a question about nothing at all.
    """
    if pictures_of(post, settings):
        return "picture"
    held = next((file.kind for one in texts_of(post) for file in one.files), "")
    return held or ("" if post.above or not post.text.strip() else "nothing")


def is_small_talk(post: Post) -> bool:
    """Whether somebody who speaks to the bot asks nothing of it: "hi", "thanks", "what can you do?".

    A greeting below something is a question about that, as a mention alone is; thanks are not.
    """
    if post.address is Address.OVERHEARD or post.origin is not None or (post.files and not post.text.strip()):
        return False
    speech = said(post.text).speech
    if speech is Speech.HAILS and not post.text.strip() and post.place.kind is PlaceKind.PRIVATE:
        return False
    return speech is Speech.TALKS or (speech is Speech.HAILS and not post.above)


def choose(post: Post, readings: Mapping[str, Reading], thresholds: Thresholds) -> Checked:
    """Which text to judge: the post's own words if they hold a claim, else the nearest above that does.

    Where none does, it is the one that is asked about; a reading without a text tells that there is none.
    """
    own = said(post.text)
    asked = post.address is not Address.OVERHEARD
    candidates = texts_of(post)
    if asked and own.alone and len(candidates) > 1:
        candidates = candidates[1:]
    for candidate in candidates:
        if certainty.plausible(readings[candidate.id], thresholds):
            return Checked(candidate, readings[candidate.id])
    meant = _meant(post, own) if asked else post
    reading = readings[meant.id]
    if asked and said(meant.text).alone:
        reading = replace(reading, matches=(), text="", content_words=0)
    return Checked(meant, reading)


def _meant(post: Post, own: Said) -> Post:
    """The post that is asked about, where no text holds a known claim."""
    if own.speech is Speech.SAYS or (post.files and own.alone):
        return post
    above = texts_of(post)[1:]
    told = (one for one in above if one.text.strip() and not said(one.text).alone)
    held = (one for one in above if one.files)
    return next(told, None) or next(held, None) or (above[0] if above and own.alone else post)
