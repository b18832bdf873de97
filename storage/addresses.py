"""A page's canonical address: what stays the same however a link to it is written.

A fact-check is its canonical address. Dropped are what only tells where a reader came from, the fragment, and
default ports; the key by which two addresses count as the same ignores the scheme, `www.` and a closing
slash, too.
"""

import hashlib
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from storage.text import clean

_TRACKING = frozenset(
    {
        *("fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid", "mc_cid"),
        *("mc_eid", "ref_src", "ref_url", "cmpid", "ito", "_ga", "_gl", "__twitter_impression", "amp"),
        *("_hsenc", "_hsmi", "mkt_tok", "spm", "vero_id", "wickedid", "oly_enc_id", "oly_anon_id"),
    }
)
_TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "at_medium", "at_campaign")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE = "/%:=&?~#+!$,;'@()*[]"


def canonical_address(url: str) -> str:
    """The address without fragment, default port and tracking; as it stands where it cannot be read."""
    try:
        parts = urlsplit(clean(url).strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return url
    if not host or parts.scheme not in _DEFAULT_PORTS:
        return url
    try:
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        return url
    if ":" in host:
        host = f"[{host}]"
    place = host.lower() if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host.lower()}:{port}"
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name.lower() not in _TRACKING and not name.lower().startswith(_TRACKING_PREFIXES)
    ]
    query = urlencode(sorted(kept)) if len(kept) != parts.query.count("&") + 1 else parts.query
    return urlunsplit((parts.scheme, place, quote(parts.path or "/", safe=_SAFE), query if kept else "", ""))


def address_key(url: str) -> str:
    """SHA-256, in hex, of what two links to the same page have in common."""
    address = canonical_address(url)
    parts = urlsplit(address)
    if not parts.netloc:
        return hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    same = "\n".join((parts.netloc.removeprefix("www."), parts.path.rstrip("/"), query))
    return hashlib.sha256(same.encode("utf-8", "replace")).hexdigest()
