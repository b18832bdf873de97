"""The six conversations. The bot's words come from a real run; only what people say is written here."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.app import open_app
from bot.claims.files import read_claims
from bot.claims.pages import Page, PageFault, PageUnavailable
from bot.config import Settings
from bot.platforms.telegram.platform import TelegramPlatform
from storage import claims
from tests.fakes.telegram import FakeTelegram, Limits, document, poll, voice
from tests.scenarios.conversations.scene import Scene

CLAIMS = Path("bot/demo/data/claims.jsonl")
BOT = "@claimspread_bot"
CHECK = "https://example.org/fact-check/lemonade-pool"
REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": CHECK,
    "claimReviewed": "The public pool of Norhaven was filled with lemonade.",
    "author": {"@type": "Organization", "name": "Example Newsroom (sample)"},
    "datePublished": "2026-11-20",
    "name": "No lemonade in the pool of Norhaven: the photo shows algae",
    "reviewRating": {"@type": "Rating", "alternateName": "Fabricated"},
    "itemReviewed": {"@type": "Claim", "author": {"name": "A local page (sample)"}},
}
CSV = """claim,rating,url,publisher
The lighthouse of Norhaven will be painted pink.,false,https://example.org/fact-check/pink,Civic Lens (sample)
"The town clock runs backwards, and the mayor knows it.",satire,https://example.org/fact-check/clock,
People use only ten percent of their brain.,false,https://example.org/fact-check/ten-percent-brain,
This line lacks a rating,,https://example.org/x,
"""


class SamplePages:
    """Plays the web: one fact-check."""

    async def read(self, url: str) -> Page:
        """The page at this address."""
        if url != CHECK:
            raise PageUnavailable(PageFault.UNREACHABLE, "no such page")
        return Page(url, f'<script type="application/ld+json">{json.dumps(REVIEW)}</script>')


@asynccontextmanager
async def stage(database_url: str) -> AsyncIterator[FakeTelegram]:
    """The bot with its default model and the demo's claims, at work on a fake Telegram."""
    async with FakeTelegram(limits=Limits(group_per_minute=None)) as fake:
        settings = Settings.model_validate(
            {
                "database_url": database_url,
                "secret_key": "a key for the play",
                "owners": ("telegram:1001",),
                "telegram": {"token": fake.token, "base_url": fake.bot_url, "poll_timeout": 2},
            }
        )
        platform = TelegramPlatform(settings.telegram)
        async with open_app(settings, [platform], pages=SamplePages()) as app:
            async with app.database.write() as session:
                for line in read_claims(CLAIMS):
                    assert line.form is not None
                    await claims.add(session, line.form.draft(), datetime.now(UTC))
            await app.catalogue.follow()
            work = asyncio.create_task(app.run())
            try:
                yield fake
            finally:
                work.cancel()
                await asyncio.gather(work, return_exceptions=True)


async def play(fake: FakeTelegram) -> list[Scene]:
    """All six at once; returns them as their readers saw them."""
    await fake.change_bot(can_read_all_group_messages=True)
    chats = (_ann, _omar, _luz, _olga, _neighbours, _forum)
    return list(await asyncio.gather(*(chat(fake) for chat in chats)))


async def _ann(fake: FakeTelegram) -> Scene:
    ann = fake.user(2001, "Ann", language_code="en")
    scene = Scene(fake, "Ann", "private, English", ann.id)
    await scene.says(ann, "/start")
    await scene.answers()
    await scene.says(ann, "My uncle says 100k North Koreans are going to fight for Russia in Ukraine")
    answer = await scene.answers()
    await scene.presses(ann, answer, "Why")
    await scene.answers()
    await scene.presses(ann, answer, "Tell me", notice=True)
    await scene.presses(ann, answer, "Helped")
    await scene.answers()
    await scene.says(ann, "Is it true that the moon over Norhaven was sold to a circus?")
    answer = await scene.answers()
    await scene.presses(ann, answer, "Ask a fact-checker")
    consent = await scene.answers()
    await scene.presses(ann, consent, "Yes")
    await scene.answers()
    await scene.says(ann, voice(), shown="(voice message, 0:07)")
    await scene.answers()
    question, options = "Do masks starve schoolchildren of oxygen?", ("Yes", "No")
    await scene.says(ann, poll(question, *options), shown=f"(poll) {question} – {' – '.join(options)}")
    await scene.answers()
    return scene


async def _omar(fake: FakeTelegram) -> Scene:
    omar = fake.user(2002, "عمر", language_code="ar")
    scene = Scene(fake, "عمر", "private, Arabic (right to left)", omar.id)
    await scene.says(omar, "/start")
    await scene.answers()
    await scene.says(omar, "هل صحيح أن كوريا الشمالية سترسل مئة ألف متطوع للقتال في أوكرانيا؟")
    await scene.answers()
    await scene.says(omar, "/check North Korea will send 100,000 volunteers to fight in Ukraine")
    answer = await scene.answers()
    await scene.presses(omar, answer, "ليس")
    await scene.answers()
    await scene.says(omar, "/privacy")
    await scene.answers()
    return scene


async def _luz(fake: FakeTelegram) -> Scene:
    luz = fake.user(2003, "Luz", language_code="es")
    scene = Scene(fake, "Luz", "private, Spanish; a burst of forwards", luz.id)
    channel = fake.channel(-100901, "Rumores", bot="left")
    rumours = [
        "Beber agua caliente con limón cada mañana cura el cáncer, compártelo",
        "Las vacunas contra el sarampión llevan microchips que rastrean a los niños",
        "Mi vecina perdió su gato gris en la calle del Pozo",
    ]
    posts = [await channel.post(text) for text in rumours]
    for post, text in zip(posts, rumours, strict=True):
        await scene.forwards(luz, post, text)
    await scene.answers(2)
    await scene.answers()
    await scene.says(luz, "/language uk")
    await scene.answers()
    await scene.says(luz, "/stats")
    await scene.answers()
    await scene.says(luz, "/language es")
    await scene.answers()
    await scene.says(luz, "déjame en paz")
    await scene.answers()
    return scene


async def _olga(fake: FakeTelegram) -> Scene:
    olga = fake.user(1001, "Olga", language_code="en")
    scene = Scene(fake, "Olga", "private; an editor keeps the claims", olga.id)
    await scene.says(olga, f"/addclaim {CHECK}")
    preview = await scene.answers()
    await scene.presses(olga, preview, "Back")
    link = await scene.answers()
    await scene.presses(olga, link, "Keep")
    preview = await scene.answers()
    await scene.presses(olga, preview, "Save")
    await scene.answers()
    channel = fake.channel(-100902, "Norhaven today (sample)", bot="left")
    text = "Breaking: they have poured lemonade into our public swimming pool"
    await scene.forwards(olga, await channel.post(text), text)
    answer = await scene.answers()
    await scene.presses(olga, answer, "A wording of")
    which = await scene.answers()
    await scene.presses(olga, which, "51.")
    await scene.answers()
    text = "They really have poured lemonade into our public swimming pool, look at the photo"
    await scene.forwards(olga, await channel.post(text), text)
    await scene.answers()
    await scene.says(olga, document(CSV.encode(), "claims.csv", "/import"), shown="(claims.csv) /import")
    preview = await scene.answers()
    await scene.presses(olga, preview, "Import")
    await scene.answers()
    await scene.says(olga, "/retract 51 the newsroom withdrew its article")
    preview = await scene.answers()
    await scene.presses(olga, preview, "Retract and correct")
    await scene.answers(2)
    await scene.says(olga, "/undo")
    await scene.answers()
    return scene


async def _neighbours(fake: FakeTelegram) -> Scene:
    ann, ben = fake.user(2011, "Cleo", language_code="en"), fake.user(2012, "Ben", language_code="en")
    group = fake.group(-100500, "Neighbours", owner=ben, members=[ann, ben], bot="left", kind="supergroup")
    scene = Scene(fake, "Neighbours", "a group, asked", group.id, group)
    await group.set_bot("member")
    scene.note("Ben adds the bot to the group.")
    await scene.answers()
    await scene.says(ann, "Good morning! Did anybody see the bin lorry?")
    rumour = await scene.says(ann, "They say sunscreen causes more skin cancer than the sun does!!")
    await scene.says(ben, f"{BOT} is this true?", reply_to=rumour)
    answer = await scene.answers()
    again = await scene.says(ann, "Sunscreen causes more skin cancer than the sun, I read it again")
    await scene.says(ben, f"{BOT} and this?", reply_to=again)
    await scene.answers()
    await scene.says(ben, "/settings")
    panel = await scene.answers()
    await scene.presses(ben, panel, "watch")
    await scene.answers()
    await scene.says(ann, "Pressing #90 on your phone gives strangers access to your SIM card")
    answer = await scene.answers()
    await scene.presses(ben, answer, "Not this", notice=True)
    scene.note("The answer is gone, and the bot does not answer that claim here again.")
    return scene


async def _forum(fake: FakeTelegram) -> Scene:
    eve = fake.user(2021, "Eve", language_code="uk")
    forum = fake.group(-100600, "Міський форум", kind="forum", owner=eve, members=[eve])
    topic = await forum.open_topic("Новини", eve)
    scene = Scene(fake, "Міський форум", "a forum’s topic, Ukrainian", forum.id, forum, topic)
    await scene.says(eve, f"{BOT} правда, що Північна Корея надішле 100 000 добровольців воювати в Україні?")
    await scene.answers()
    await scene.says(eve, f"/check{BOT} Вулкани щороку викидають більше вуглекислого газу, ніж люди")
    await scene.answers()
    await scene.says(eve, f"{BOT} чи знає хтось, де купити велосипед?")
    await scene.answers()
    await scene.says(eve, f"/help{BOT} check")
    await scene.answers()
    return scene
