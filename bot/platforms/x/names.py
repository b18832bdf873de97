"""X's names for the same thing, old and new: one table, read by everything that reads X's JSON. Pure.

X renames "Tweet" to "Post" piece by piece. Its OpenAPI description 2.166 says `note_tweet`, 2.167
`note_post`; the samples of its Activity API still say `includes.tweets`. No answer is certain to use one
family only.
"""

from collections.abc import Mapping
from typing import Any, Final

Json = Mapping[str, Any]

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "note": ("note_tweet", "note_post"),
    "references": ("referenced_tweets", "referenced_posts"),
    "history": ("edit_history_tweet_ids", "edit_history_post_ids"),
    "answered": ("in_reply_to_tweet_id", "in_reply_to_post_id", "in_reply_to_status_id"),
    "quoted": ("quoted_tweet_id", "quoted_post_id", "quoted_status_id"),
    "posts": ("tweets", "posts"),
    "messages": ("direct_message_events", "dm_events"),
    "retweeted": ("retweeted", "reposted"),
}
"""What we call it, and what X does or did."""


def given(data: Json, what: str) -> Any:
    """What stands under the first of a thing's names that holds something; None where none does."""
    return next((data[name] for name in NAMES[what] if data.get(name)), None)


def all_given(data: Json, what: str) -> list[Any]:
    """Everything in the lists under a thing's names: an answer in transition may have both."""
    return [item for name in NAMES[what] for item in data.get(name) or ()]


def bare(item: Any) -> Any:
    """An object that the Activity API wraps as `{"data": {...}}` in some of its samples, unwrapped."""
    inner = item.get("data") if isinstance(item, Mapping) else None
    return inner if isinstance(inner, Mapping) and "id" not in item else item
