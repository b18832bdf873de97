"""`claimspread demo`: the whole bot on sample posts, without tokens or servers."""

import asyncio
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.app import App, open_app
from bot.cli.console import advance, console, print_quoted, progress_bar
from bot.cli.talk import OWNER, talk
from bot.cli.web import USUAL_ADDRESS, local_address, print_link, sign_in_link, stopped_by_signals
from bot.config import Settings, load_settings, sqlite_url
from bot.config.web import WebSettings
from bot.demo.play import Scene, SimulatedClock, Tally, load_sample_claims, play, stories
from bot.demo.stage import StagePlatform
from bot.events import Command, OutgoingMessage, Post, time_of
from bot.markup import plain_text, shorten
from bot.platforms.console import ConsolePlatform
from bot.runtime.periodic import PeriodicTask, keep_doing
from bot.spread import Story
from bot.spread.palettes import Theme
from bot.translations import Translator

_START = datetime(2026, 11, 1, tzinfo=UTC)
_CARRY_OUT_SECONDS = 1.0
_ACTIONS = {
    "reply": ("answered", "bold green"),
    "suggest": ("offered", "green"),
    "admit": ("said so", "green"),
    "review": ("asked a reviewer", "yellow"),
    "record": ("kept silent", "cyan"),
    "ignore": ("nothing", "bright_black"),
}
_NEXT = """
What to try next:
  claimspread init                 set up your own bot, step by step
  claimspread claims import FILE   bring your own claims: CSV or JSON Lines
  claimspread demo --web           look at the sample week in the dashboard
  claimspread check "a rumour"     see what the bot would do with a text"""
_ICONS = {"telegram": "Telegram", "x": "X"}


def demo(
    folder: Annotated[
        Path, typer.Option(help="Where the database and the chart go; emptied of the last demo.")
    ] = Path("demo-output"),
    web: Annotated[
        bool, typer.Option("--web", help="Then show the sample week in the dashboard, until Ctrl-C.")
    ] = False,
    listen: Annotated[str, typer.Option(help="HOST:PORT of that dashboard.")] = USUAL_ADDRESS,
) -> None:
    """Run the whole bot on sample claims and posts; on a terminal you can write to it afterwards.

    Everything is invented; links lead to example.org. No token, no server and no download is needed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("demo.*"):
        old.unlink()
    settings = load_settings(
        database_url=sqlite_url(folder / "demo.sqlite3"), owners=(OWNER.ref,), telegram={}, x={}
    )
    settings = settings.model_copy(update={"web": WebSettings()})  # links lead here, wherever the own bot is
    asyncio.run(_demo(settings, folder, listen if web else None))


async def _demo(settings: Settings, folder: Path, listen: str | None) -> None:
    at = None if listen is None else _reserved(listen)  # a port that is taken is told of before the week
    started = perf_counter()
    sent: list[OutgoingMessage] = []
    clock = SimulatedClock(_START)
    stages = [StagePlatform(name, sent.append) for name in ("telegram", "x")]
    console_platform = ConsolePlatform(clock, sent.append, folder)
    async with open_app(settings, [*stages, console_platform], clock) as app:
        app.deliver_without_listening()
        with progress_bar("reading sample claims") as progress:
            number = await load_sample_claims(app, clock.now, advance(progress))
        console.print(Rule(f"[bold]Claimspread[/] knows {number} sample claims. Now the posts come in."))
        tally = Tally()
        async for scene in play(app, clock, sent):
            tally.count(scene)
            _show_scene(scene)
        seen = await stories(app)
        _show_spreads(seen)
        _show_tally(tally, perf_counter() - started)
        charts: dict[Theme, Path] = {
            "light": folder / "demo.spread.png",
            "dark": folder / "demo.spread-dark.png",
        }
        if seen:
            from bot.spread.charts import spread_chart  # noqa: PLC0415 - see bot.spread.showing

            for theme, file in charts.items():
                picture = await asyncio.to_thread(spread_chart, seen[0], Translator(settings.language), theme)
                file.write_bytes(picture)
            console.print(
                f"Spread of the most seen claim: [bold]{charts['light']}[/], [bold]{charts['dark']}[/]",
                soft_wrap=True,
            )
        if at is not None:
            await show_dashboard(app, clock, at)
        elif sys.stdin.isatty() and sys.stdout.isatty():
            await talk(app, console_platform, clock, sent)
    console.print(_NEXT)


def _reserved(listen: str) -> socket.socket:
    from bot.web.serving import listening  # noqa: PLC0415 - a third of a second for a demo without it

    return listening(listen)


async def show_dashboard(app: App, clock: SimulatedClock, at: socket.socket) -> None:
    """Serve the dashboard on the sample week until stopped; what is done there is carried out."""
    from bot.web.serving import serve  # noqa: PLC0415
    from bot.web.site import make_site  # noqa: PLC0415

    async def carry_out() -> None:
        await app.catalogue.follow()
        await app.desk.settle()
        await app.work_off()

    clock.run_on()
    stopping = stopped_by_signals()
    base = local_address(at.getsockname())
    console.print(f"\nThe sample week in the dashboard, on {base}; stop with Ctrl-C.", soft_wrap=True)
    print_link(await sign_in_link(app.database, base, app.settings.language, app.now()))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(
            keep_doing(PeriodicTask("carry out what is done", _CARRY_OUT_SECONDS, carry_out), stopping)
        )
        tasks.create_task(serve(make_site(app), at, stopping))


def _show_scene(scene: Scene) -> None:
    event = scene.event
    when = time_of(event)
    where = event.place.title or ("in private" if not event.place.kind.is_public else "timeline")
    console.print()
    head = Text.assemble(
        (f"{scene.number:>3}  {when:%a %d %b %H:%M}  ", "bright_black"),
        (_ICONS.get(event.place.platform, event.place.platform), "bold"),
        (f" · {where} · {event.author.name}", "bright_black"),
    )
    console.print(head, soft_wrap=True)
    print_quoted(shorten(_words_of(scene), 240), "", "     ")
    if scene.decision is not None:
        console.print(_verdict(scene), soft_wrap=True)
    for answer in scene.answers:
        print_quoted(plain_text(answer.html), "green", "     │ ")
        labels = [f"[{button.label}]" for row in answer.buttons for button in row]
        if labels:
            print_quoted(" ".join(labels), "dim green", "     │ ")


def _words_of(scene: Scene) -> str:
    event = scene.event
    if isinstance(event, Post):
        words = " ".join(event.text.split())
        above = [f"[above: {' '.join(post.text.split())}]" for post in event.above]
        return " ".join([words, *above]).strip() or "(no words)"
    return f"/{event.name} {event.argument}" if isinstance(event, Command) else "(button)"


def _verdict(scene: Scene) -> Text:
    decision = scene.decision
    assert decision is not None  # noqa: S101 - the caller looked
    word, style = _ACTIONS[decision.action]
    parts: list[tuple[str, str]] = [
        ("  → ", "bright_black"),
        (word, style),
        (f" ({decision.reason})", "bright_black"),
    ]
    if scene.claim is not None and decision.action not in ("ignore", "admit"):
        probability = decision.matches[0]["probability"]
        parts.append(
            (f"  {probability:.0%} claim {scene.claim.id}: {shorten(scene.claim.statement, 80)}", "dim")
        )
    return Text.assemble(*parts)


def _show_spreads(seen: list[Story]) -> None:
    table = Table(title="What spread", title_justify="left", expand=True)
    table.add_column("Claim", ratio=1, overflow="fold")
    for column in ("Seen", "On", "Languages", "Denied", "First"):
        table.add_column(column, no_wrap=True)
    for story in seen:
        totals = story.figures.totals
        languages = list(dict.fromkeys(cell.language or "?" for cell in story.cells))
        platforms = dict.fromkeys(cell.platform for cell in story.cells)
        table.add_row(
            story.claim.statement,
            str(totals.posts),
            ", ".join(_ICONS.get(name, name) for name in platforms),
            ", ".join(languages[:2]) + (f" +{len(languages) - 2}" if len(languages) > 2 else ""),
            str(sum(cell.posts for cell in story.cells if cell.stance == "deny")),
            f"{totals.first_at:%d %b}" if totals.first_at else "",
        )
    console.print()
    console.print(table)


def _show_tally(tally: Tally, seconds: float) -> None:
    counts = ", ".join(
        f"{tally.actions[action]} {word}" for action, (word, _) in _ACTIONS.items() if action in tally.actions
    )
    console.print(f"{tally.posts} posts in {seconds:.0f} s: {counts}. {tally.answers} messages sent.")
