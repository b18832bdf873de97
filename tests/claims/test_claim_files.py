"""Files of claims: good lines in, bad lines reported with their number, and out again the same."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.claims.files import ClaimLine, read_claims, write_claims
from bot.errors import InputError
from storage.claims import ClaimDraft, FactCheckDraft
from storage.models import Claim, FactCheck, Phrasing

HEADER = "claim,rating,url,publisher,title,language,phrasings\n"


def read(tmp_path: Path, name: str, content: str | bytes) -> list[ClaimLine]:
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_claims(file))


def test_a_csv_file_is_read_with_its_phrasings(tmp_path: Path) -> None:
    row = '"The bridge, sold",false,https://example.org/b,Sample,Not sold,en,bridge was sold|мост продан\n'
    (line,) = read(tmp_path, "claims.csv", HEADER + row)
    assert line.form is not None
    assert line.form.claim == "The bridge, sold"
    assert [phrasing.text for phrasing in line.form.phrasings] == ["bridge was sold", "мост продан"]


def test_a_spreadsheet_s_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (line,) = read(tmp_path, "claims.csv", b"\xef\xbb\xbfclaim,rating\nThe bridge was sold,false\n")
    assert line.form is not None


def test_a_bad_line_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = "The bridge was sold,false,https://example.org/b,,,,\nAnother one,maybe,,,,,\nThird,true,,,,,\n"
    lines = read(tmp_path, "claims.csv", HEADER + rows)
    assert [(line.number, line.form is not None) for line in lines] == [(2, True), (3, False), (4, True)]
    assert "rating must be one of" in str(lines[1].fault)


def test_json_lines_report_what_is_not_json_or_no_object(tmp_path: Path) -> None:
    content = "\n".join(
        [json.dumps({"claim": "The bridge was sold", "rating": "false"}), "{broken", "[1]", "", "[" * 100_000]
    )
    lines = read(tmp_path, "claims.jsonl", content)
    assert [line.number for line in lines] == [1, 2, 3, 5]
    assert [line.form is not None for line in lines] == [True, False, False, False]


def test_binary_content_is_reported_line_by_line(tmp_path: Path) -> None:
    lines = read(tmp_path, "claims.jsonl", bytes(range(256)) * 4)
    assert lines
    assert all(line.fault for line in lines)


def test_a_csv_file_without_the_needed_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="missing: rating"):
        read(tmp_path, "claims.csv", "claim,url\nx,y\n")


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        list(read_claims(tmp_path / "none.csv"))


def stored(draft: ClaimDraft) -> Claim:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return Claim(
        statement=draft.statement,
        rating=draft.rating,
        language=draft.language,
        fact_checks=[FactCheck(**vars(check)) for check in draft.fact_checks],
        phrasings=[
            Phrasing(text=text, language=language, created_at=now) for text, language in draft.phrasings
        ],
        appearances=[],
    )


@pytest.mark.parametrize("name", ["claims.csv", "claims.jsonl"])
def test_what_is_written_is_read_again_the_same(tmp_path: Path, name: str) -> None:
    claim = stored(
        ClaimDraft(
            '=HYPERLINK("http://x") says\nthe "minister"',
            "mixed",
            (FactCheckDraft("https://example.org/a", "Sample", "A title, long"),),
            (("-10 % of all", None), ("زعم", "ar")),
            language="en",
        )
    )
    file = tmp_path / name
    buffer = io.StringIO(newline="")
    assert write_claims([claim], buffer, as_csv=name.endswith("csv")) == 1
    file.write_text(buffer.getvalue(), "utf-8", newline="")
    (line,) = read_claims(file)
    assert line.form is not None
    assert line.form.claim == '=HYPERLINK("http://x") says the "minister"'
    assert [phrasing.text for phrasing in line.form.phrasings] == ["-10 % of all", "زعم"]
    assert line.form.title == "A title, long"


def test_a_spreadsheet_finds_no_formula(tmp_path: Path) -> None:
    buffer = io.StringIO(newline="")
    write_claims([stored(ClaimDraft("=1+1 is what they say", "false"))], buffer, as_csv=True)
    assert "\n=1+1" not in buffer.getvalue().replace("\r", "")
    assert "'=1+1" in buffer.getvalue()


def test_bytes_that_are_no_utf_8_are_never_taken_for_words(tmp_path: Path) -> None:
    rows = "claim,rating\nThe bridge was sold,false\nLa république est finie,false\n"
    table = tmp_path / "claims.csv"
    table.write_bytes(rows.encode("latin-1"))
    assert [(line.number, line.fault) for line in read_claims(table)] == [
        (2, None),
        (3, "is not UTF-8 text"),
    ]
    table.write_bytes(rows.encode("utf-16"))
    with pytest.raises(InputError, match="UTF-8"):
        list(read_claims(table))
    objects = tmp_path / "claims.jsonl"
    objects.write_bytes('{"claim": "La république", "rating": "false"}'.encode("latin-1"))
    assert [line.fault for line in read_claims(objects)] == ["is not UTF-8 text"]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_spreadsheet_may_separate_by_semicolons_or_tabs(tmp_path: Path, separator: str) -> None:
    file = tmp_path / "claims.csv"
    cells = [("claim", "rating", "url"), ("The bridge, they say, was sold", "false", "https://example.org/b")]
    file.write_text("\n".join(separator.join(row) for row in cells), "utf-8")
    (line,) = read_claims(file)
    assert line.form is not None
    assert line.form.claim == "The bridge, they say, was sold"


def test_a_row_with_too_many_cells_is_reported_and_not_cut_short(tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    file.write_text("claim,rating\nThe bridge was sold,false,in May\nThe tunnel was sold,false\n", "utf-8")
    first, second = read_claims(file)
    assert "more cells" in str(first.fault)
    assert second.form is not None
