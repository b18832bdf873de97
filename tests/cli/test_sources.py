"""`claimspread sources …`, from a dump on this machine to a claim in the catalogue."""

import contextlib
import json
from pathlib import Path

import pytest

from bot.cli.main import main


def review(number: int, rating: str = "False", host: str = "checks.example.org") -> dict[str, object]:
    url = f"https://{host}/c/{number}"
    return {
        "@type": "DataFeedItem",
        "item": [
            {
                "@type": "ClaimReview",
                "url": url,
                "claimReviewed": f"The lemonade fountain number {number} runs by night.",
                "author": {"@type": "Organization", "name": "Checks", "url": f"https://{host}/"},
                "reviewRating": {"@type": "Rating", "alternateName": rating},
            }
        ],
    }


@pytest.fixture
def dump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLAIMSPREAD_DATABASE_URL", f"sqlite:///{tmp_path}/claims.sqlite3")
    monkeypatch.setenv("CLAIMSPREAD_CACHE_FOLDER", str(tmp_path / "cache"))
    elements = [review(1), review(2, "Three Lemons"), review(3, "True")]
    file = tmp_path / "dump.json"
    file.write_text(json.dumps({"@type": "DataFeed", "dataFeedElement": elements}))
    return file


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    try:
        main(arguments)
    except SystemExit as end:
        assert not end.code, capsys.readouterr()
    return capsys.readouterr().out


def test_a_dump_is_followed_and_its_claims_are_decided(
    dump: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    added = json.loads(run(capsys, "sources", "add", str(dump), "--mode", "propose", "--json"))
    assert (added["kind"], added["listed"], added["mode"]) == ("dump", 3, "propose")
    assert [(one["rating"], one["own_words"]) for one in added["samples"]] == [
        ("false", "False"),
        (None, "Three Lemons"),
        ("true", "True"),
    ]
    counts = json.loads(run(capsys, "sources", "sync", "1", "--json"))
    assert (counts["new"], counts["proposals"], counts["troubles"]) == (3, 3, [])
    assert json.loads(run(capsys, "claims", "list", "--json")) == []
    words = json.loads(run(capsys, "sources", "ratings", "list", "--json"))
    assert [(one["publisher"], one["word"], one["times"]) for one in words] == [("Checks", "Three Lemons", 1)]
    run(capsys, "sources", "ratings", "answer", str(words[0]["id"]), "misleading")
    waiting = json.loads(run(capsys, "sources", "proposals", "list", "--json"))
    assert [one["rating"] for one in waiting] == ["false", "misleading", "true"]
    run(capsys, "sources", "proposals", "accept", str(waiting[0]["id"]))
    run(capsys, "sources", "proposals", "accept", str(waiting[1]["id"]), "--into", "1")
    run(capsys, "sources", "proposals", "dismiss", str(waiting[2]["id"]))
    (claim,) = json.loads(run(capsys, "claims", "list", "--json"))
    assert claim["rating"] == "false"
    assert claim["fact_checks"] == ["https://checks.example.org/c/1", "https://checks.example.org/c/2"]
    assert json.loads(run(capsys, "sources", "sync", "1", "--json"))["new"] == 0
    assert json.loads(run(capsys, "sources", "proposals", "list", "--json")) == []


def test_a_source_is_paused_resumed_and_removed(dump: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "sources", "add", str(dump), "--json")

    def status() -> str:
        return str(json.loads(run(capsys, "sources", "show", "1", "--json"))["status"])

    assert status() == "asked"
    for step, then in (("publish", "active"), ("pause", "paused"), ("resume", "active")):
        run(capsys, "sources", step, "1")
        assert status() == then
    run(capsys, "sources", "remove", "1")
    assert json.loads(run(capsys, "sources", "list", "--json")) == []


def test_publishers_are_renamed_and_made_one(dump: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elements = [review(1), review(2, host="other.example.net")]
    dump.write_text(json.dumps({"dataFeedElement": elements}))
    run(capsys, "sources", "add", str(dump), "--mode", "propose")
    run(capsys, "sources", "sync")
    known = json.loads(run(capsys, "sources", "publishers", "list", "--json"))
    assert {one["name"]: one["domains"] for one in known} == {
        "Checks": ["example.org"],
        "example.net": ["example.net"],
    }
    ids = {one["name"]: str(one["id"]) for one in known}
    run(capsys, "sources", "publishers", "edit", ids["example.net"], "--into", ids["Checks"])
    run(capsys, "sources", "publishers", "edit", ids["Checks"], "--name", "The Checkers")
    (one,) = json.loads(run(capsys, "sources", "publishers", "list", "--json"))
    assert (one["name"], one["domains"]) == ("The Checkers", ["example.net", "example.org"])


def test_all_feeds_of_a_language_are_followed_in_one_step(
    dump: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    offered = json.loads(run(capsys, "sources", "offers", "es", "--follow", "--json"))
    followed = json.loads(run(capsys, "sources", "list", "--json"))
    assert [one["title"] for one in followed] == [one["publisher"] for one in offered]
    assert {(one["mode"], one["status"], one["kind"]) for one in followed} == {("propose", "active", "feed")}
    assert "0 more are followed" in run(capsys, "sources", "offers", "es", "--follow")
    run(capsys, "init", "--no-ask", "--no-start", "--claims", "none", "--follow", "uk, es")
    after = json.loads(run(capsys, "sources", "list", "--json"))
    assert {one["title"] for one in after[len(followed) :]} == {
        one["publisher"] for one in json.loads(run(capsys, "sources", "offers", "uk", "--json"))
    }


def test_init_says_that_a_bot_without_claims_answers_nothing_and_follows_nothing_unasked(
    dump: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(capsys, "init", "--no-ask", "--no-start", "--claims", "none")
    assert "without claims answers nothing" in said
    assert "sources offers" in said
    assert json.loads(run(capsys, "sources", "list", "--json")) == []
    with pytest.raises(AssertionError, match="no feed is offered in tlh"):
        run(capsys, "init", "--no-ask", "--no-start", "--follow", "tlh")


def test_doctor_tells_how_the_sources_fare(dump: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def seen() -> str:
        capsys.readouterr()
        with contextlib.suppress(SystemExit):
            main(("doctor", "--quick", "--json"))
        found = json.loads(capsys.readouterr().out)
        return str(next(one["seen"] for one in found if one["subject"] == "sources"))

    assert seen() == "none is followed"
    run(capsys, "sources", "add", str(dump), "--mode", "propose", "--json")
    run(capsys, "sources", "sync", "1", "--json")
    assert seen() == "1 followed, 3 proposals wait"
    dump.unlink()
    with contextlib.suppress(SystemExit):  # it says by its exit code, too, that there was trouble
        main(("sources", "sync", "1", "--json"))
    assert seen() == "1 followed, 3 proposals wait; 1 is no-dump"


def test_feeds_are_offered_with_where_each_was_seen(capsys: pytest.CaptureFixture[str]) -> None:
    offered = json.loads(run(capsys, "sources", "offers", "es", "--json"))
    assert offered
    assert all(one["language"] == "es" and one["seen"] and one["address"] for one in offered)
