"""What the charts of a claim's page draw, as JSON: the timeline's cells and the network's nodes and edges."""

from typing import Any

from fastapi import APIRouter, HTTPException

from bot.spread import graph_for, story_of
from bot.spread.figures import noon_of
from bot.web.access import RunningBot, SignedIn
from bot.web.network_files import name_of
from bot.web.rendering import When
from storage import claims

router = APIRouter(include_in_schema=False)


@router.get("/claims/{claim_id:int}/timeline.json")
async def timeline(app: RunningBot, person: SignedIn, claim_id: int) -> dict[str, Any]:
    """Posts by hour or day, platform, language and stance; appearances and fact-checks as marks."""
    async with app.database.read() as session:
        claim = await claims.get(session, claim_id)
        if claim is None:
            raise HTTPException(404, person.words.plain("web-no-such-claim", claim=str(claim_id)))
        story = await story_of(session, claim, app.now(), "all")
    marks = [
        {"at": seed.published_at.isoformat(), "label": seed.who, "kind": "appearance"}
        for seed in claim.appearances
        if seed.published_at is not None
    ] + [
        {"at": noon_of(check.published_on).isoformat(), "label": check.publisher or "", "kind": "fact-check"}
        for check in claim.fact_checks
        if check.published_on is not None
    ]
    words, named = person.words, When(person.words.language).language
    return {
        "unit": story.unit,
        "cells": [
            [cell.at.isoformat(), cell.platform, cell.language or "?", cell.stance, cell.posts]
            for cell in story.cells
        ],
        "marks": sorted(marks, key=lambda mark: mark["at"]),
        "words": {
            "posts": words.plain(f"chart-posts-{'an-hour' if story.unit == 'hour' else 'a-day'}"),
            "time": words.plain("chart-time"),
            "stance": {
                name: words.plain(f"chart-{name}") for name in ("assert", "report", "question", "deny")
            },
            "platform": {"telegram": "Telegram", "x": "X"},
            "language": {code: named(code) for code in {cell.language for cell in story.cells} if code}
            | {"?": words.plain("web-language-unknown")},
            "others": words.plain("chart-other-languages"),
            "first": words.plain("web-first-seen"),
            "fact-check": words.plain("chart-fact-check"),
        },
    }


@router.get("/claims/{claim_id:int}/network.json")
async def network(app: RunningBot, person: SignedIn, claim_id: int) -> dict[str, Any]:
    """Who brought it to whom: at most 2,000 nodes."""
    async with app.database.read() as session:
        claim = await claims.get(session, claim_id)
        if claim is None:
            raise HTTPException(404, person.words.plain("web-no-such-claim", claim=str(claim_id)))
        chain = await graph_for(session, claim)
    words = person.words
    return {
        "nodes": [
            {
                "id": node.id,
                "kind": node.kind,
                "label": name_of(node, words),
                "at": None if node.at is None else node.at.isoformat(timespec="minutes"),
                "platform": node.platform,
                "posts": node.posts,
                "stance": node.stance,
                "private": node.place_kind == "private",
            }
            for node in chain.nodes
        ],
        "edges": [[edge.source, edge.target, edge.kind, edge.posts] for edge in chain.edges],
        "words": {
            "kinds": {kind: words.plain(f"web-node-{kind}") for kind in {node.kind for node in chain.nodes}},
            "edges": {kind: words.plain(f"web-edge-{kind}") for kind in {edge.kind for edge in chain.edges}},
            "private": words.plain("web-private-chat"),
        },
    }
