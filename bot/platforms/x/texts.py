"""What posts and messages of X say, as a reader sees it: long texts, links, pictures, cards, articles."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.events import SentFile
from bot.platforms.x.names import Json, all_given, bare, given
from matchers.language.lexicon import is_content
from matchers.language.text import unspaced_characters, words

X_STATUS = re.compile(
    r"^https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/[^/]+/status/(\d+)(/(?:photo|video)/\d+)?"
)
"""The address of a post, by its id; of one of its pictures, where the second group is there."""

ENOUGH: Final = 24
"""Letters of content words from which a text may hold a claim: "They will send volunteers to the front"."""

LONGEST_ARTICLE: Final = 25_000
"""Characters that are read of an article: as many as X lets a long post have."""

_CUT = re.compile(r"…(?:\s*https?://t\.co/\w+)*\s*$")
_LINK: Final = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Includes:
    """What came along with an answer: posts, people and media that its data refer to."""

    posts: Mapping[str, Json] = field(default_factory=dict)
    users: Mapping[str, Json] = field(default_factory=dict)
    media: Mapping[str, Json] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Json) -> "Includes":
        """Read `includes` of an answer."""
        along = page.get("includes") or {}
        users = along.get("users") or ()
        posts = [bare(post) for post in all_given(along, "posts")]
        users = [bare(user) for user in (users.values() if isinstance(users, Mapping) else users)]
        return cls(
            posts={str(post["id"]): post for post in posts if post.get("id")},
            users={str(user["id"]): user for user in users if user.get("id")},
            media={item["media_key"]: item for item in along.get("media") or () if item.get("media_key")},
        )


def text_and_links(
    data: Json, includes: Includes, *, hidden: Sequence[str] = ()
) -> tuple[str, tuple[str, ...]]:
    """What somebody wrote, as a reader sees it: links written out, entities undone, alt texts behind.

    An article is read with its title. The title of a link's card counts where there are few words beside the
    link: readers see it, and take it for what the post says.

    Args:
        data: a post or a direct message.
        includes: what came along.
        hidden: ids of posts whose links X itself put at the end (quoted posts).

    Returns:
        The text, and the links in it that lead out of the post.
    """
    long = given(data, "note") or {}
    entities = (long.get("entities") if long.get("text") else None) or data.get("entities") or {}
    text, links, titles = written(data), [], []
    for url in [*(entities.get("urls") or ()), *(data.get("urls") or ())]:
        target = str(url.get("unwound_url") or url.get("expanded_url") or url["url"])
        status = X_STATUS.match(target)
        if url.get("media_key") or (status and (status[2] or status[1] in hidden)):
            target = ""
        elif target not in links:
            links.append(target)
            titles.append(str(url.get("title") or "").strip())
        text = text.replace(str(url["url"]), target)
    text = html.unescape(text).strip()
    article = _article_of(data)
    cards = titles if not article and says(text) < ENOUGH else []
    keys = (data.get("attachments") or {}).get("media_keys") or ()
    shown = (str((includes.media.get(key) or {}).get("alt_text") or "").strip() for key in keys)
    parts = (text, *map(html.unescape, cards), article, *shown)
    return "\n".join(part for part in parts if part), tuple(links)


def files_of(data: Json, includes: Includes) -> tuple[SentFile, ...]:
    """The pictures and videos of a post or message: the bot reads none, and says so to those who ask."""
    keys = (data.get("attachments") or {}).get("media_keys") or ()
    kinds = ((str(key), str((includes.media.get(key) or {}).get("type") or "photo")) for key in keys)
    return tuple(SentFile(key, "image" if kind == "photo" else "video") for key, kind in kinds)


def says(text: str) -> int:
    """How much a text says: letters of its content words; one of a script without spaces counts for three."""
    said = _LINK.sub(" ", text)
    return sum(len(word) for word in words(said) if is_content(word)) + 2 * unspaced_characters(said)


def _article_of(data: Json) -> str:
    """Title and words of the article that a post is, as far as X gives them; empty for other posts."""
    article = data.get("article")
    if not isinstance(article, Mapping):
        return ""
    body = str(article.get("plain_text") or article.get("preview_text") or "")
    parts = (str(article.get("title") or "").strip(), body[:LONGEST_ARTICLE].strip())
    return "\n".join(part for part in parts if part)


def is_cut(data: Json) -> bool:
    """Whether a long post came without its long text: it ends as X ends what it cuts."""
    return given(data, "note") is None and _CUT.search(str(data.get("text") or "")) is not None


def written(data: Json) -> str:
    """The text as X gives it, whole where it is long."""
    return str((given(data, "note") or {}).get("text") or data.get("text") or "")
