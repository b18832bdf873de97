"""Old posts from files: every form is read; what cannot be is told in plain words."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.platforms.replay import read_posts


def test_a_post_with_x_s_default_fields_alone_is_read_at_the_time_that_its_id_tells(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    bare = {"id": "2117044012446646275", "text": "The bridge was sold", "edit_history_tweet_ids": ["1"]}
    file.write_text("\n".join(json.dumps(line) for line in (bare, {"data": bare}, {"data": [bare, bare]})))
    found = [post for line in read_posts(file) for post in line.posts]
    assert [post.text for post in found] == ["The bridge was sold"] * 4
    assert {post.written_at.date() for post in found} == {datetime(2026, 11, 2, tzinfo=UTC).date()}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{broken", "is not JSON: Expecting property name enclosed in double quotes at character 2"),
        (b'{"a":' * 50_000, "is not JSON: it is nested too deep"),
        ('{"text": "caf\u00e9"}'.encode("latin-1"), "is not UTF-8 text"),
        (b"[]", "is no post that X or Telegram would send: it is no JSON object"),
        (b'{"data": {"id": "5"}}', "is no post that X or Telegram would send: it has no 'text'"),
        (
            b'{"data": {"id": "5", "text": null}}',
            "is no post that X or Telegram would send: its text is no text",
        ),
    ],
    ids=["broken", "deep", "latin-1", "list", "no text", "text of nothing"],
)
def test_a_line_that_is_no_post_is_told_in_plain_words(tmp_path: Path, line: bytes, said: str) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_bytes(line + b'\n{"id": "2117044012446646275", "text": "The bridge was sold"}\n')
    bad, good = read_posts(file)
    assert bad.fault == said
    assert len(good.posts) == 1
