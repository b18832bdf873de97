"""X's search language, as far as rules made from claims need it: words, phrases, operators, OR, brackets,
minus."""

from collections.abc import Callable
from typing import NoReturn

import regex

from .model import Post, World

Test = Callable[[Post], bool]

_TOKEN = regex.compile(r'\s*(-?\(|\)|OR\b|-?[a-z_]+:"[^"]*"|-?"[^"]*"|-?[^\s()"]+|")')
_OPERATORS = (
    "from",
    "to",
    "lang",
    "conversation_id",
    "url",
    "is",
    "has",
    "retweets_of",
    "in_reply_to_tweet_id",
)
_ALONE_FORBIDDEN = frozenset({"is", "has", "lang"})


class QueryError(ValueError):
    """A rule or search that X would not take."""


def compile_query(text: str, world: World) -> Test:
    """Turn a rule into a test of posts. Words match whole words, in any case; neighbours must all match.

    Raises:
        QueryError: it cannot be read, or says nothing but what to leave out.
    """
    return _Parser(text, world).parse()


class _Parser:
    def __init__(self, text: str, world: World) -> None:
        self._text, self._world = text, world
        self._tokens = [match[1] for match in _TOKEN.finditer(text)]
        self._at = 0
        self._positive = False

    def parse(self) -> Test:
        if not self._tokens:
            self._fail("it is empty")
        test = self._either()
        if self._at < len(self._tokens):
            self._fail(f"unexpected {self._tokens[self._at]!r}")
        if not self._positive:
            self._fail("it needs at least one word or operator that can stand alone")
        return test

    def _either(self) -> Test:
        choices = [self._all()]
        while self._peek() == "OR":
            self._at += 1
            choices.append(self._all())
        return lambda post: any(choice(post) for choice in choices)

    def _all(self) -> Test:
        parts: list[Test] = []
        while self._peek() not in {None, "OR", ")"}:
            parts.append(self._one())
        if not parts:
            self._fail("something is missing beside OR or in brackets")
        return lambda post: all(part(post) for part in parts)

    def _one(self) -> Test:
        token = self._tokens[self._at]
        self._at += 1
        negated = token.startswith("-") and len(token) > 1
        token = token[1:] if negated else token
        if token == "(":
            test = self._either()
            if self._peek() != ")":
                self._fail("a bracket is not closed")
            self._at += 1
        else:
            test = self._term(token, negated)
        return (lambda post: not test(post)) if negated else test

    def _term(self, token: str, negated: bool) -> Test:
        operator, colon, value = token.partition(":")
        if colon and operator.isidentifier() and "//" not in token:
            if operator not in _OPERATORS or not value:
                self._fail(f"unknown operator {token!r}")
            self._positive |= operator not in _ALONE_FORBIDDEN and not negated
            return self._operator(operator, value.strip('"'))
        if token == '"':
            self._fail("a quotation mark is not closed")
        self._positive |= not negated
        if token[0] == "@" and len(token) > 1:
            return lambda post: any(
                mention["username"].lower() == token[1:].lower() for mention in post.entities.mentions
            )
        words = token.strip('"') if token.startswith('"') else token
        pattern = regex.compile(rf"(?<!\w){regex.escape(words)}(?!\w)", regex.IGNORECASE)
        return lambda post: bool(pattern.search(post.text))

    def _operator(self, operator: str, value: str) -> Test:
        world, low = self._world, value.lower().lstrip("@")

        def named(user_id: str | None) -> bool:
            return user_id is not None and low in {user_id, world.users[user_id].username.lower()}

        tests: dict[str, Test] = {
            "from": lambda post: named(post.author_id),
            "to": lambda post: named(post.in_reply_to_user_id),
            "lang": lambda post: post.lang == low,
            "conversation_id": lambda post: post.conversation_id == low,
            "in_reply_to_tweet_id": lambda post: post.referenced("replied_to") == low,
            "url": lambda post: any(low in link["expanded_url"].lower() for link in post.entities.urls),
            "retweets_of": lambda post: any(
                kind == "retweeted" and named(world.posts[target].author_id)
                for kind, target in post.references
            ),
        }
        flags: dict[str, Test] = {
            "is:reply": lambda post: post.referenced("replied_to") is not None,
            "is:quote": lambda post: post.referenced("quoted") is not None,
            "is:retweet": lambda post: post.referenced("retweeted") is not None,
            "has:links": lambda post: bool(post.entities.urls),
            "has:media": lambda post: bool(post.media),
            "has:images": lambda post: bool(post.media),
            "has:mentions": lambda post: bool(post.entities.mentions),
            "has:hashtags": lambda post: bool(post.entities.hashtags),
        }
        if operator in {"is", "has"}:
            if f"{operator}:{low}" not in flags:
                self._fail(f"unknown operator {operator}:{value}")
            return flags[f"{operator}:{low}"]
        return tests[operator]

    def _peek(self) -> str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _fail(self, why: str) -> NoReturn:
        raise QueryError(f"Rule {self._text!r} is not valid: {why}.")
