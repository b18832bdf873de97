"""Where a claim came from and who carried it: appearances and sightings in one graph. Pure.

An edge goes the claim's way: from whom it came to whom it went. What editors entered makes attribution
edges (a pundit cites an agency, the agency "diplomatic channels"); a source that names nobody is a node of
its own kind and shown as such. Sightings make forward, reply, quote and same-link edges. "First" is first
seen by us.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.platforms.capabilities import stance_shown
from bot.spread.addresses import post_url
from bot.spread.figures import noon_of
from bot.spread.unnamed import is_no_source, names_nobody
from matchers.index.links import canonical_link
from storage.models import Appearance, FactCheck, Sighting
from storage.network import Carrier, Network

MOST_NODES = 2_000
MOST_CARRIERS = 1_700
"""Leaves room for appearances, their sources, fact-checks and origins of forwards."""
_MOST_SEEDS = 100
_MOST_UNSEEN = 100


class NodeKind(StrEnum):
    """What a node stands for."""

    APPEARANCE = "appearance"
    """Somebody published it, says an editor."""
    SOURCE = "source"
    """Somebody whom an appearance cites and of whom nothing else is known."""
    UNNAMED = "unnamed"
    """A source that names nobody: "diplomatic channels"."""
    POST = "post"
    CARRIER = "carrier"
    """All posts of one chat or account, where there are too many posts."""
    ORIGIN = "origin"
    """Where a forward came from, not seen itself."""
    OTHERS = "others"
    """All carriers of a platform that did not fit."""
    FACT_CHECK = "fact-check"


class EdgeKind(StrEnum):
    """How the claim went along an edge."""

    ATTRIBUTION = "attribution"
    FORWARD = "forward"
    REPLY = "reply"
    QUOTE = "quote"
    LINK = "link"
    """The target links an address that the source linked earlier, or that is the source's own."""


@dataclass(frozen=True)
class Node:
    """A node; `at` is when it was published or first seen, None where that is not known.

    `label` may be empty: an account on a timeline is shown by its platform alone. `sources` tells, of an
    appearance, whether it cites anybody at all.
    """

    id: str
    kind: NodeKind
    label: str
    at: datetime | None
    platform: str | None = None
    place_kind: str | None = None
    language: str | None = None
    stance: str | None = None
    posts: int = 0
    url: str | None = None
    cites_nobody: bool = False


@dataclass(frozen=True)
class Edge:
    """The claim went from `source` to `target` (ids of nodes) so many times."""

    source: str
    target: str
    kind: EdgeKind
    posts: int = 1


@dataclass(frozen=True)
class First:
    """The first sighting on a platform, or in a language."""

    value: str
    at: datetime
    where: str
    sighting_id: int


@dataclass(frozen=True)
class Chain:
    """The graph, its nodes in order of time (undated ones first, as what came before).

    `earliest` is the earliest dated node, whatever it is but a fact-check: None where nothing is dated.
    `aggregated` tells that nodes stand for chats and accounts, not for posts.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    first_on: tuple[First, ...]
    first_in: tuple[First, ...]
    aggregated: bool

    @property
    def earliest(self) -> Node | None:
        """The earliest node that has a time."""
        dated = [node for node in self.nodes if node.at is not None and node.kind is not NodeKind.FACT_CHECK]
        return min(dated, key=lambda node: (node.at, node.id), default=None)

    @property
    def fact_checks(self) -> tuple[Node, ...]:
        """The fact-checks, on the same axis."""
        return tuple(node for node in self.nodes if node.kind is NodeKind.FACT_CHECK)


@dataclass
class _Graph:
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str, EdgeKind], int] = field(default_factory=dict)

    def add(self, node: Node) -> None:
        self.nodes.setdefault(node.id, node)

    def join(self, source: str, target: str, kind: EdgeKind, posts: int = 1) -> None:
        if source != target and source in self.nodes and target in self.nodes:
            self.edges[source, target, kind] = self.edges.get((source, target, kind), 0) + posts


def chain_of(
    appearances: Sequence[Appearance],
    fact_checks: Sequence[FactCheck],
    network: Network,
    first_on: Sequence[Sighting] = (),
    first_in: Sequence[Sighting] = (),
) -> Chain:
    """Join what editors entered and what was seen.

    Args:
        appearances: of the claim.
        fact_checks: of the claim.
        network: of its sightings, with `MOST_CARRIERS` at most.
        first_on: the first sighting on each platform.
        first_in: the first sighting in each language.
    """
    graph = _Graph()
    owners: dict[str, str] = {}
    _add_seeds(graph, appearances[:_MOST_SEEDS], owners)
    _add_checks(graph, fact_checks[:_MOST_SEEDS], owners)
    _add_carriers(graph, network)
    for tie in network.ties:
        source, target = (_shown(graph, key) for key in (tie.source, tie.target))
        graph.join(source, target, EdgeKind(tie.kind), tie.posts)
    _join_links(graph, network, owners)
    return Chain(
        nodes=tuple(sorted(graph.nodes.values(), key=_in_time)),
        edges=tuple(Edge(*ends, posts) for ends, posts in graph.edges.items()),
        first_on=tuple(_first(sighting, sighting.platform) for sighting in first_on),
        first_in=tuple(_first(sighting, sighting.language or "") for sighting in first_in),
        aggregated=any(not carrier.is_post for carrier in network.carriers),
    )


def cited_by(appearance: Appearance) -> list[str]:
    """Whom an appearance cites: several stand with semicolons between them; "nobody" is none."""
    parts = (part.strip() for part in (appearance.citing or "").split(";"))
    return [part for part in parts if not is_no_source(part)]


def _add_seeds(graph: _Graph, appearances: Sequence[Appearance], owners: dict[str, str]) -> None:
    by_name: dict[str, str] = {}
    for number, appearance in enumerate(appearances, 1):
        node_id = f"appearance:{appearance.id or number}"
        by_name.setdefault(_folded(appearance.who), node_id)
        graph.add(
            Node(
                id=node_id,
                kind=NodeKind.APPEARANCE,
                label=" · ".join(filter(None, (appearance.who, appearance.where))),
                at=appearance.published_at,
                language=appearance.language,
                url=appearance.url,
                cites_nobody=not cited_by(appearance),
            )
        )
        if appearance.url and (link := canonical_link(appearance.url)):
            owners.setdefault(link, node_id)
    for number, appearance in enumerate(appearances, 1):
        for name in cited_by(appearance):
            source = by_name.get(_folded(name))
            if source is None:
                source = f"source:{_folded(name)}"
                kind = NodeKind.UNNAMED if names_nobody(name) else NodeKind.SOURCE
                graph.add(Node(id=source, kind=kind, label=name, at=None))
            graph.join(source, f"appearance:{appearance.id or number}", EdgeKind.ATTRIBUTION)


def _add_checks(graph: _Graph, fact_checks: Sequence[FactCheck], owners: dict[str, str]) -> None:
    for number, check in enumerate(fact_checks, 1):
        node_id = f"check:{check.id or number}"
        graph.add(
            Node(
                id=node_id,
                kind=NodeKind.FACT_CHECK,
                label=check.publisher or check.title or "",
                at=None if check.published_on is None else noon_of(check.published_on),
                language=check.language,
                url=check.url,
            )
        )
        if link := canonical_link(check.url):
            owners.setdefault(link, node_id)


def _add_carriers(graph: _Graph, network: Network) -> None:
    for carrier in network.carriers:
        graph.add(_node(carrier))
    for unseen in network.unseen[:_MOST_UNSEEN]:
        graph.add(Node(unseen.key, NodeKind.ORIGIN, unseen.title, None, unseen.platform))
    for platform, posts in sorted(network.others.items()):
        graph.add(Node(f"others:{platform}", NodeKind.OTHERS, "", None, platform, posts=posts))


def _node(carrier: Carrier) -> Node:
    return Node(
        id=carrier.key,
        kind=NodeKind.POST if carrier.is_post else NodeKind.CARRIER,
        label=carrier.title,
        at=carrier.at,
        platform=carrier.platform,
        place_kind=carrier.place_kind,
        language=carrier.language,
        stance=stance_shown(carrier.platform, carrier.stance),
        posts=carrier.posts,
        url=post_url(carrier.platform, carrier.place_kind, carrier.post_id),
    )


def _join_links(graph: _Graph, network: Network, owners: dict[str, str]) -> None:
    """From the owner of an address, else from anyone who linked it first, to everybody who linked it."""
    sources = dict(owners)
    for use in network.links:
        key = _shown(graph, use.key)
        source = sources.setdefault(use.link, key)
        graph.join(source, key, EdgeKind.LINK)


def _shown(graph: _Graph, key: str) -> str:
    """The node of a carrier: its own, or that of all who did not fit."""
    return key if key in graph.nodes else f"others:{key.partition('@')[0]}"


def _first(sighting: Sighting, value: str) -> First:
    where = "" if sighting.place_kind == "private" else sighting.place_title or ""
    return First(value, sighting.written_at, where, sighting.id)


def _in_time(node: Node) -> tuple[bool, float, str]:
    return node.at is not None, 0.0 if node.at is None else node.at.timestamp(), node.id


def _folded(name: str) -> str:
    letters = (
        letter if letter.isalnum() else " " for letter in unicodedata.normalize("NFKC", name).casefold()
    )
    return " ".join("".join(letters).split())


def named_edges(chain: Chain, kinds: Iterable[EdgeKind]) -> list[tuple[Node, Node, Edge]]:
    """Edges of these kinds with their nodes, in order of the target's time."""
    wanted, known = set(kinds), {node.id: node for node in chain.nodes}
    found = [(known[edge.source], known[edge.target], edge) for edge in chain.edges if edge.kind in wanted]
    return sorted(found, key=lambda entry: _in_time(entry[1]))
