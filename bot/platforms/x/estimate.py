"""What a month on X will cost, estimated from a few numbers. Pure; `docs/x.md` shows its results."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.config import XPrices

_DAYS: Final = 30
_CENT: Final = Decimal("0.01")


@dataclass(frozen=True)
class Month:
    """A month's traffic.

    Attributes:
        mentions: people who ask under a post.
        answered: share of them that a fact-check is found for.
        letters: direct messages that come in, each answered with one.
        watched: posts that watching brings.
        keep_days: for how long posts are kept; all but the last day's are looked up daily.
        stored: posts kept for each mention: itself and the one that it asks about.
        root_wanted: share of mentions for which one post further up is fetched too.
        looks: at a quiet inbox in a day, each of which reads its newest message; 375 s lie between two.
    """

    mentions: int
    answered: Decimal = Decimal("0.5")
    letters: int = 0
    watched: int = 0
    keep_days: int = 3
    stored: int = 2
    root_wanted: Decimal = Decimal("0.1")
    looks: int = 230


@dataclass(frozen=True)
class Estimate:
    """US dollars a month, by what they buy."""

    hearing: Decimal
    answering: Decimal
    messages: Decimal
    lookups: Decimal
    watching: Decimal

    @property
    def total(self) -> Decimal:
        """All together."""
        return self.hearing + self.answering + self.messages + self.lookups + self.watching


def estimate(month: Month, prices: XPrices) -> Estimate:
    """What a month costs at these prices; answers hold a link.

    With `bill_expansions` a mention brings the post that it asks about and two people along.
    """
    along = prices.post_read + 2 * prices.user_read if prices.bill_expansions else Decimal(0)
    mention = prices[prices.charged_as("own_mention_read")]
    root = month.root_wanted * prices.post_read
    person = prices.user_read if prices.bill_expansions else Decimal(0)
    looks = 1 if prices.once_a_day else month.looks
    quiet = _DAYS * looks * (prices.dm_event_read + person) if month.letters else Decimal(0)
    a_day = Decimal(month.mentions * month.stored) / _DAYS
    looked_up = a_day * (month.keep_days - 1) * _DAYS
    parts = (
        month.mentions * (mention + along + root),
        month.mentions * month.answered * prices.summoned_reply_with_url,
        month.letters * (2 * (prices.dm_event_read + person) + prices.dm_create) + quiet,
        looked_up * prices.post_read,
        month.watched * (prices.post_read + person),
    )
    return Estimate(*(part.quantize(_CENT) for part in parts))
