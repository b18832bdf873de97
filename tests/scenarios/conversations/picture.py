"""The README's picture: the beginnings of two of the chats, cut out of the page of conversations.

`python -m tests.scenarios.conversations.picture docs/conversation.png`. The words are those of
`docs/telegram-conversations.html`, which a test holds to what the bot says today. It needs Chromium, and a
font with emoji, such as Debian's fonts-noto-color-emoji.
"""

import asyncio
import sys
from pathlib import Path

from tests.web.browsing import browsing

HTML = Path("docs/telegram-conversations.html")
SHOWN = {"Ann": (2, 4), "Neighbours": (2, 6)}
"""Of each chat: the first line shown, and the one before which it ends."""
_CUT = """(shown) => {
  document.querySelectorAll("h1, p.about").forEach((part) => part.remove());
  for (const section of document.querySelectorAll("section")) {
    const part = shown[section.querySelector("b").textContent];
    if (!part) { section.remove(); continue; }
    const lines = [...section.children].slice(1);
    lines.forEach((line, number) => { if (number < part[0] || number >= part[1]) line.remove(); });
  }
  const main = document.querySelector("main");
  main.style.gridTemplateColumns = "1fr 1fr";
}"""


async def draw(html: Path, picture: Path) -> None:
    """Cut the chats out and write the picture."""
    async with browsing(760, 600) as page:
        await page.goto(html.absolute().as_uri())
        await page.evaluate(_CUT, SHOWN)
        await page.locator("body").screenshot(path=picture)


if __name__ == "__main__":
    asyncio.run(draw(HTML, Path(sys.argv[1])))
