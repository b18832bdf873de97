"""Play the conversations and write the page.

python -m tests.scenarios.conversations docs/telegram-conversations.md
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.scenarios.conversations.page import as_html, as_markdown
from tests.scenarios.conversations.play import play, stage


async def main(markdown: Path) -> None:
    """Play them all at once, then write Markdown, and HTML beside it."""
    with tempfile.TemporaryDirectory() as folder:
        async with stage(f"sqlite:///{Path(folder) / 'bot.db'}") as fake:
            scenes = await play(fake)
    markdown.write_text(as_markdown(scenes), "utf-8")
    markdown.with_suffix(".html").write_text(as_html(scenes), "utf-8")
    sys.stdout.write(f"{sum(len(scene.lines) for scene in scenes)} lines in {len(scenes)} chats\n")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
