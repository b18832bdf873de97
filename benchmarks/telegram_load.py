"""300 people write to the bot at once: is everybody answered, how soon, and are Telegram's 429s obeyed?

python -m benchmarks.telegram_load --chats 300 --rate 20 --refusals 20

The bot runs as its users run it, a process of its own with the default model and an SQLite file; the fake Bot
API (`tests/fakes/telegram`) keeps Telegram's limits and speaks HTTP on loopback. An answer's time runs from
the moment at which Telegram has the message to that at which it gets the answer, so it holds the poll, the
inbox, the matching and the outbox. Chats that were told to wait (429) are reported by themselves.
"""

import argparse
import asyncio
import json
import os
import platform
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import numpy as np

from tests.fakes.telegram import BotCall, FakeTelegram, Limits

CLAIMS = Path("bot/demo/data/claims.jsonl")
_FIRST_ID = 5_000_001
_PATIENCE = 120.0


def questions(chats: int, rounds: int) -> list[tuple[int, str]]:
    """Who writes what, in their order: half of it known rumours, half harmless talk."""
    rumours = [json.loads(line)["claim"] for line in CLAIMS.read_text("utf-8").splitlines()]
    choose = random.Random(7)  # noqa: S311 - the same load each time
    asked = []
    for turn in range(rounds):
        for chat in range(chats):
            known = choose.random() < 0.5
            talk = f"What a lovely morning number {turn} for a walk along the river with the {chat} dogs"
            asked.append((_FIRST_ID + chat, choose.choice(rumours) if known else talk))
    return asked


@asynccontextmanager
async def bot(fake: FakeTelegram, folder: Path) -> AsyncIterator[int]:
    """The bot as a process, with the claims of the demo; gives its process id."""
    settings = {
        "CLAIMSPREAD_DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
        "CLAIMSPREAD_SECRET_KEY": "a key for measuring",
        "CLAIMSPREAD_TELEGRAM__TOKEN": fake.token,
        "CLAIMSPREAD_TELEGRAM__BASE_URL": fake.bot_url,
        "CLAIMSPREAD_TELEGRAM__POLL_TIMEOUT": "5",
    }
    environment = os.environ | settings
    program = (sys.executable, "-m", "bot.cli")
    importing = await asyncio.create_subprocess_exec(
        *program, "claims", "import", str(CLAIMS), env=environment, stdout=asyncio.subprocess.DEVNULL
    )
    if await importing.wait():
        raise SystemExit("the claims could not be imported")
    log = (folder / "bot.telemetry.log").open("wb")
    running = await asyncio.create_subprocess_exec(*program, "run", env=environment, stdout=log, stderr=log)
    try:
        await fake.wait_for_call(lambda call: call.method == "getUpdates", timeout=_PATIENCE)
        yield running.pid
    finally:
        if running.returncode is None:
            running.terminate()
            await running.wait()
        log.close()


async def measure(chats: int, rounds: int, rate: float, refusals: int) -> dict[str, object]:
    """Let them write, wait for the answers, and say how it went."""
    with tempfile.TemporaryDirectory() as folder:
        async with FakeTelegram(limits=Limits()) as fake, bot(fake, Path(folder)) as process:
            people = {_FIRST_ID + n: fake.user(_FIRST_ID + n, f"Person {n}") for n in range(chats)}
            refused = await fake.fault("status", "sendMessage", status=429, retry_after=3, times=refusals)
            wrote: dict[int, list[float]] = defaultdict(list)
            clock = asyncio.get_running_loop().time
            began, spent = clock(), _processor_seconds(process)
            for number, (chat, text) in enumerate(questions(chats, rounds)):
                await asyncio.sleep(max(0.0, began + number / rate - clock()))
                wrote[chat].append(fake.clock())
                await people[chat].private(text)
            took = clock() - began
            await _until_answered(fake, chats * rounds)
            del refused
            found = _report(fake, wrote, rate=chats * rounds / took)
            used = (_processor_seconds(process) - spent) / (chats * rounds)
            return found | {"processor_seconds_a_message": round(used, 4)}


def _processor_seconds(process: int) -> float:
    """What a process has used of the processors so far, whatever else they did: see proc(5)."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _until_answered(fake: FakeTelegram, wanted: int) -> None:
    deadline = asyncio.get_running_loop().time() + _PATIENCE
    while sum(call.ok for call in fake.calls_of("sendMessage")) < wanted:
        if asyncio.get_running_loop().time() > deadline:
            return
        await asyncio.sleep(0.1)


def _report(fake: FakeTelegram, wrote: dict[int, list[float]], rate: float) -> dict[str, object]:
    sent: dict[int, list[BotCall]] = defaultdict(list)
    for call in fake.calls_of("sendMessage"):
        sent[call.chat_id or 0].append(call)
    free: list[float] = []
    told: list[float] = []
    disobeyed, unanswered = 0, 0
    for chat, times in wrote.items():
        answers = [call for call in sent[chat] if call.ok]
        unanswered += max(0, len(times) - len(answers))
        took = [answer.at - asked for asked, answer in zip(times, answers, strict=False)]
        (told if len(answers) < len(sent[chat]) else free).extend(took)
        for before, after in pairwise(sent[chat]):
            wait = before.params.get("retry_after", 3.0 if before.fault else 0.0)
            disobeyed += before.status == 429 and after.at - before.at < float(wait)
    shares = np.percentile(free, [50, 95, 99])
    return {
        "chats": len(wrote),
        "messages": sum(map(len, wrote.values())),
        "messages_a_second": round(rate, 1),
        "unanswered": unanswered,
        "seconds_p50": round(float(shares[0]), 3),
        "seconds_p95": round(float(shares[1]), 3),
        "seconds_p99": round(float(shares[2]), 3),
        "refused_with_429": sum(call.status == 429 for call in fake.calls_of("sendMessage")),
        "refusals_not_obeyed": disobeyed,
        "seconds_p95_of_those_told_to_wait": round(float(np.percentile(told, 95)), 3) if told else None,
        "cores": os.cpu_count(),
        "load_before_and_other_work": [round(value, 1) for value in os.getloadavg()],
        "python": platform.python_version(),
    }


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--chats", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=2, help="messages of each")
    parser.add_argument("--rate", type=float, default=20.0, help="messages a second")
    parser.add_argument("--refusals", type=int, default=20, help="429s that the fake throws in")
    chosen = parser.parse_args()
    found = asyncio.run(measure(chosen.chats, chosen.rounds, chosen.rate, chosen.refusals))
    sys.stdout.write(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
