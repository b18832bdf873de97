"""`backup`, `restore`, `doctor --deep` and `db tidy`, as a person types them."""

import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

CLAIM = {"claim": "The moon is made of cheese", "rating": "false", "url": "https://example.org/moon"}


@pytest.fixture
def full(terminal: Terminal) -> Terminal:
    terminal.import_claims(CLAIM, {**CLAIM, "claim": "The sun is a lamp", "url": "https://example.org/sun"})
    return terminal


VECTOR = 'INSERT INTO vectors (model_id, content_hash, "values") VALUES'
EVENT = (
    "INSERT INTO inbox (platform, event_id, conversation, payload, status, attempts, failures, priority, "
    "received_at, error) VALUES"
)


def deep(terminal: Terminal) -> tuple[int, dict[str, list[dict[str, str]]]]:
    code, out, err = terminal.call("doctor", "--deep", "--json")
    found: dict[str, list[dict[str, str]]] = {}
    for finding in json.loads(out or err):
        found.setdefault(finding["subject"], []).append(finding)
    return code, found


def change(terminal: Terminal, *statements: str) -> None:
    """Change the database behind the program's back."""
    with closing(sqlite3.connect(terminal.folder / "bot.sqlite3")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_backup_is_restored_in_another_house_with_its_key(full: Terminal, tmp_path: Path) -> None:
    full.forget_setting("CLAIMSPREAD_SECRET_KEY")
    full.call("check", "The moon is made of cheese")
    key = full.folder / "bot.key"
    file = tmp_path / "all.backup"
    code, out, err = full.call("backup", str(file))
    assert code == 0, err
    assert "schema" in out
    beside = tmp_path / "all.backup.key"
    assert beside.read_bytes() == key.read_bytes()
    assert stat.S_IMODE(beside.stat().st_mode) == stat.S_IMODE(file.stat().st_mode) == 0o600

    other = full.in_another_house(tmp_path / "other")
    other.forget_setting("CLAIMSPREAD_SECRET_KEY")
    code, out, err = other.call("restore", str(file))
    assert code == 0, err
    assert (other.folder / "bot.key").read_bytes() == key.read_bytes()
    code, out, err = other.call("check", "The moon is made of cheese", "--json")
    assert "https://example.org/moon" in out


def test_a_house_in_use_is_left_alone_unless_told(full: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    assert full.call("backup", str(file))[0] == 0
    code, _, err = full.call("backup", str(file))
    assert (code, "--overwrite" in err) == (1, True)
    code, _, err = full.call("restore", str(file))
    assert (code, "--replace" in err) == (1, True)
    assert full.call("restore", str(file), "--replace")[0] == 0


def test_nothing_to_back_up_is_said(terminal: Terminal, tmp_path: Path) -> None:
    code, _, err = terminal.call("backup", str(tmp_path / "none.backup"))
    assert code == 1
    assert "nothing to back up" in err
    assert not (tmp_path / "none.backup").exists()


def test_a_sound_house_is_found_sound(full: Terminal) -> None:
    code, found = deep(full)
    assert code == 0
    assert found["soundness"][0]["health"] == "ok"
    assert "claims 2" in found["rows"][0]["seen"]
    assert found["references"][0]["health"] == "ok"
    assert found["vectors"][0]["health"] == "ok"


def test_what_is_odd_is_found_with_what_to_do(full: Terminal) -> None:
    change(
        full,
        "PRAGMA foreign_keys=OFF",
        "DELETE FROM fact_checks WHERE claim_id = 1",
        "UPDATE fact_checks SET url = 'javascript:alert(1)' WHERE claim_id = 2",
        "UPDATE claims SET statement = 'The sun is a torch' WHERE id = 2",
        f"{EVENT} ('x', 'a', 'c', 'nonsense', 'pending', 0, 0, 0, '2026-11-03 12:00:00.000000', NULL)",
        f"{EVENT} ('x', 'b', 'c', 'n', 'failed', 5, 5, 0, '2026-11-03 12:00:00.000000', 'ValueError: odd')",
        "INSERT INTO phrasings (claim_id, text, text_folded, text_hash, created_at) "
        "VALUES (404, 'lost', 'lost', 'h', '2026-11-03 12:00:00.000000')",
    )
    code, found = deep(full)
    seen = {finding["seen"]: finding for finding in found["odd"] + found["broken"]}
    for words in (
        "1 published claims without a fact-check",
        "1 fact-checks whose link is not http or https",
        "1 events that wait for more than an hour",
        "1 events that were given up (2: ValueError: odd)",
        "content that cannot be read: event 1",
        "1 rows that refer to nothing (phrasings 1)",
        "2 texts whose hash is not theirs (claim 2; fact-check 2)",
    ):
        (finding,) = [one for said, one in seen.items() if said.startswith(words)]
        assert finding["remedy"]
    assert code == 1
    assert found["broken"][0]["health"] == "failed"


def test_vectors_that_nobody_needs_are_found_and_tidied_away(full: Terminal) -> None:
    full.call("check", "The moon is made of cheese")
    model = full.model_id
    change(
        full,
        f"{VECTOR} ('older-model', '{'a' * 64}', x'00000000')",
        f"{VECTOR} ('{model}', '{'b' * 64}', x'00000000')",
    )
    _, found = deep(full)
    (vectors,) = found["vectors"]
    assert vectors["health"] == "note"
    assert vectors["seen"].startswith(f"1 of other models than {model}, 1 of texts that no claim has")
    assert "claimspread db tidy" in vectors["remedy"]
    code, out, _ = full.call("db", "tidy")
    assert (code, out.strip()) == (0, "2 vectors deleted")
    assert deep(full)[1]["vectors"][0]["health"] == "ok"


def test_a_damaged_file_is_failed(full: Terminal) -> None:
    file = full.folder / "bot.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'ix_fact_checks_claim_id'"
        ).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(file.read_bytes())
    content[(root - 1) * size + 8 : root * size] = b"\x00" * (size - 8)
    file.write_bytes(content)
    code, found = deep(full)
    assert code == 1
    assert found["soundness"][0]["health"] == "failed"
    assert "claimspread restore" in found["soundness"][0]["remedy"]
