"""The command line in this process: what a person types, and what comes back."""

import io
import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.cli import main
from matchers.encoding.encoders import HashingEncoder


class Terminal:
    """Runs `claimspread` with a database and settings of its own."""

    model_id = HashingEncoder.model_id

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self._patch = patch
        self._capture = capture
        self.settings = {
            "CLAIMSPREAD_CONFIG": str(folder / "none.toml"),
            "CLAIMSPREAD_DATABASE_URL": f"sqlite:///{folder / 'bot.sqlite3'}",
            "CLAIMSPREAD_SECRET_KEY": "a key for tests",
            "CLAIMSPREAD_CACHE_FOLDER": str(folder / "cache"),
            "CLAIMSPREAD_MATCHER__MODEL": "hashing",
            "CLAIMSPREAD_MATCHER__TUNED_FILE": str(folder / "tuned.json"),
        }

    def call(self, *arguments: str, stdin: str = "") -> tuple[int, str, str]:
        """Run a command to its end: exit code, standard output, standard error."""
        for name, value in self.settings.items():
            self._patch.setenv(name, value)
        typed = io.BytesIO(stdin.encode("utf-8", "surrogatepass"))
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(typed, "utf-8"))
        self._capture.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        out, err = self._capture.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 0), out, err

    def forget_setting(self, name: str) -> None:
        """From the next call on, this is not set."""
        self.settings.pop(name, None)
        self._patch.delenv(name, raising=False)

    def import_claims(self, *claims: Mapping[str, object]) -> None:
        """Put claims into the catalogue."""
        file = self.folder / "claims.jsonl"
        file.write_text("\n".join(json.dumps(claim) for claim in claims), "utf-8")
        code, out, err = self.call("claims", "import", str(file))
        assert code == 0, out + err

    def in_another_house(self, folder: Path) -> "Terminal":
        """A terminal with another database."""
        return Terminal(folder, self._patch, self._capture)
