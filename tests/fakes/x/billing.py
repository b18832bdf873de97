"""What the calls cost. Prices in US dollars as X's pay-per-use price list had them in August 2026."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from .clock import Clock

Item = Literal[
    "post_read",
    "own_mention_read",
    "own_post_read",
    "user_read",
    "dm_event_read",
    "post_create",
    "post_create_with_url",
    "summoned_reply",
    "summoned_reply_with_url",
    "post_delete",
    "dm_create",
    "counts",
]


@dataclass(frozen=True)
class Prices:
    """US dollars for one of each. ``own_*`` prices hold for calls in the name of the user who owns the app.

    X does not say whether a summoned reply that holds a link stays at its price, nor does the price list tell
    how expanded objects count: so they are settings. ``bill_expansions`` charges the posts and users under
    ``includes`` as reads, ``once_a_day`` charges a resource once in a UTC day.
    """

    post_read: Decimal = Decimal("0.005")
    own_mention_read: Decimal = Decimal("0.001")
    own_post_read: Decimal = Decimal("0.001")
    user_read: Decimal = Decimal("0.010")
    dm_event_read: Decimal = Decimal("0.010")
    post_create: Decimal = Decimal("0.015")
    post_create_with_url: Decimal = Decimal("0.200")
    summoned_reply: Decimal = Decimal("0.010")
    summoned_reply_with_url: Decimal = Decimal("0.010")
    post_delete: Decimal = Decimal("0.010")
    dm_create: Decimal = Decimal("0.015")
    counts: Decimal = Decimal("0.005")
    owns_app: bool = True
    bill_expansions: bool = False
    once_a_day: bool = False

    def of(self, item: Item) -> Decimal:
        """The price of one."""
        price = getattr(self, item)
        assert isinstance(price, Decimal)
        return price


@dataclass(frozen=True)
class Charge:
    """One line of the bill."""

    at: datetime
    item: Item
    count: int
    amount: Decimal
    resources: tuple[str, ...]


@dataclass
class Bill:
    """Every charge so far."""

    clock: Clock
    prices: Prices = Prices()
    charges: list[Charge] = field(default_factory=list)
    _seen: set[tuple[str, str, str]] = field(default_factory=set)

    def charge(self, item: Item, *resources: str) -> None:
        """Charge one ``item`` for each resource (an id); none, no charge."""
        if self.prices.once_a_day:
            family = "post" if item in {"post_read", "own_mention_read", "own_post_read"} else item
            day = self.clock.now().date().isoformat()
            keys = {resource: (day, family, resource) for resource in resources}
            resources = tuple(resource for resource, key in keys.items() if key not in self._seen)
            self._seen.update(keys.values())
        if resources:
            amount = self.prices.of(item) * len(resources)
            self.charges.append(Charge(self.clock.now(), item, len(resources), amount, resources))

    @property
    def total(self) -> Decimal:
        """US dollars spent."""
        return sum((charge.amount for charge in self.charges), Decimal(0))

    def by_item(self) -> dict[str, Decimal]:
        """US dollars spent, by kind."""
        totals: dict[str, Decimal] = {}
        for charge in self.charges:
            totals[charge.item] = totals.get(charge.item, Decimal(0)) + charge.amount
        return totals
