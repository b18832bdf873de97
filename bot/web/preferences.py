"""What somebody chose for their own work on these pages: kept in their browser, known to nobody else."""

from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from bot.web.access import Form, SignedIn, text_of
from storage import reviews

router = APIRouter(include_in_schema=False)
_COOKIE = "claimspread-choices"
_YEAR = 365 * 24 * 3600
UNDO_SECONDS = (10, 30, 60, 120, 300)
"""For how long a decision in review may be taken back; the first is the usual time."""


@dataclass(frozen=True)
class Preferences:
    """How long a decision can be undone, and whether single keys do something."""

    undo_seconds: int = int(reviews.UNDO_FOR.total_seconds())
    keys: bool = True

    @property
    def undo_for(self) -> timedelta:
        """The time in which a decision can be taken back."""
        return timedelta(seconds=self.undo_seconds)


def preferences_of(request: Request) -> Preferences:
    """What this browser keeps; the usual where it keeps nothing."""
    seconds, _, keys = request.cookies.get(_COOKIE, "").partition("-")
    usual = Preferences()
    known = seconds.isdecimal() and len(seconds) < 4 and int(seconds) in UNDO_SECONDS
    return Preferences(int(seconds) if known else usual.undo_seconds, keys != "off")


@router.post("/preferences")
async def choose(_person: SignedIn, form: Form) -> Response:
    """Keep what was chosen."""
    seconds = text_of(form, "undo")
    keys = "on" if text_of(form, "keys") else "off"
    response = RedirectResponse("/review", 303)
    kept = Preferences(int(seconds) if seconds in map(str, UNDO_SECONDS) else UNDO_SECONDS[0])
    response.set_cookie(_COOKIE, f"{kept.undo_seconds}-{keys}", max_age=_YEAR, httponly=True, samesite="lax")
    return response
