"""The command line as people and scripts use it: output, JSON, exit codes, one clear line for an error."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import Terminal
from tests.scenarios.end_to_end.house import WORKED_EXAMPLE

RUMOUR = "North Korea is going to send 100,000 volunteers to fight in Ukraine"


def succeed(terminal: Terminal, *arguments: str, stdin: str = "") -> str:
    code, out, err = terminal.call(*arguments, stdin=stdin)
    assert code == 0, out + err
    return out


def succeed_json(terminal: Terminal, *arguments: str) -> Any:
    return json.loads(succeed(terminal, *arguments, "--json"))


def fail(terminal: Terminal, *arguments: str, code: int = 1, stdin: str = "") -> str:
    seen, out, err = terminal.call(*arguments, stdin=stdin)
    assert seen == code, out + err
    assert "Traceback" not in err + out
    return err


def test_a_claim_is_added_shown_found_edited_and_retracted(terminal: Terminal) -> None:
    added = succeed_json(
        terminal,
        "claims",
        "add",
        "The bridge was sold",
        "--rating",
        "false",
        "--url",
        "https://example.org/bridge",
    )
    claim_id = str(added["id"])
    assert "The bridge was sold" in succeed(terminal, "claims", "show", claim_id)
    assert [claim["id"] for claim in succeed_json(terminal, "claims", "list", "bridge")] == [added["id"]]
    assert succeed_json(terminal, "claims", "list", "tunnel") == []
    edited = succeed_json(
        terminal, "claims", "edit", claim_id, "--rating", "mixed", "--phrasing", "They sold the bridge"
    )
    assert edited["rating"] == "mixed"
    assert edited["phrasings"] == ["They sold the bridge"]
    retracted = succeed_json(terminal, "claims", "retract", claim_id, "--reason", "wrong")
    assert retracted["status"] == "retracted"
    assert succeed_json(terminal, "claims", "list", "--status", "published") == []


def test_what_is_wrong_with_a_claim_is_one_line_and_exit_code_1(terminal: Terminal) -> None:
    succeed(
        terminal,
        "claims",
        "add",
        "The bridge was sold",
        "--rating",
        "false",
        "--url",
        "https://example.org/b",
    )
    again = ("claims", "add", "the BRIDGE was  sold", "--rating", "false", "--url", "https://example.org/c")
    assert "claim 1 already says this" in fail(terminal, *again)
    script = ("claims", "add", "Another claim", "--rating", "false", "--url", "javascript:alert(1)")
    assert "url must begin with" in fail(terminal, *script)
    assert "there is no claim 99" in fail(terminal, "claims", "show", "99")


def test_wrong_usage_is_exit_code_2_and_every_level_has_help(terminal: Terminal) -> None:
    fail(terminal, "claims", "show", "seven", code=2)
    fail(terminal, "nonsense", code=2)
    for arguments in (
        (),
        ("claims",),
        ("claims", "import"),
        ("sightings", "import"),
        ("replay",),
        ("evaluate",),
        ("db", "upgrade"),
    ):
        assert "Usage" in succeed(terminal, *arguments, "--help")


def test_check_prints_the_decision_and_its_matches_as_json(terminal: Terminal) -> None:
    terminal.import_claims(WORKED_EXAMPLE)
    result = succeed_json(terminal, "check", RUMOUR)
    assert set(result) >= {"decision", "reason", "matches"}
    best = result["matches"][0]
    assert set(best) == {"claim_id", "claim", "rating", "probability", "fact_check_url", "evidence"}
    assert best["fact_check_url"] == WORKED_EXAMPLE["url"]
    assert all(set(item) == {"name", "score", "details"} for item in best["evidence"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\u200b\u200c\u2060",
        "🔥🔥🔥",
        "\u202eلا أحد يعرف\u202c",
        "a" * 1_000_000,
        "\x00\x01\x02\ufffd",
    ],
    ids=["empty", "blank", "zero-width", "emoji", "right-to-left", "1 MB", "binary"],
)
def test_a_text_without_a_claim_is_no_error(terminal: Terminal, text: str) -> None:
    code, out, err = terminal.call("check", "-", "--json", stdin=text)
    assert code == 0, err
    assert json.loads(out)["decision"] in ("ignore", "admit")


def test_an_import_reports_bad_lines_by_number_keeps_the_rest_and_may_be_repeated(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "claims.csv"
    file.write_text(
        "claim,rating,url\nThe bridge was sold,false,https://example.org/b\n"
        "Bad,none,\nThe sun is cold,false,\n"
    )
    code, out, err = terminal.call("claims", "import", str(file))
    assert code == 1
    assert "line 3: rating must be one of" in err
    assert "2 added, 0 already there, 1 faulty" in out
    code, out, _ = terminal.call("claims", "import", str(file))
    assert "0 added, 2 already there, 1 faulty" in out


def test_an_appearance_is_entered_on_the_command_line(terminal: Terminal) -> None:
    terminal.import_claims(WORKED_EXAMPLE)
    origin = "Example Agency | its website | 2026-11-02 | diplomatic channels | https://example.org/agency"
    succeed(terminal, "claims", "edit", "1", "--appearance", origin, "--appearance", "A pundit")
    shown = json.loads(succeed(terminal, "claims", "show", "1", "--json"))
    agency, pundit = shown["appearances"][-2:]
    assert (agency["who"], agency["where"], agency["citing"]) == (
        "Example Agency",
        "its website",
        "diplomatic channels",
    )
    assert agency["published_at"] == "2026-11-02T00:00:00+00:00"
    assert (pundit["who"], pundit["citing"]) == ("A pundit", None)
    code, _, err = terminal.call("claims", "edit", "1", "--appearance", "Agency | site | yesterday")
    assert code != 0
    assert "when" in err


def test_an_export_is_imported_again_elsewhere(terminal: Terminal, tmp_path: Path) -> None:
    terminal.import_claims(WORKED_EXAMPLE)
    file = tmp_path / "out.jsonl"
    succeed(terminal, "claims", "export", str(file))
    other = terminal.in_another_house(tmp_path / "other")
    succeed(other, "claims", "import", str(file))
    (claim,) = succeed_json(other, "claims", "list")
    assert claim["statement"] == WORKED_EXAMPLE["claim"]
    assert claim["phrasings"] == WORKED_EXAMPLE["phrasings"]


def test_run_without_a_platform_says_what_is_missing_and_offers_the_demo(terminal: Terminal) -> None:
    said = fail(terminal, "run")
    assert "CLAIMSPREAD_TELEGRAM__TOKEN" in said
    assert "claimspread demo" in said
    terminal.settings["CLAIMSPREAD_X__CONSUMER_KEY"] = "k"
    assert "CLAIMSPREAD_X__ACCESS_TOKEN_SECRET" in fail(terminal, "run")


def test_a_missing_model_folder_is_one_clear_line(terminal: Terminal) -> None:
    terminal.settings["CLAIMSPREAD_MATCHER__MODEL"] = str(terminal.folder / "no-model")
    assert "no-model" in fail(terminal, "check", "some text to be checked")


def test_an_unreachable_database_is_one_clear_line_without_its_password(terminal: Terminal) -> None:
    terminal.settings["CLAIMSPREAD_DATABASE_URL"] = "postgresql://bot:geheim@127.0.0.1:9/none"
    said = fail(terminal, "claims", "list")
    assert "cannot use the database" in said
    assert "geheim" not in said


def test_doctor_names_what_is_broken_and_fails(terminal: Terminal) -> None:
    findings = succeed_json(terminal, "doctor")
    assert {"settings", "database", "model", "platforms"} <= {finding["subject"] for finding in findings}
    terminal.settings["CLAIMSPREAD_TELEGRAM__TOKEN"] = "1:x"
    terminal.settings["CLAIMSPREAD_TELEGRAM__BASE_URL"] = "http://127.0.0.1:9/bot"
    code, out, _ = terminal.call("doctor", "--json")
    assert code == 1
    assert (
        next(finding for finding in json.loads(out) if finding["subject"] == "telegram")["health"] == "failed"
    )


def test_db_upgrade_creates_the_database(terminal: Terminal) -> None:
    succeed(terminal, "db", "upgrade")
    assert (terminal.folder / "bot.sqlite3").exists()


def test_replay_judges_each_post_reports_bad_lines_and_records_once(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.import_claims(WORKED_EXAMPLE)
    posts = [
        {"data": {"id": "10", "text": RUMOUR, "author_id": "5", "created_at": "2026-11-02T08:20:07.000Z"}},
        {
            "update_id": 1,
            "message": {
                "message_id": 2,
                "date": 1793599956,
                "chat": {"id": -100, "type": "supergroup", "title": "Group"},
                "from": {"id": 6, "is_bot": False, "first_name": "Ann"},
                "text": "Lovely weather for a walk along the river today",
            },
        },
    ]
    file = tmp_path / "posts.jsonl"
    file.write_text("\n".join([json.dumps(posts[0]), "{broken", json.dumps(posts[1])]))
    terminal.settings["CLAIMSPREAD_MATCHER__REPLY_THRESHOLD"] = "0.2"
    terminal.settings["CLAIMSPREAD_MATCHER__REVIEW_THRESHOLD"] = "0.2"
    code, out, err = terminal.call("replay", str(file), "--json", "--record")
    assert code == 1
    assert "line 2: is not JSON" in err
    judged = [json.loads(line) for line in out.splitlines()]
    assert [(item["line"], item["platform"], item["decision"]) for item in judged] == [
        (1, "x", "record"),
        (3, "telegram", "ignore"),
    ]
    assert "1 sighted" in err
    _, _, err = terminal.call("replay", str(file), "--json", "--record")
    assert "sighted" not in err


def test_replay_reads_a_telegram_desktop_export(terminal: Terminal, tmp_path: Path) -> None:
    export = {
        "name": "River news",
        "type": "public_channel",
        "id": 77,
        "messages": [
            {"id": 1, "type": "service", "date": "2026-11-02T08:00:00", "action": "create_channel"},
            {
                "id": 2,
                "type": "message",
                "date": "2026-11-02T08:20:07",
                "date_unixtime": "1793607607",
                "from": "River news",
                "from_id": "channel77",
                "text": ["Watch: ", {"type": "link", "text": "https://example.org/v"}, " " + RUMOUR],
            },
            {"id": 3, "type": "message", "text": "written at no time at all"},
        ],
    }
    file = tmp_path / "result.json"
    file.write_text(json.dumps(export, indent=1))
    code, out, err = terminal.call("replay", str(file), "--json")
    assert code == 1
    assert "line 3" in err
    (judged,) = [json.loads(line) for line in out.splitlines()]
    assert judged["post_id"] == "-10077:2"
    assert RUMOUR in judged["text"]


def test_sightings_are_looked_through_and_imported(terminal: Terminal, tmp_path: Path) -> None:
    terminal.import_claims({"claim": "The bridge was sold", "rating": "false"})
    file = tmp_path / "seen.csv"
    file.write_text(
        "url,written_at,claim\n"
        "https://x.com/a/status/1,2026-11-01 08:30,\n"
        "https://x.com/a/status/2,2026-11-01 08:31,The tunnel was sold\n"
        "https://x.com/a/status/1,2026-11-01 08:30,1\n"
    )
    command = ("sightings", "import", str(file), "--claim", "the bridge WAS sold")
    for more in (("--dry-run",), ()):
        code, out, err = terminal.call(*command, *more, "--json")
        assert code == 1
        assert json.loads(out) == {"new": 1, "known": 1, "faulty": 1}
        assert "line 3: there is no claim The tunnel was sold" in err
    assert "0 added, 2 already there, 1 faulty" in terminal.call(*command)[1]


def test_a_sign_in_link_is_printed_for_a_dashboard_that_runs_already(terminal: Terminal) -> None:
    links = [succeed(terminal, "web", "--link").splitlines()[-1] for _ in range(2)]
    assert links[0] != links[1]
    assert all(link.startswith("http://127.0.0.1:8100/in/") for link in links)
    terminal.settings["CLAIMSPREAD_WEB__LISTEN"] = "127.0.0.1:8111"
    assert succeed(terminal, "web", "--link").splitlines()[-1].startswith("http://127.0.0.1:8111/in/")
    terminal.settings["CLAIMSPREAD_WEB__PUBLIC_URL"] = "https://bot.example.org"
    assert succeed(terminal, "web", "--link").splitlines()[-1].startswith("https://bot.example.org/in/")
