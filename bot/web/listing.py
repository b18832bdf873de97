"""The list of claims: what an address asks for, and the addresses of other views of the same list."""

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Query

from storage.claim_listing import ClaimFilter, Order
from storage.claims import RATINGS

_LONGEST = 300
_Word = Annotated[str, Query(max_length=_LONGEST)]


@dataclass(frozen=True)
class View:
    """What somebody looks at: words to search for, filters, order and page. The address says it all."""

    q: str
    rating: str
    language: str
    publisher: str
    source: int
    seen: str
    unanswered: bool
    status: str
    order: Order
    page: int

    @property
    def wanted(self) -> ClaimFilter:
        """The filters, for the store."""
        return ClaimFilter(
            rating=self.rating if self.rating in RATINGS else "",
            language=self.language,
            publisher=self.publisher,
            source=self.source,
            seen_on=self.seen,
            unanswered=self.unanswered,
            status=self.status if self.status in ("published", "retracted") else "",
        )

    @property
    def is_filtered(self) -> bool:
        """Whether some claims are left out."""
        return self.wanted != ClaimFilter() or bool(self.q.strip())

    def address(self, **changes: Any) -> str:
        """The address of this view with some things changed; the first page unless a page is named."""
        said = {**vars(self), "page": 1, **changes}
        usual = {"order": "newest", "page": 1}
        kept = {
            name: "yes" if value is True else value
            for name, value in said.items()
            if value and value != usual.get(name)
        }
        return "/claims" + (f"?{urlencode(kept)}" if kept else "")


def view_of(
    q: Annotated[str, Query(max_length=500)] = "",
    rating: _Word = "",
    language: _Word = "",
    publisher: _Word = "",
    source: Annotated[str, Query(max_length=18, pattern=r"^[0-9]*$")] = "",
    seen: _Word = "",
    unanswered: _Word = "",
    status: _Word = "",
    order: Annotated[Order, Query()] = "newest",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> View:
    """What an address asks for; a form sends what was left empty, too."""
    return View(q, rating, language, publisher, int(source or 0), seen, bool(unanswered), status, order, page)
