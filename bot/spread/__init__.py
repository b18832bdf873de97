"""How a claim spreads: what to call for pages, charts, chat and exports.

    async with database.read() as session:
        claim = await claims.get(session, claim_id)
        story = await story_of(session, claim, now, "30d")   # figures, counts by hour or day, coverage
        chain = await chain_for(session, claim)              # the graph: at most 2,000 nodes, edges, firsts
        rows = await storage.spread.page(session, claim.id, 100, after)    # every sighting, paged
        rising = await storage.spread.rises(session, now - timedelta(days=1), now, 20)   # what spreads now

Pure and usable alone: `figures` (growth, shares, half-life, robust z-score), `chain` (the graph), `charts`
(PNG). `storage.spread` counts in SQL, `storage.network` finds carriers and ties, `storage.coverage` tells
what was heard when. "First" always means first seen by us. May import platforms, telemetry,
roles, markup, config and what lies below them; knows no conversation.
"""

from bot.spread.addresses import post_url
from bot.spread.chain import Chain, Edge, EdgeKind, First, Node, NodeKind, chain_of
from bot.spread.figures import Growth, Shares, SpreadFigures, Unusual, figures_of
from bot.spread.story import PERIODS, Period, Story, chain_for, graph_for, story_of

__all__ = [
    "PERIODS",
    "Chain",
    "Edge",
    "EdgeKind",
    "First",
    "Growth",
    "Node",
    "NodeKind",
    "Period",
    "Shares",
    "SpreadFigures",
    "Story",
    "Unusual",
    "chain_for",
    "chain_of",
    "figures_of",
    "graph_for",
    "post_url",
    "story_of",
]
