"""What the matcher sees in posts. The model takes its time: call this while no transaction is open."""

import asyncio
from collections.abc import Sequence
from contextlib import nullcontext

from bot.conversation.resources import Resources
from bot.decisions.meant import texts_of
from bot.events import Post
from bot.telemetry import metrics
from matchers.types import Reading


async def read_posts(posts: Sequence[Post], resources: Resources) -> dict[str, Reading]:
    """What the matcher sees in these posts and in those above them, by post id; one batch.

    The matcher first catches up with claims that were changed.
    """
    if not posts:
        return {}
    await resources.catalogue.catch_up()
    wanted = {candidate.id: candidate for post in posts for candidate in texts_of(post)}
    texts = [(candidate.text, candidate.links) for candidate in wanted.values()]
    with metrics.MATCHING.time() if texts else nullcontext():
        found = await asyncio.to_thread(resources.matcher.match_many, texts)
    metrics.MATCHED.inc(len(texts))
    return dict(zip(wanted, found, strict=True))
