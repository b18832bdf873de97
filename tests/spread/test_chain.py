"""The chain: who cites whom, forwards, answers and links, in one graph that never grows beyond its bounds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.spread import EdgeKind, NodeKind, chain_for, chain_of, post_url
from bot.spread.chain import MOST_NODES
from bot.spread.unnamed import names_nobody
from storage import claims, decisions, network, spread
from storage.claims import AppearanceDraft, ClaimDraft, FactCheckDraft
from storage.database import Database
from storage.decisions import SightingDraft
from storage.models import Appearance, FactCheck
from storage.network import Network
from tests.storage.samples import sighting

NOW = datetime(2026, 11, 5, 12, tzinfo=UTC)
EMPTY = Network((), (), (), (), {})
HOUR = timedelta(hours=1)


def appearance(number: int, who: str, citing: str | None = None, url: str | None = None) -> Appearance:
    at = NOW + timedelta(days=number)
    return Appearance(id=number, claim_id=1, who=who, citing=citing, url=url, published_at=at)


def edges(chain: object) -> set[tuple[str, str, str]]:
    return {(edge.source, edge.target, str(edge.kind)) for edge in chain.edges}  # type: ignore[attr-defined]


def test_a_pundit_cites_an_agency_and_the_agency_sources_that_name_nobody() -> None:
    chain = chain_of(
        [
            appearance(2, "A military pundit", "the  “Example Agency”"),
            appearance(1, "The Example Agency", "a speech of Mr Politician; diplomatic channels"),
            appearance(3, "A blogger"),
        ],
        [],
        EMPTY,
    )
    assert edges(chain) == {
        ("appearance:1", "appearance:2", "attribution"),
        ("source:diplomatic channels", "appearance:1", "attribution"),
        ("source:a speech of mr politician", "appearance:1", "attribution"),
    }
    kinds = {node.id: node.kind for node in chain.nodes}
    assert kinds["source:diplomatic channels"] is NodeKind.UNNAMED
    assert kinds["source:a speech of mr politician"] is NodeKind.SOURCE
    assert [node.label for node in chain.nodes if node.cites_nobody] == ["A blogger"]
    assert chain.earliest is not None
    assert chain.earliest.label == "The Example Agency"


@pytest.mark.parametrize(
    ("source", "nobody"),
    [
        ("diplomatic channels", True),
        ("“diplomatic channels”", True),
        ("Sources familiar with the matter", True),
        ("хорошо информированные источники", True),
        ("джерела в уряді", True),
        ("fuentes cercanas al gobierno", True),
        ("مصادر دبلوماسية", True),
        ("TASS", False),
        ("Sources at the Ministry of Defence", False),
        ("Ivan Petrenko", False),
        ("Министерство обороны", False),
        ("وكالة الأنباء", False),
    ],
)
def test_a_source_that_names_nobody_is_told_from_one_that_does(source: str, nobody: bool) -> None:
    assert names_nobody(source) is nobody


@pytest.mark.parametrize("citing", ["Nobody", "никого", "لا أحد", "—", "; nobody;", "", None])
def test_whoever_cites_nobody_in_words_has_no_source(citing: str | None) -> None:
    chain = chain_of([appearance(1, "A politician", citing)], [], Network((), (), (), (), {}))
    assert [(node.kind, node.cites_nobody) for node in chain.nodes] == [(NodeKind.APPEARANCE, True)]


def test_the_fact_check_stands_on_the_same_axis_and_is_not_the_earliest() -> None:
    check = FactCheck(
        id=1, claim_id=1, url="https://example.org/c", publisher="Newsroom", published_on=date(2026, 11, 1)
    )
    chain = chain_of([appearance(1, "Agency")], [check], EMPTY)
    (node,) = chain.fact_checks
    assert node.at == datetime(2026, 11, 1, 12, tzinfo=UTC)
    assert chain.earliest is not None
    assert chain.earliest.kind is NodeKind.APPEARANCE


async def test_forwards_answers_quotes_and_links_join_sightings(database: Database) -> None:
    async with database.write() as session:
        claim = await claims.add(
            session,
            ClaimDraft(
                "It is so",
                "false",
                fact_checks=(FactCheckDraft("https://example.org/check"),),
                appearances=(AppearanceDraft("Agency", url="https://example.org/agency"),),
            ),
            NOW,
        )
        first = sighting(claim.id, NOW, "-1:1")
        drafts = [
            replace(first, origin=None, links=("example.org/agency",)),
            replace(first, post_id="-2:1", origin_post_id="-1:1", origin_place_id="-1"),
            replace(first, post_id="-2:2", parent_post_id="-2:1", parent_kind="reply", origin=None),
            replace(first, post_id="-2:3", parent_post_id="-1:1", parent_kind="quote", origin=None),
            replace(first, post_id="-3:1", origin_post_id="-9:1", origin_place_id="-9"),
            replace(first, post_id="-3:2", origin=None, links=("b.org/x",)),
            replace(first, post_id="-3:3", origin=None, links=("b.org/x", "example.org/check")),
        ]
        for number, draft in enumerate(drafts):
            await decisions.add_sighting(session, replace(draft, written_at=NOW + number * HOUR))
    async with database.read() as session:
        known = await claims.get(session, claim.id)
        assert known is not None
        chain = await chain_for(session, known)
    ids = {node.url: node.id for node in chain.nodes if node.url}
    assert not chain.aggregated
    assert edges(chain) == {
        ("post:1", "post:2", "forward"),
        ("post:2", "post:3", "reply"),
        ("post:1", "post:4", "quote"),
        ("telegram@-9", "post:5", "forward"),
        ("post:6", "post:7", "link"),
        (ids["https://example.org/agency"], "post:1", "link"),
        (ids["https://example.org/check"], "post:7", "link"),
    }
    assert {first.value: first.sighting_id for first in chain.first_on} == {"telegram": 1}


def crowd(claim_id: int, number: int) -> list[SightingDraft]:
    """Posts of a few channels that forward the first one, and of many accounts on X."""
    made = []
    for place in range(number):
        on_x = place % 2 == 1
        draft = sighting(claim_id, NOW + place * timedelta(minutes=1), f"{place}")
        made.append(
            replace(
                draft,
                platform="x" if on_x else "telegram",
                place_id=str(place if on_x else place % 10),
                place_kind="timeline" if on_x else "channel",
                author=f"{place:032d}" if on_x else "c" * 32,
                origin_post_id=None if on_x or place == 0 else "0",
                origin_place_id=None if on_x or place == 0 else "0",
                origin=None,
                parent_post_id="1" if on_x and place > 1 else None,
                parent_kind="reply" if on_x and place > 1 else None,
                language="en",
                stance="assert" if place else "deny",
            )
        )
    return made


async def test_a_large_claim_is_drawn_by_chats_and_accounts_and_loses_no_post(database: Database) -> None:
    async with database.write() as session:
        claim_id = (await claims.add(session, ClaimDraft("It is so", "false"), NOW)).id
        for draft in crowd(claim_id, 60):
            await decisions.add_sighting(session, draft)
    async with database.read() as session:
        seen = await network.network(session, claim_id, 20)
        chain = chain_of([], [], seen)
    assert chain.aggregated
    assert len(chain.nodes) <= 22
    assert sum(node.posts for node in chain.nodes) == 60
    channels = {node.id: node for node in chain.nodes if node.platform == "telegram"}
    assert channels["telegram@2"].posts == 6
    assert channels["telegram@0"].stance is None  # its posts differ
    counted = {(edge.source, edge.target, edge.kind): edge.posts for edge in chain.edges}
    assert counted["telegram@0", "telegram@2", EdgeKind.FORWARD] == 6
    replies = sum(posts for (_, _, kind), posts in counted.items() if kind is EdgeKind.REPLY)
    assert replies == 29
    assert ("others:x", "others:x", EdgeKind.REPLY) not in counted
    assert seen.carriers[0].at == NOW


async def test_no_graph_has_more_nodes_than_can_be_drawn() -> None:
    many = [appearance(number, f"Somebody {number}", f"Source {number}") for number in range(1_000)]
    assert len(chain_of(many, [], EMPTY).nodes) <= MOST_NODES


async def test_firsts_counts_and_pages_come_from_the_database(database: Database) -> None:
    async with database.write() as session:
        claim_id = (await claims.add(session, ClaimDraft("It is so", "false"), NOW)).id
        for number, (language, place_kind) in enumerate(
            [("uk", "group"), ("en", "private"), ("en", "group"), ("uk", "group")]
        ):
            draft = sighting(claim_id, NOW + number * HOUR, f"{number}", place_kind=place_kind)
            await decisions.add_sighting(session, replace(draft, language=language, place_id=str(number % 3)))
    async with database.read() as session:
        totals = await spread.totals(session, claim_id)
        assert (totals.posts, totals.places, totals.first_at) == (4, 2, NOW)
        hours = await spread.moments(session, claim_id, "hour")
        assert [(moment.at, moment.posts, moment.places) for moment in hours][:2] == [
            (NOW, 1, 1),
            (NOW + HOUR, 1, 0),
        ]
        (only,) = await spread.moments(session, claim_id, "day", NOW - timedelta(days=1))
        assert (only.at, only.posts) == (NOW.replace(hour=0), 4)
        firsts = await spread.firsts(session, claim_id, "language")
        assert [(one.language, one.written_at) for one in firsts] == [("uk", NOW), ("en", NOW + HOUR)]
        page = await spread.page(session, claim_id, 3)
        rest = await spread.page(session, claim_id, 3, (page[-1].written_at, page[-1].id))
        assert [row.post_id for row in [*page, *rest]] == ["0", "1", "2", "3"]
        assert await spread.rises(session, NOW, NOW + 2 * HOUR, 5, least=3) == []
        (rise,) = await spread.rises(session, NOW, NOW + 9 * HOUR, 5)
        assert (rise.posts, rise.places) == (4, 2)


def test_posts_lead_to_their_platform_and_private_ones_nowhere() -> None:
    assert post_url("x", "timeline", "12") == "https://x.com/i/status/12"
    assert post_url("telegram", "channel", "-100800:7") == "https://t.me/c/800/7"
    assert post_url("telegram", "private", "77:7") is None
    assert post_url("x", "timeline", "gone:ab") is None
