"""Where a post can be read, and which post an address is: on X, on Telegram, or a page of anywhere else."""

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.events import PlaceKind
from matchers.index.links import canonical_link

X = "x"
TELEGRAM = "telegram"
WEB = "web"
"""The platform of pages that are none of a network we know."""
HEARD = frozenset({X, TELEGRAM, "console"})
"""Platforms with posts that the bot hears itself: theirs are named by the platforms' own ids."""
_NETWORKS = {
    "facebook.com": "facebook",
    "fb.watch": "facebook",
    "instagram.com": "instagram",
    "threads.net": "threads",
    "threads.com": "threads",
    "tiktok.com": "tiktok",
    "youtube.com": "youtube",
    "vk.com": "vk",
    "ok.ru": "odnoklassniki",
    "bsky.app": "bluesky",
    "reddit.com": "reddit",
    "linkedin.com": "linkedin",
}
_LONGEST_ID = 200
_X_PATH = re.compile(r"^/(?:i/web|i|[A-Za-z0-9_]{1,15})/status(?:es)?/(\d{1,19})(?:/|$)")
_PRIVATE_LINK = re.compile(r"^/c/(\d{1,15})/(?:\d+/)?(\d{1,12})/?$")
_PUBLIC_LINK = re.compile(r"^/(?:s/)?([A-Za-z]\w{3,31})/(?:\d+/)?(\d{1,12})/?$", re.ASCII)


@dataclass(frozen=True)
class Stands:
    """Which post an address is, and where it stands; `named` tells that the place itself is known.

    X's timelines and the networks' pages are places of their own, one for each post.
    """

    platform: str
    post_id: str
    place_id: str
    place_kind: PlaceKind
    place_title: str = ""

    @property
    def named(self) -> bool:
        """Whether the place is a channel or site, and not a timeline."""
        return self.place_kind is not PlaceKind.TIMELINE


def post_at(address: str) -> Stands | None:
    """The post at an http(s) address; None where it is no post but a front page, a profile or a chat.

    Telegram: `t.me/c/CHAT/MESSAGE` names a chat by its id, as the bot hears it; `t.me/NAME/MESSAGE` by its
    name alone (https://core.telegram.org/api/links).
    """
    link = canonical_link(address)
    if link is None:
        return None
    host, path = link.partition("/")[0], urlsplit(f"https://{link}").path
    if host == "x.com":
        found = _X_PATH.match(path)
        return None if found is None else Stands(X, found[1], found[1], PlaceKind.TIMELINE)
    if host == "t.me":
        return _on_telegram(path)
    post_id = link if len(link) <= _LONGEST_ID else hashlib.sha256(link.encode()).hexdigest()
    parts = host.split(".")
    network = next(filter(None, (_NETWORKS.get(".".join(parts[at:])) for at in range(len(parts) - 1))), None)
    if network is not None:
        return Stands(network, post_id, post_id, PlaceKind.TIMELINE)
    return Stands(WEB, post_id, host, PlaceKind.CHANNEL, host)


def post_url(platform: str, place_kind: str | None, post_id: str | None) -> str | None:
    """Where a post can be read by anyone who may; None for private chats and platforms without addresses.

    X: any account name may stand before `status`. Telegram: `t.me/c/CHAT/MESSAGE` works for members of
    supergroups and channels (https://core.telegram.org/api/links). Elsewhere the id is the address.
    """
    if post_id is None or place_kind == PlaceKind.PRIVATE:
        return None
    if platform == X and post_id.isdecimal():
        return f"https://x.com/i/status/{post_id}"
    if platform == TELEGRAM:
        chat, _, message = post_id.rpartition(":")
        if chat.startswith("-100") and chat[4:].isdecimal() and message.isdecimal():
            return f"https://t.me/c/{chat[4:]}/{message}"
        if chat.startswith("@") and message.isdecimal():
            return f"https://t.me/{chat[1:]}/{message}"
        return None
    is_address = platform not in HEARD and canonical_link(f"https://{post_id}") is not None
    return f"https://{post_id}" if is_address else None


def _on_telegram(path: str) -> Stands | None:
    if found := _PRIVATE_LINK.match(path):
        chat = f"-100{found[1]}"
        return Stands(TELEGRAM, f"{chat}:{found[2]}", chat, PlaceKind.CHANNEL)
    if found := _PUBLIC_LINK.match(path):
        chat = f"@{found[1].lower()}"
        return Stands(TELEGRAM, f"{chat}:{found[2]}", chat, PlaceKind.CHANNEL, f"@{found[1]}")
    return None
