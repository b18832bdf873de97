import os
import stat
from pathlib import Path

import pytest

from matchers.files import replace_file


def test_a_file_is_made_and_replaced_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "tuned.json"
    replace_file(file, b"old")
    replace_file(file, b"new and longer")
    assert file.read_bytes() == b"new and longer"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(("private", "mode"), [(True, 0o600), (False, 0o640)])
def test_only_its_owner_reads_a_private_file(tmp_path: Path, private: bool, mode: int) -> None:
    file = tmp_path / "claimspread.toml"
    before = os.umask(0o027)
    try:
        replace_file(file, b"secret", private=private)
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_a_reader_who_has_the_old_file_open_goes_on_reading_it(tmp_path: Path) -> None:
    file = tmp_path / "vectors"
    file.write_bytes(b"old")
    with file.open("rb") as reading:
        replace_file(file, b"new")
        assert reading.read() == b"old"


def test_what_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    taken = tmp_path / "folder"
    taken.mkdir()
    with pytest.raises(OSError, match="folder"):
        replace_file(taken, b"content")
    assert list(tmp_path.iterdir()) == [taken]
