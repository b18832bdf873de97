"""The tools that measure and mend the matching: tune, compare, plot."""

import asyncio
import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import decisions
from storage.database import Database
from storage.models import DecisionRecord
from tests.cli.terminal import Terminal
from tests.scenarios.end_to_end.house import WORKED_EXAMPLE

NOW = datetime(2026, 11, 2, tzinfo=UTC)


def give_feedback(terminal: Terminal, right: int, wrong: int) -> None:
    """Feedback as the buttons leave it, with scores that tell right from wrong fairly well."""
    dice = random.Random(5)  # noqa: S311 - made-up scores
    labels = [("right", dice.gauss(2, 1)) for _ in range(right)] + [
        ("wrong", dice.gauss(-1, 1)) for _ in range(wrong)
    ]

    async def work() -> None:
        async with (
            Database(terminal.settings["CLAIMSPREAD_DATABASE_URL"]) as database,
            database.write() as session,
        ):
            for number, (verdict, score) in enumerate(labels):
                evidence = [{"name": "ranker", "score": score, "details": {}}]
                decision = await decisions.record(
                    session,
                    DecisionRecord(
                        platform="telegram",
                        event_id=f"{number}",
                        post_id=f"1:{number}",
                        place_id="1",
                        author="a" * 32,
                        action="reply",
                        reason="nearly-certain",
                        matches=[{"claim_id": 1, "probability": 0.9, "evidence": evidence}],
                        stance="assert",
                        model_id=terminal.model_id,
                        decided_at=NOW,
                    ),
                )
                await decisions.give_feedback(session, decision, 1, f"{number:032}", verdict, NOW)

    asyncio.run(work())


@pytest.mark.parametrize(("right", "wrong"), [(0, 0), (49, 200), (200, 49)])
def test_tuning_refuses_too_few_labels_of_a_kind(terminal: Terminal, right: int, wrong: int) -> None:
    give_feedback(terminal, right, wrong)
    code, _, err = terminal.call("tune")
    assert code == 1
    assert "50 of each are needed" in err


def test_tuning_shows_before_and_after_and_changes_nothing_until_told(terminal: Terminal) -> None:
    give_feedback(terminal, 120, 120)
    tuned = Path(terminal.settings["CLAIMSPREAD_MATCHER__TUNED_FILE"])
    code, out, _ = terminal.call("tune", "--json")
    shown = json.loads(out)
    assert code == 0
    assert (shown["right"], shown["wrong"], shown["applied"]) == (120, 120, False)
    assert shown["after"]["log_loss"] < shown["before"]["log_loss"]
    assert not tuned.exists()
    terminal.import_claims(WORKED_EXAMPLE)
    text = "North Korea sends volunteers to Ukraine, they say"
    before = json.loads(terminal.call("check", text, "--json")[1])["matches"][0]["probability"]
    assert terminal.call("tune", "--apply")[0] == 0
    after = json.loads(terminal.call("check", text, "--json")[1])["matches"][0]["probability"]
    assert tuned.exists()
    assert after != before


def test_a_broken_calibration_file_is_one_clear_line(terminal: Terminal) -> None:
    Path(terminal.settings["CLAIMSPREAD_MATCHER__TUNED_FILE"]).write_text("{")
    code, _, err = terminal.call("check", "some text to be checked by the bot")
    assert code == 1
    assert "tune again" in err


def test_comparing_models_shows_only_what_would_change(terminal: Terminal, tmp_path: Path) -> None:
    terminal.import_claims(WORKED_EXAMPLE)
    terminal.settings["CLAIMSPREAD_MATCHER__REVIEW_THRESHOLD"] = "0.2"
    posts = [
        {
            "id": "1",
            "text": WORKED_EXAMPLE["claim"],
            "author_id": "5",
            "created_at": "2026-11-02T08:20:07.000Z",
        },
        {
            "id": "2",
            "text": "A walk along the river today",
            "author_id": "5",
            "created_at": "2026-11-02T08:20:07.000Z",
        },
    ]
    file = tmp_path / "posts.jsonl"
    file.write_text("\n".join(json.dumps(post) for post in posts))
    code, out, err = terminal.call("replay", str(file), "--compare", "hashing", "--json")
    assert code == 0, err
    judged = [json.loads(line) for line in out.splitlines()]
    assert [item["differs"] for item in judged] == [False, False]
    assert all(item["other"]["decision"] == item["decision"] for item in judged)
    code, out, err = terminal.call("replay", str(file), "--compare", "no-such-model")
    assert code == 1
    assert "no-such-model" in err


def test_comparing_thresholds_shows_only_what_would_change(terminal: Terminal, tmp_path: Path) -> None:
    terminal.import_claims(WORKED_EXAMPLE)
    terminal.settings["CLAIMSPREAD_MATCHER__REPLY_THRESHOLD"] = "0.5"
    terminal.settings["CLAIMSPREAD_MATCHER__REVIEW_THRESHOLD"] = "0.2"
    file = tmp_path / "posts.jsonl"
    written = {"author_id": "5", "created_at": "2026-11-02T08:20:07.000Z"}
    texts = {"1": WORKED_EXAMPLE["claim"], "2": "A walk along the river today"}
    file.write_text(
        "\n".join(json.dumps({"id": key, "text": text, **written}) for key, text in texts.items())
    )
    judged = {}
    for threshold in ("1", "0.5"):
        code, out, err = terminal.call("replay", str(file), "--threshold", threshold, "--json")
        assert code == 0, err
        judged[threshold] = [json.loads(line) for line in out.splitlines()]
    assert [item["differs"] for item in judged["1"]] == [True, False]
    assert judged["1"][0]["decision"] == "record"
    assert judged["1"][0]["other"]["decision"] == "review"
    assert [item["differs"] for item in judged["0.5"]] == [False, False]


def test_evaluation_prints_every_figure_and_draws_its_curve(terminal: Terminal, tmp_path: Path) -> None:
    subjects = ["bridge", "tunnel", "harbour", "castle", "museum", "station", "market", "school"]
    claims = [
        f"{number}\tThe {name} sale\tThe old {name} of the town was sold"
        for number, name in enumerate(subjects)
    ]
    posts = [
        f"q{number}\ttest\tthey sold the old {name} of our town!" for number, name in enumerate(subjects)
    ]
    pairs = [f"q{number}\t{number}\t1\ttest" for number in range(len(subjects))]
    folder = tmp_path / "set"
    folder.mkdir()
    for name, header, rows in (
        ("claims", "claim_id\ttitle\tclaim", claims),
        ("queries", "query_id\tsplit\ttext", posts),
        ("qrels", "query_id\tclaim_id\trelevance\tsplit", pairs),
    ):
        (folder / f"{name}.tsv").write_text("\n".join([header, *rows]) + "\n", "utf-8")
    curve = tmp_path / "curve.png"
    code, out, err = terminal.call("evaluate", str(folder), "--split", "test", "--plot", str(curve), "--json")
    assert code == 0, err
    figures = json.loads(out)
    assert list(figures) == [
        "posts",
        "claims",
        "map_at_5",
        "precision_at_1",
        "recall_at_20",
        "open_set",
        "auto_reply",
        "latency_ms",
        "posts_per_second",
    ]
    assert (figures["posts"], figures["claims"]) == (8, 8)
    assert figures["map_at_5"] > 0.9
    assert curve.read_bytes().startswith(b"\x89PNG")
    code, _, err = terminal.call("evaluate", str(tmp_path / "none"))
    assert code == 1
    assert "there is no folder" in err


def test_the_benchmark_prints_its_figures(terminal: Terminal) -> None:
    code, out, err = terminal.call("bench", "--claims", "50", "--posts", "10", "--json")
    assert code == 0, err
    assert json.loads(out)["posts_per_second"] > 0
