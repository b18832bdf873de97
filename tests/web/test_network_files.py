"""The network in words and for other programs: accounts are told apart and named by nobody's name."""

import csv
import io
from dataclasses import replace
from xml.etree.ElementTree import fromstring

from bot.spread.chain import Edge, EdgeKind, Node, NodeKind
from bot.translations import Translator
from bot.web.network_files import name_of, rows_of
from storage import decisions
from tests.web.stage import REVIEWER, Stage, seen_again

WORDS = Translator("en")
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def account(number: int) -> Node:
    return Node(f"x@{number}", NodeKind.POST, "", None, "x", "timeline", posts=1)


def test_two_accounts_on_x_have_two_names_and_the_same_account_one() -> None:
    names = {name_of(account(number), WORDS) for number in (1, 2, 2)}
    assert len(names) == 2
    assert all(name.startswith("X ") for name in names)
    private = replace(account(3), place_kind="private", label="Somebody's name")
    assert name_of(private, WORDS) == "a private chat"


def test_equal_edges_are_one_row() -> None:
    private = [replace(account(number), place_kind="private") for number in (1, 2, 3)]
    channel = replace(account(9), label="A channel")
    edges = [(one, channel, Edge(one.id, channel.id, EdgeKind.FORWARD, 2)) for one in private]
    edges.append((channel, private[0], Edge(channel.id, private[0].id, EdgeKind.REPLY)))
    rows = rows_of(edges, WORDS)
    assert [(row.source, row.target, row.kind, row.posts) for row in rows] == [
        ("a private chat", "A channel", "forward", 6),
        ("A channel", "a private chat", "reply", 1),
    ]


async def test_the_network_leaves_as_graphml_and_csv(stage: Stage) -> None:
    async with stage.app.database.write() as session:
        first = replace(seen_again(2, 1), place_title='=HYPERLINK("x")')
        await decisions.add_sighting(session, first)
        forward = replace(seen_again(2, 2), origin_post_id=first.post_id, origin_place_id=first.place_id)
        await decisions.add_sighting(session, replace(forward, parent_post_id=None))
    async with stage.browser_of(REVIEWER) as reader:
        graph = fromstring((await reader.get(f"/claims/{stage.example}/network.graphml")).content)  # noqa: S314 - ours
        nodes = graph.findall(f"{GRAPHML}graph/{GRAPHML}node")
        shown = (await reader.get(f"/claims/{stage.example}/network.json")).json()
        assert len(nodes) == len(shown["nodes"])
        labels = {datum.text for datum in graph.iter(f"{GRAPHML}data") if datum.get("key") == "label"}
        assert "A military pundit · Talk show" in labels
        edges = graph.findall(f"{GRAPHML}graph/{GRAPHML}edge")
        known = {node.get("id") for node in nodes}
        assert len(edges) == len(shown["edges"]) > 0
        assert all({edge.get("source"), edge.get("target")} <= known for edge in edges)
        table = await reader.get(f"/claims/{stage.example}/network.csv")
        assert table.headers["content-disposition"] == 'attachment; filename="claim-1-network.csv"'
        assert len(list(csv.DictReader(io.StringIO(table.text)))) == len(edges)
        hostile = list(csv.DictReader(io.StringIO((await reader.get("/claims/2/network.csv")).text)))
        assert [row["source_name"] for row in hostile] == ['\'=HYPERLINK("x")']
        for address in ("/claims/999/network.csv", "/claims/999/network.graphml"):
            assert (await reader.get(address)).status_code == 404
        listed = (await reader.get(f"/claims/{stage.example}/network")).text
        assert "X → X" not in listed.replace("<bdi>", "").replace("</bdi>", "")
