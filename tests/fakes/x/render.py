"""Turns posts, people and messages into the JSON of X API v2: only the fields and expansions that were
asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .entities import short_link
from .model import DirectMessage, Media, Post, User, World
from .problems import hidden, invalid_request, missing
from .quirks import Quirks
from .weights import MAX_WEIGHT, URL_WEIGHT, shorten, weighted_length

POST_FIELDS = frozenset(
    [
        "attachments",
        "author_id",
        "conversation_id",
        "created_at",
        "display_text_range",
        "edit_history_tweet_ids",
        "entities",
        "id",
        "in_reply_to_user_id",
        "lang",
        "note_tweet",
        "note_post",
        "edit_history_post_ids",
        "possibly_sensitive",
        "public_metrics",
        "referenced_tweets",
        "referenced_posts",
        "reply_settings",
        "source",
        "text",
        "context_annotations",
        "edit_controls",
        "geo",
        "withheld",
        "article",
        "card_uri",
        "community_id",
    ]
)
USER_FIELDS = frozenset(
    [
        "created_at",
        "description",
        "id",
        "name",
        "protected",
        "public_metrics",
        "username",
        "verified",
        "verified_type",
        "entities",
        "location",
        "pinned_tweet_id",
        "profile_image_url",
        "url",
        "withheld",
        "affiliation",
        "connection_status",
        "parody",
        "subscription_type",
    ]
)
MEDIA_FIELDS = frozenset(
    [
        "alt_text",
        "media_key",
        "type",
        "url",
        "duration_ms",
        "height",
        "width",
        "preview_image_url",
        "public_metrics",
        "variants",
    ]
)
DM_FIELDS = frozenset(
    [
        "attachments",
        "created_at",
        "dm_conversation_id",
        "entities",
        "event_type",
        "id",
        "participant_ids",
        "referenced_tweets",
        "sender_id",
        "text",
    ]
)
POST_EXPANSIONS = frozenset(
    [
        "author_id",
        "referenced_tweets.id",
        "referenced_posts.id",
        "referenced_tweets.id.author_id",
        "referenced_posts.id.author_id",
        "attachments.media_keys",
        "referenced_tweets.id.attachments.media_keys",
        "referenced_posts.id.attachments.media_keys",
        "in_reply_to_user_id",
        "entities.mentions.username",
        "attachments.poll_ids",
        "geo.place_id",
        "edit_history_tweet_ids",
    ]
)
DM_EXPANSIONS = frozenset(["sender_id", "participant_ids", "referenced_tweets.id", "attachments.media_keys"])


_OLD_NAMES = {"note_post": "note_tweet", "edit_history_post_ids": "edit_history_tweet_ids"}


@dataclass(frozen=True)
class Selection:
    """What a call asks to see, both spellings of renamed names made one."""

    expansions: frozenset[str] = frozenset()
    post: frozenset[str] = frozenset()
    user: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    dm: frozenset[str] = frozenset()

    @classmethod
    def read(cls, query: Mapping[str, str], expansions: frozenset[str] = POST_EXPANSIONS) -> "Selection":
        """Read the query's ``expansions`` and ``….fields``.

        Raises:
            ApiProblem: 400, a name that does not exist.
        """

        def names(parameter: str, known: frozenset[str]) -> frozenset[str]:
            given = [name for name in query.get(parameter, "").split(",") if name]
            for name in given:
                if name not in known:
                    listed = ",".join(sorted(known))
                    raise invalid_request(
                        f"The `{parameter}` query parameter value [{name}] is not one of [{listed}]",
                        **{parameter: name},
                    )
            return frozenset(_OLD_NAMES.get(name, name.replace("_posts", "_tweets")) for name in given)

        return cls(
            names("expansions", expansions),
            names("tweet.fields", POST_FIELDS),
            names("user.fields", USER_FIELDS),
            names("media.fields", MEDIA_FIELDS),
            names("dm_event.fields", DM_FIELDS),
        )


@dataclass(frozen=True)
class Page:
    """An answer's body, and what of it is to be paid for."""

    body: dict[str, Any]
    expanded_posts: tuple[str, ...]
    expanded_users: tuple[str, ...]


@dataclass(frozen=True)
class Renderer:
    """Writes the JSON."""

    world: World
    quirks: Quirks

    def moment(self, at: datetime) -> str:
        """A time in ISO 8601, UTC, with milliseconds unless the quirk says otherwise."""
        return at.strftime("%Y-%m-%dT%H:%M:%S.000Z" if self.quirks.milliseconds else "%Y-%m-%dT%H:%M:%SZ")

    def posts(self, posts: Sequence[Post], selection: Selection, viewer: str | None) -> Page:
        """The list of posts under ``data`` (left out when empty) with ``includes`` and ``errors``."""
        found: dict[str, list[dict[str, Any]]] = {}
        errors: list[dict[str, Any]] = []
        wanted = selection.expansions
        below: dict[str, Post] = {}
        people: dict[str, None] = {}
        media: dict[str, Media] = {}

        def gather(post: Post, prefix: str) -> None:
            if f"{prefix}author_id" in wanted:
                people[post.author_id] = None
            if f"{prefix}in_reply_to_user_id" in wanted and post.in_reply_to_user_id:
                people[post.in_reply_to_user_id] = None
            if f"{prefix}entities.mentions.username" in wanted:
                people.update(dict.fromkeys(mention["id"] for mention in post.entities.mentions))
            if f"{prefix}attachments.media_keys" in wanted:
                media.update({item.key: item for item in post.media})

        for post in posts:
            gather(post, "")
            for _, target in post.references if self._expands_references(wanted) else ():
                sight = self.world.sight(target, viewer)
                if sight == "visible":
                    below[target] = self.world.posts[target]
                    gather(below[target], "referenced_tweets.id.")
                else:
                    tell = missing if sight == "missing" else hidden
                    errors.append(tell("tweet", target, f"{self.quirks.reference_field}.id"))
        if people:
            found["users"] = [self.user(self.world.users[id_], selection) for id_ in people]
        if below:
            found[self.quirks.includes_posts_key] = [self.post(post, selection) for post in below.values()]
        if media:
            found["media"] = [self.media(item, selection) for item in media.values()]
        body: dict[str, Any] = {"data": [self.post(post, selection) for post in posts]} if posts else {}
        if found:
            body["includes"] = found
        if errors:
            body["errors"] = errors
        return Page(body, tuple(below), tuple(people))

    def post(self, post: Post, selection: Selection) -> dict[str, Any]:
        """One post. What an expansion needs in order to be looked up is shown with it."""
        fields, wanted = selection.post, selection.expansions
        long = weighted_length(post.text) > MAX_WEIGHT
        text = self._cut(post) if long else post.text
        versions = [*post.former_ids, post.id]
        json: dict[str, Any] = {"id": post.id, "text": text, self.quirks.history_field: versions}
        plain = {
            "conversation_id": post.conversation_id,
            "created_at": self.moment(post.created_at),
            "display_text_range": [post.visible_from, len(text)],
            "lang": post.lang,
            "possibly_sensitive": False,
            "reply_settings": "everyone",
        }
        json.update({name: value for name, value in plain.items() if name in fields})
        if "author_id" in fields | wanted:
            json["author_id"] = post.author_id
        if "in_reply_to_user_id" in fields | wanted and post.in_reply_to_user_id:
            json["in_reply_to_user_id"] = post.in_reply_to_user_id
        if post.references and ("referenced_tweets" in fields or self._expands_references(wanted)):
            json[self.quirks.reference_field] = [
                {"type": kind, "id": target} for kind, target in post.references
            ]
        if post.media and ("attachments" in fields or "attachments.media_keys" in wanted):
            json["attachments"] = {"media_keys": [item.key for item in post.media]}
        if "entities" in fields or "entities.mentions.username" in wanted:
            shown = self._with_cards(post.entities.as_json(len(text) if long else None))
            if shown:
                json["entities"] = shown
        if long and "note_tweet" in fields:
            note: dict[str, Any] = {"text": post.text}
            if entities := self._with_cards(post.entities.as_json()):
                note["entities"] = entities
            json[self.quirks.note_field] = note
        if "article" in fields and post.id in self.world.articles:
            json["article"] = self.world.articles[post.id]
        if "public_metrics" in fields:
            counts = ("retweet", "reply", "like", "quote", "bookmark", "impression")
            json["public_metrics"] = {f"{name}_count": 0 for name in counts}
        return json

    def user(self, user: User, selection: Selection) -> dict[str, Any]:
        """One account."""
        json: dict[str, Any] = {"id": user.id, "name": user.name, "username": user.username}
        more = {
            "created_at": self.moment(user.created_at),
            "description": user.description,
            "protected": user.protected,
            "verified": False,
            "verified_type": "none",
        }
        return json | {name: value for name, value in more.items() if name in selection.user}

    @staticmethod
    def media(item: Media, selection: Selection) -> dict[str, Any]:
        """One photo."""
        json: dict[str, Any] = {"media_key": item.key, "type": "photo"}
        if "url" in selection.media:
            json["url"] = item.url
        if "alt_text" in selection.media and item.alt_text is not None:
            json["alt_text"] = item.alt_text
        return json

    def dms(self, messages: Iterable[DirectMessage], selection: Selection) -> Page:
        """The list of message events under ``data`` (left out when empty) with ``includes``."""
        messages = tuple(messages)
        people: dict[str, None] = {}
        for message in messages:
            if "sender_id" in selection.expansions:
                people[message.sender_id] = None
            if "participant_ids" in selection.expansions:
                people.update({message.sender_id: None, message.recipient_id: None})
        body: dict[str, Any] = {}
        if messages:
            body["data"] = [self.dm(message, selection) for message in messages]
        if people:
            body["includes"] = {"users": [self.user(self.world.users[id_], selection) for id_ in people]}
        return Page(body, (), tuple(people))

    def dm(self, message: DirectMessage, selection: Selection) -> dict[str, Any]:
        """One message event."""
        json: dict[str, Any] = {"id": message.id, "event_type": "MessageCreate", "text": message.text}
        more: dict[str, Any] = {
            "created_at": self.moment(message.created_at),
            "dm_conversation_id": message.conversation_id,
            "sender_id": message.sender_id,
            "participant_ids": [message.sender_id, message.recipient_id],
        }
        shown = selection.dm | selection.expansions
        json.update({name: value for name, value in more.items() if name in shown})
        if "entities" in selection.dm and (entities := message.entities.as_json()):
            json["entities"] = entities
        return json

    def _with_cards(self, entities: dict[str, Any]) -> dict[str, Any]:
        """With the title of each page whose card X shows."""
        cards = self.world.cards
        urls = [
            {**url, "title": cards[url["expanded_url"]], "status": 200}
            if url.get("expanded_url") in cards
            else url
            for url in entities.get("urls", ())
        ]
        return {**entities, "urls": urls} if urls else entities

    def _cut(self, post: Post) -> str:
        link = short_link(self.world.address(post))
        return f"{shorten(post.text, MAX_WEIGHT - URL_WEIGHT - 3)}… {link}"

    @staticmethod
    def _expands_references(wanted: frozenset[str]) -> bool:
        return any(name.startswith("referenced_tweets.id") for name in wanted)
