"""A word of what was just done, carried to the next page by a cookie that is gone once it was shown."""

import base64
import json
from dataclasses import dataclass

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.markup import shorten

_COOKIE = "claimspread-said"
_LONGEST = 400
_SHOWN_WITHIN = 60


@dataclass(frozen=True)
class Said:
    """A word of what was just done, for the next page; `undo`: it can be taken back."""

    text: str
    undo: bool = False


def done(address: str, said: str, *, undo: bool = False) -> RedirectResponse:
    """Go to a page that tells what was done."""
    response = RedirectResponse(address, 303)
    kept = json.dumps([shorten(" ".join(said.split()), _LONGEST), undo]).encode()
    response.set_cookie(
        _COOKIE,
        base64.urlsafe_b64encode(kept).decode(),
        max_age=_SHOWN_WITHIN,
        httponly=True,
        samesite="strict",
    )
    return response


def said_before(request: Request) -> Said | None:
    """What the page before left to be told."""
    try:
        text, undo = json.loads(base64.urlsafe_b64decode(request.cookies.get(_COOKIE, "")))
    except (ValueError, TypeError):
        return None
    return Said(text, undo is True) if isinstance(text, str) and text else None


def forget_said(response: Response) -> None:
    """It was told."""
    response.delete_cookie(_COOKIE)
