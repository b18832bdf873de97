"""Links: a post with the address of a fact-check, or of a claim's appearance, points to that claim."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKING = (
    "utm_",
    "fbclid",
    "gclid",
    "igshid",
    "ref",
    "ref_src",
    "ref_url",
    "s",
    "t",
    "cn",
    "amp",
    "mc_",
    "cmpid",
)
_PREFIXES = ("www.", "m.", "mobile.", "amp.")
_SAME_HOST = {"twitter.com": "x.com", "youtu.be": "youtube.com", "telegram.me": "t.me"}


def canonical_link(link: str) -> str | None:
    """Bring a link to one form: no scheme, no ``www.``, no tracking parameters, no fragment.

    Returns:
        ``host/path?query``, or None where it is no http(s) link or names a site's front page only.
    """
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or "." not in host:
        return None
    for prefix in _PREFIXES:
        host = host.removeprefix(prefix)
    path = parts.path.rstrip("/").removesuffix("/amp")
    if host == "youtu.be":
        path, query = "/watch", [("v", path.strip("/"))]
    else:
        query = [(name, value) for name, value in parse_qsl(parts.query) if not _is_tracking(host, name)]
    host = _SAME_HOST.get(host, host)
    if not path and not query:
        return None
    return f"{host}{path}" + (f"?{urlencode(sorted(query), errors='replace')}" if query else "")


def _is_tracking(host: str, name: str) -> bool:
    if host.endswith("youtube.com") and name == "v":
        return False
    return any(name == known or (known.endswith("_") and name.startswith(known)) for known in _TRACKING)


class LinkIndex:
    """Known links by slot."""

    def __init__(self) -> None:
        self._slots: dict[str, set[int]] = defaultdict(set)
        self._links: dict[int, frozenset[str]] = {}

    def put(self, slot: int, links: Iterable[str]) -> None:
        """Remember a claim's links under its slot, in place of what was there."""
        self.remove(slot)
        known = frozenset(link for link in map(canonical_link, links) if link)
        self._links[slot] = known
        for link in known:
            self._slots[link].add(slot)

    def remove(self, slot: int) -> None:
        """Forget a slot; one that is not there is no error."""
        for link in self._links.pop(slot, ()):
            self._slots[link].discard(slot)
            if not self._slots[link]:
                del self._slots[link]

    def find(self, links: Sequence[str]) -> dict[int, list[str]]:
        """Return the slots that one of these links points to, with the links."""
        found: dict[int, list[str]] = {}
        for link in links:
            canonical = canonical_link(link)
            for slot in self._slots.get(canonical, ()) if canonical else ():
                found.setdefault(slot, []).append(link)
        return found

    def known(self) -> dict[int, list[str]]:
        """Return the canonical links by slot, for keeping in a file."""
        return {slot: sorted(links) for slot, links in self._links.items() if links}

    def take(self, known: Mapping[int, Sequence[str]]) -> None:
        """Know what another index knew."""
        for slot, links in known.items():
            self._links[slot] = frozenset(links)
            for link in links:
                self._slots[link].add(slot)
