"""Every error that the application raises on purpose.

    ClaimspreadError                what went wrong, in one clear line for a person
    ├── ConfigurationError          a setting is missing or wrong; says which and what to do
    │   └── AddressUnavailable      where the bot is to listen: it is taken, or not this machine's
    ├── ProcessDied                 an event was in hand when the process died, too often
    ├── InputError                  what a person gave cannot be used; says why, with an example
    └── PlatformError               a platform did not do what was asked
        ├── RetryLater              it may work later: `seconds` says when (429, 5xx, network)
        │   ├── PlaceBusy           in this place only: the platform itself is well
        │   └── AccountRefused      whatever the account asks: all is held back, an owner is told
        ├── OutcomeUnknown          the connection broke after the request left: done, or not
        ├── Rejected                it will never work: this message is given up
        │   └── PlaceClosed         the bot was blocked or removed: nothing more goes to that place
        ├── PlaceMoved              the chat has another id now
        └── Unauthorised            the credentials are refused: try again later and later, tell an owner
            └── ClockWrong          because this machine's clock is: the keys may be good

The storage and matcher packages have families of their own (`storage.errors`, `matchers.errors`).
"""


class ClaimspreadError(Exception):
    """Base of the family; `str(error)` is one line that a person can act on."""


class ConfigurationError(ClaimspreadError):
    """A setting is missing or wrong."""


class AddressUnavailable(ConfigurationError):
    """The address where the bot is to listen is taken, or not this machine's."""


class ProcessDied(ClaimspreadError):
    """An event was in hand each time that the process died: it is not tried any more."""


class InputError(ClaimspreadError):
    """What a person typed or a file holds cannot be used."""


class PlatformError(ClaimspreadError):
    """A platform did not do what it was asked."""

    seconds: float | None = None
    """How long it asks to wait at least; None: it does not say."""


class RetryLater(PlatformError):
    """The platform asks for patience, or cannot be reached; nothing was done there.

    Args:
        reason: what happened.
        seconds: how long to wait at least; None leaves it to the backoff.
    """

    asked_platform = True
    """False where we did not even ask: the refusal says nothing of the platform's state."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


class PlaceBusy(RetryLater):
    """The platform is there and asks for patience in this place (Telegram's 429): other places go on."""


class AccountRefused(RetryLater):
    """The platform refuses the account as a whole (locked, no credits): all is held back, nothing given up.

    Args:
        reason: what happened.
        kind: why: `locked`, `suspended`, `automated`, `limit`, `credits`, `fault`.
        seconds: how long to wait at least.
    """

    def __init__(self, reason: str, kind: str, seconds: float) -> None:
        super().__init__(reason, seconds)
        self.kind = kind


class OutcomeUnknown(PlatformError):
    """The connection broke after the request had left: the platform may have done it."""


class Rejected(PlatformError):
    """The platform refuses this message for good."""


class PlaceClosed(Rejected):
    """The bot was blocked, kicked, or the chat is gone."""


class PlaceMoved(PlatformError):
    """A group became a supergroup and has a new id."""

    def __init__(self, reason: str, new_place_id: str) -> None:
        super().__init__(reason)
        self.new_place_id = new_place_id


class Unauthorised(PlatformError):
    """The platform refuses the credentials."""


class ClockWrong(Unauthorised):
    """The platform refuses signatures that this machine's clock dates wrongly; the keys may be good."""
