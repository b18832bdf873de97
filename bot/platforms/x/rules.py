"""Claims to rules of X's filtered stream and to search queries: which words must stand together. Pure.

A rule asks for the most distinctive words of a claim in one post, for each of its wordings. It is made to
find, not to judge: whether a found post makes the claim is the matcher's to say. Numbers are left out, for
people write them in many ways; so are scripts without spaces between words, in which X finds no words.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.platforms.base import WatchedClaim
from matchers.language.lexicon import is_content
from matchers.language.text import normalise, unspaced_characters, words

MOST_RULES: Final = 1_000
LONGEST_RULE: Final = 1_024
LONGEST_QUERY: Final = 512
"""X's limits for pay-per-use apps: rules of the stream, characters of a rule, characters of a query."""

TAG: Final = "claimspread:"
"""Our rules' tags begin so; others are somebody else's and are left alone."""

_TOGETHER: Final = 3
"""Words that must stand together: two find too much, four miss most other wordings."""

_FEWEST: Final = 2
_NAME_COUNTS: Final = 1.5
"""A name says more of what a claim is about than another word that is as rare."""


@dataclass(frozen=True)
class Rule:
    """A rule of the stream."""

    value: str
    tag: str


def mention_rule(username: str) -> Rule:
    """The rule by which mentions are heard."""
    return Rule(f"@{username}{_without(username)}", f"{TAG}mention")


def compile_rules(
    claims: Sequence[WatchedClaim], username: str, most: int = MOST_RULES, longest: int = LONGEST_RULE
) -> list[Rule]:
    """One rule for each claim that has words to look for, the first claims first.

    Args:
        claims: the most important first.
        username: the bot's, whose own posts are not wanted.
        most: rules at most.
        longest: characters of a rule at most.
    """
    rules: dict[str, Rule] = {}
    for claim, clauses in _clauses(claims):
        tail = f"){_without(username)}"
        value = "(" + _joined(clauses, longest - len(tail) - 1) + tail
        if len(value) > len(tail) + 1 and value not in rules:
            rules[value] = Rule(value, f"{TAG}{claim.id}")
        if len(rules) >= most:
            break
    return list(rules.values())


def compile_queries(claims: Sequence[WatchedClaim], username: str, longest: int = LONGEST_QUERY) -> list[str]:
    """Queries that ask for the same as the rules, several claims in each."""
    tail = f"){_without(username)}"
    room = longest - len(tail) - 1
    queries: list[str] = []
    pending = ""
    for clause in dict.fromkeys(clause for _, clauses in _clauses(claims) for clause in clauses):
        if len(clause) > room:
            continue
        longer = f"{pending} OR {clause}" if pending else clause
        if len(longer) > room:
            queries.append(f"({pending}{tail}")
            longer = clause
        pending = longer
    return [*queries, f"({pending}{tail}"] if pending else queries


def distinctive(wording: str, shared_by: Counter[str], claims: int) -> tuple[str, ...]:
    """The words of a wording that tell it from other claims, in their own order; empty where it has too few.

    Args:
        wording: a claim's statement, or another wording of it.
        shared_by: in how many claims each word (in lower case) stands.
        claims: how many claims there are.
    """
    found = words(normalise(wording).text)
    weights: dict[str, float] = {}
    for position, word in enumerate(found):
        low = word.lower()
        if not _searchable(word):
            continue
        weight = math.log(1 + claims / (1 + shared_by[low])) + 0.1
        if position and word[0].isupper():
            weight *= _NAME_COUNTS
        weights[low] = max(weight, weights.get(low, 0.0))
    best = set(sorted(weights, key=lambda low: (-weights[low], -len(low), low))[:_TOGETHER])
    return tuple(low for low in weights if low in best) if len(best) >= _FEWEST else ()


def _clauses(claims: Sequence[WatchedClaim]) -> Iterable[tuple[WatchedClaim, list[str]]]:
    """For each claim the words that must stand together, for each of its wordings once."""
    shared_by: Counter[str] = Counter()
    for claim in claims:
        shared_by.update(
            {
                word.lower()
                for wording in claim.wordings
                for word in words(normalise(wording).text)
                if _searchable(word)
            }
        )
    for claim in claims:
        chosen = (distinctive(wording, shared_by, len(claims)) for wording in claim.wordings)
        clauses = dict.fromkeys(f"({' '.join(map(_term, found))})" for found in chosen if found)
        if clauses:
            yield claim, list(clauses)


def _searchable(word: str) -> bool:
    return is_content(word) and not unspaced_characters(word) and not any(map(str.isdigit, word))


def _term(word: str) -> str:
    """A word as the query language takes it: quoted where it holds anything but letters."""
    return word if word.isalpha() else '"' + word.replace('"', "") + '"'


def _joined(clauses: Sequence[str], room: int) -> str:
    """As many clauses as there is room for."""
    joined = ""
    for clause in clauses:
        longer = f"{joined} OR {clause}" if joined else clause
        if len(longer) <= room:
            joined = longer
    return joined


def _without(username: str) -> str:
    return f" -is:retweet -from:{username}"
