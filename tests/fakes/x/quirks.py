"""Ways in which the real API differs from its own description, switched on by tests."""

from dataclasses import dataclass
from typing import Literal


@dataclass
class Quirks:
    """All off by default; change the fields at any time.

    Attributes:
        reference_field: the name under which a post tells what it replies to or quotes, before and
        after X's rename.
            Both names are accepted in ``expansions`` and ``tweet.fields`` whatever is set here.
        includes_posts_key: where expanded posts lie under ``includes``.
        note_field: the name of a long post's text.
        history_field: the name of the ids of a post's versions.
        milliseconds: whether times carry them (``….000Z``); tweepy 4.17.0 cannot read times that do not.
        rule_tags: whether ``matching_rules`` of the stream carry ``tag``; tweepy 4.17.0 cannot do without.
    """

    reference_field: Literal["referenced_tweets", "referenced_posts"] = "referenced_tweets"
    includes_posts_key: Literal["tweets", "posts"] = "tweets"
    note_field: Literal["note_tweet", "note_post"] = "note_tweet"
    history_field: Literal["edit_history_tweet_ids", "edit_history_post_ids"] = "edit_history_tweet_ids"
    milliseconds: bool = True
    rule_tags: bool = True

    def say_post(self) -> None:
        """Use the names of X's OpenAPI description 2.167 everywhere."""
        self.reference_field, self.includes_posts_key = "referenced_posts", "posts"
        self.note_field, self.history_field = "note_post", "edit_history_post_ids"
