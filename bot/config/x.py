"""Settings of X (Twitter), and its price list."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, Field, SecretStr

from bot.config.address import ListenAddress

_OAUTH1 = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")

Dollars = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=6)]
"""US dollars, to a millionth."""


class XPrices(BaseModel):
    """X's price list, US dollars for one of each; defaults as of August 2026.

    Three things X does not state, so they are settings: whether a summoned reply that holds a link stays at
    its price, how posts and people that come along with an answer are counted, and whether deleting a post is
    the list's "Interaction: Delete" (0.010) or its "Content: Manage" (0.005). That the same thing is charged
    once a UTC day stands in its document on pricing, which calls it a soft guarantee.
    """

    post_read: Dollars = Field(default=Decimal("0.005"), description="Price of reading a post.")
    own_mention_read: Dollars = Field(
        default=Decimal("0.001"), description="Price of reading a mention of the app's owner."
    )
    own_post_read: Dollars = Field(
        default=Decimal("0.001"), description="Price of reading a post of the app's owner."
    )
    user_read: Dollars = Field(default=Decimal("0.010"), description="Price of reading an account.")
    dm_event_read: Dollars = Field(default=Decimal("0.010"), description="Price of reading a direct message.")
    post_create: Dollars = Field(default=Decimal("0.015"), description="Price of a post.")
    post_create_with_url: Dollars = Field(
        default=Decimal("0.200"), description="Price of a post that holds a link."
    )
    summoned_reply: Dollars = Field(
        default=Decimal("0.010"), description="Price of a reply to somebody who asked."
    )
    summoned_reply_with_url: Dollars = Field(
        default=Decimal("0.010"), description="The same with a link; 0.200 if X bills it so."
    )
    post_delete: Dollars = Field(
        default=Decimal("0.010"),
        description="Price of deleting one's post: X's list may mean 0.010 or 0.005.",
    )
    dm_create: Dollars = Field(default=Decimal("0.015"), description="Price of sending a direct message.")
    counts: Dollars = Field(default=Decimal("0.005"), description="Price of counting posts.")
    owns_app: bool = Field(
        default=True, description="The bot's account owns the app: its own posts and mentions are cheap."
    )
    bill_expansions: bool = Field(
        default=False, description="Posts and accounts that come along with an answer are charged too."
    )
    once_a_day: bool = Field(
        default=True, description="What was read before on the same UTC day is not charged again."
    )

    def charged_as(self, item: str) -> str:
        """The line of this list under which a thing is charged: only an app's owner reads cheaply.

        Args:
            item: a line of this list.
        """
        return "post_read" if item.startswith("own_") and not self.owns_app else item

    def __getitem__(self, item: str) -> Decimal:
        """The price of one thing, by its line in this list.

        Raises:
            KeyError: the list has no such line.
        """
        if item not in _LINES:
            raise KeyError(item)
        price: Decimal = getattr(self, item)
        return price


_LINES = frozenset(name for name, field in XPrices.model_fields.items() if field.annotation is Decimal)


class XSettings(BaseModel):
    """X (Twitter), by the keys of an app and of the bot's own account (OAuth 1.0a), or by `x login`."""

    consumer_key: SecretStr | None = Field(
        examples=["key-of-the-app"], default=None, description="API key of the app."
    )
    consumer_secret: SecretStr | None = Field(
        examples=["secret-of-the-app"], default=None, description="API key secret of the app."
    )
    access_token: SecretStr | None = Field(
        examples=["token-of-the-account"], default=None, description="Access token of the bot's account."
    )
    access_token_secret: SecretStr | None = Field(
        examples=["secret-of-the-account"], default=None, description="Its secret."
    )
    bearer_token: SecretStr | None = Field(
        examples=["token-of-the-app"], default=None, description="App-only token, for streams and search."
    )
    client_id: SecretStr | None = Field(
        examples=["client-id-of-the-app"],
        default=None,
        description="OAuth 2.0 client id of the app, for `claimspread x login`.",
    )
    client_secret: SecretStr | None = Field(
        examples=["client-secret-of-the-app"],
        default=None,
        description="OAuth 2.0 client secret; unset for a public client.",
    )
    authorize_url: str = Field(
        default="https://x.com/i/oauth2/authorize", description="Page on which the account consents."
    )
    base_url: str = Field(default="https://api.x.com", description="X API address, for a proxy.")
    daily_cap: Dollars | None = Field(
        examples=[Decimal("3")],
        default=None,
        description="Most that X may cost in a UTC day, in US dollars; unset: no limit.",
    )
    monthly_cap: Dollars | None = Field(
        examples=[Decimal("50")],
        default=None,
        description="Most that X may cost in a month, in US dollars; unset: no limit.",
    )
    answering_reserve: float = Field(
        default=0.25, ge=0, lt=1, description="Share of each cap that watching leaves for answering people."
    )
    keep_posts_days: int = Field(
        default=3,
        ge=1,
        description="Days for which posts of X are kept, each looked up daily; 1: none is, all go in a day.",
    )
    prices: XPrices = XPrices()
    hear: Literal["polling", "stream", "webhook", "activity"] = Field(
        default="polling",
        description="How mentions are heard: `polling`, `stream` (filtered stream), `webhook` or `activity` "
        "(X Activity API, by webhook or by its stream).",
    )
    poll_seconds: float = Field(
        default=60, gt=0, description="Seconds between two looks for mentions while some come."
    )
    poll_seconds_quiet: float | None = Field(
        examples=[300],
        default=None,
        gt=0,
        description="Seconds between two looks to which the pace falls while none come; "
        "unset: five times `poll_seconds`.",
    )
    webhook_url: str | None = Field(
        examples=["https://bot.example.org/x"],
        default=None,
        description="Public https address of the webhook, as X is to call it.",
    )
    webhook_listen: ListenAddress = Field(
        default="127.0.0.1:8088", description="Address and port on which the webhook listens."
    )
    watch: Literal["off", "stream", "search"] = Field(
        default="off",
        description="Note where known claims are posted without being asked: `stream` or `search`; "
        "nobody is answered.",
    )
    watch_seconds: float = Field(
        default=900, gt=0, description="Seconds between two searches for watched claims."
    )
    links: Literal["include", "dm", "page"] = Field(
        default="include",
        description="The fact-check's link in a public answer: `include`, or say that it comes by `dm` or "
        "stands on the `page` in the profile.",
    )
    dm_poll_seconds: float = Field(
        default=75, gt=0, description="Seconds between two looks for direct messages."
    )
    answer_unknown: bool = Field(
        default=False, description="Answer a mention for which no fact-check was found, instead of silence."
    )

    @property
    def signs(self) -> bool:
        """Whether calls are signed by OAuth 1.0a: all four of its values are set."""
        return not any(getattr(self, name) is None for name in _OAUTH1)

    @property
    def configured(self) -> bool:
        """Whether the bot uses X: by OAuth 1.0a, or by what `x login` stored."""
        return self.signs or self.client_id is not None

    def missing(self) -> list[str]:
        """Names of the OAuth 1.0a values still needed, empty when none or all are set."""
        unset = [name for name in _OAUTH1 if getattr(self, name) is None]
        return [] if len(unset) == len(_OAUTH1) else unset
