"""The network of a claim for other programs: GraphML for Gephi and the like, its edges as CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from fastapi import APIRouter, HTTPException, Response

from bot.claims.rows import as_cell
from bot.spread import chain_for
from bot.spread.chain import Chain, Edge, Node
from bot.translations import Translator
from bot.web.access import RunningBot, SignedIn
from storage import claims

router = APIRouter(include_in_schema=False)
_PLATFORMS = {"telegram": "Telegram", "x": "X"}
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_DIGITS = 4
_NODE_FIELDS = ("label", "kind", "platform", "at", "posts", "language", "stance", "url")
register_namespace("graphml", _GRAPHML)


@dataclass(frozen=True)
class Row:
    """Edges between nodes of the same names and of one kind, together: how many posts, and since when."""

    source: str
    target: str
    kind: str
    posts: int
    first: Node


def name_of(node: Node, words: Translator) -> str:
    """What a node is called: accounts on timelines and unnamed chats by their platform and a pseudonym.

    The pseudonym is one for this node alone: it leads to nobody, and tells two accounts apart.
    """
    if node.place_kind == "private":
        return words.plain("web-private-chat")
    platform = _PLATFORMS.get(node.platform or "", node.platform or "")
    if node.label:
        return node.label
    if node.kind == "others":
        return f"{platform} · {words.plain('web-node-others')}"
    return f"{platform} {sha256(node.id.encode()).hexdigest()[:_DIGITS]}"


def rows_of(edges: Sequence[tuple[Node, Node, Edge]], words: Translator) -> list[Row]:
    """The edges in words, equal ones together, in the order of their first posts."""
    found: dict[tuple[str, str, str], Row] = {}
    for source, target, edge in edges:
        key = (name_of(source, words), name_of(target, words), str(edge.kind))
        known = found.get(key)
        posts = edge.posts + (known.posts if known is not None else 0)
        found[key] = Row(*key, posts, known.first if known is not None else target)
    return list(found.values())


@router.get("/claims/{claim_id:int}/network.graphml")
async def graphml(app: RunningBot, person: SignedIn, claim_id: int) -> Response:
    """Nodes and edges with what is known of them; accounts are pseudonyms."""
    chain = await _chain(app, person.words, claim_id)
    return _file(graphml_of(chain, person.words), "application/graphml+xml", f"claim-{claim_id}.graphml")


@router.get("/claims/{claim_id:int}/network.csv")
async def edges(app: RunningBot, person: SignedIn, claim_id: int) -> Response:
    """One line an edge: from whom to whom, how, and how often."""
    chain = await _chain(app, person.words, claim_id)
    return _file(csv_of(chain, person.words), "text/csv", f"claim-{claim_id}-network.csv")


def graphml_of(chain: Chain, words: Translator) -> bytes:
    """The network as GraphML (http://graphml.graphdrawing.org/specification.html)."""
    root = Element(f"{{{_GRAPHML}}}graphml")
    for name in _NODE_FIELDS:
        _declare(root, "node", name, "long" if name == "posts" else "string")
    _declare(root, "edge", "how", "string")
    _declare(root, "edge", "weight", "long")
    graph = SubElement(root, f"{{{_GRAPHML}}}graph", id="claim", edgedefault="directed")
    numbers = {node.id: f"n{number}" for number, node in enumerate(chain.nodes)}
    for node in chain.nodes:
        shown = SubElement(graph, f"{{{_GRAPHML}}}node", id=numbers[node.id])
        for name, value in _values(node, words).items():
            _datum(shown, name, value)
    for edge in chain.edges:
        ends = {"source": numbers[edge.source], "target": numbers[edge.target]}
        shown = SubElement(graph, f"{{{_GRAPHML}}}edge", ends)
        _datum(shown, "how", str(edge.kind))
        _datum(shown, "weight", str(edge.posts))
    body: bytes = tostring(root, "utf-8", xml_declaration=True)
    return body


def _declare(root: Element, of: str, name: str, kind: str) -> None:
    fields = {"id": name, "for": of, "attr.name": name, "attr.type": kind}
    SubElement(root, f"{{{_GRAPHML}}}key", fields)


def csv_of(chain: Chain, words: Translator) -> bytes:
    """The edges as CSV; what a spreadsheet would take for a formula is quoted."""
    numbers = {node.id: number for number, node in enumerate(chain.nodes)}
    known = {node.id: node for node in chain.nodes}
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(("source", "source_name", "target", "target_name", "how", "posts", "target_at"))
    for edge in chain.edges:
        source, target = known[edge.source], known[edge.target]
        at = "" if target.at is None else target.at.isoformat(timespec="seconds")
        writer.writerow(
            (
                numbers[source.id],
                as_cell(name_of(source, words)),
                numbers[target.id],
                as_cell(name_of(target, words)),
                edge.kind,
                edge.posts,
                at,
            )
        )
    return file.getvalue().encode()


async def _chain(app: RunningBot, words: Translator, claim_id: int) -> Chain:
    async with app.database.read() as session:
        claim = await claims.get(session, claim_id)
        if claim is None:
            raise HTTPException(404, words.plain("web-no-such-claim", claim=str(claim_id)))
        return await chain_for(session, claim)


def _values(node: Node, words: Translator) -> dict[str, str]:
    private = node.place_kind == "private"
    said = {
        "label": name_of(node, words),
        "kind": str(node.kind),
        "platform": node.platform,
        "at": None if node.at is None else node.at.isoformat(timespec="seconds"),
        "posts": str(node.posts),
        "language": node.language,
        "stance": node.stance,
        "url": None if private else node.url,
    }
    return {name: value for name, value in said.items() if value}


def _datum(parent: Element, name: str, text: str) -> None:
    data = SubElement(parent, f"{{{_GRAPHML}}}data", key=name)
    data.text = "".join(character for character in text if character.isprintable() or character == " ")


def _file(body: bytes, kind: str, name: str) -> Response:
    return Response(body, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
