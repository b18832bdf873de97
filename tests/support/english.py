"""Refuses words that nobody says any more: `python -m tests.support.english`, a part of `make lint`.

Comments, docs and what the bot says in English are read by people of many countries: plain, current words.
"""

import re
import subprocess
import sys
from pathlib import Path

INSTEAD = {
    r"whoever|whomever|whosoever": "anyone who, the person who",
    r"anew": "again",
    r"be it": "whether",
    r"reckon(ed|s|ing)?": "estimate, count",
    r"puts? it out": "remove it",
    r"for ever": "forever",
    r"hitherto": "until now",
    r"thereof|therein|hereby|herein|whereby|wherein": "of it, in it",
    r"lest": "so that … not",
    r"whence|thence": "from where, from there",
    r"henceforth": "from now on",
    r"amongst|whilst": "among, while",
    r"notwithstanding": "despite",
    r"albeit": "although",
    r"so-manieth": "nth",
    r"upon": "on",
    r"hence": "so",
    r"thus": "so, like this",
    r"in earnest": "as in production",
}
"""A pattern of words, and what to write in their place."""
_REFUSED = re.compile("|".join(rf"\b(?:{words})\b" for words in INSTEAD), re.IGNORECASE)
_READ = {".py", ".md", ".ftl", ".toml", ".yaml", ".yml", ".html", ".sh"}
_NOT_OURS = (
    "bot/web/static/vendor/",
    "bot/demo/data/",
    "tests/support/english.py",
)
"""Vendored files, sample posts, and the list itself."""


def faults(root: Path = Path()) -> list[str]:
    """Each refused word as `file:line: word`, in the files under version control."""
    listed = subprocess.run(["git", "ls-files"], cwd=root, check=True, capture_output=True, text=True)  # noqa: S607
    found = []
    for name in listed.stdout.splitlines():
        foreign = name.startswith("bot/locales/") and not name.startswith("bot/locales/en/")
        if (
            Path(name).suffix not in _READ
            or foreign
            or name.startswith(_NOT_OURS)
            or not (root / name).exists()
        ):
            continue
        for number, line in enumerate((root / name).read_text("utf-8").splitlines(), 1):
            found += [f"{name}:{number}: {word.group()}" for word in _REFUSED.finditer(line)]
    return found


if __name__ == "__main__":
    refused = faults()
    sys.stdout.write("".join(f"{fault}\n" for fault in refused))
    sys.exit(
        f"{len(refused)} words that nobody says any more; see tests/support/english.py" if refused else 0
    )
