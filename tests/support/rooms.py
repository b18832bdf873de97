"""Draws the rooms and what each may import, from the contracts in pyproject.toml, into docs/design.md.

`python -m tests.support.rooms` writes the drawing; a test refuses a page whose drawing is another one.
"""

import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "design.md"
BEGIN = "<!-- drawn by `make docs-tables` from the contracts in pyproject.toml -->"
END = "<!-- the drawing ends -->"


def contracts() -> list[dict[str, Any]]:
    """The contracts that `lint-imports` holds."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found: list[dict[str, Any]] = project["tool"]["importlinter"]["contracts"]
    return found


def floors(package: str) -> list[list[str]]:
    """The rooms of a package from the top, those that share a floor together."""
    for contract in contracts():
        if contract["type"] == "layers" and contract["containers"] == [package]:
            return [[room.strip() for room in layer.split("|")] for layer in contract["layers"]]
    raise KeyError(package)


def drawing() -> str:
    """The contracts as a Mermaid flowchart: an arrow leads from a floor to the next, which it may import."""
    lines = ["```mermaid", "flowchart TB"]
    for package in ("bot", "matchers"):
        lines += [f"  subgraph {package}", "    direction TB", *_floors(package), "  end"]
    lines += ["  storage", *(f"  {above} --> {below}" for above, below in _packages()), "```"]
    return "\n".join(lines)


def _floors(package: str) -> Iterator[str]:
    """The lines of one package."""
    stacked = floors(package)
    for floor in stacked:
        yield from (f"    {package}_{room}[{room}]" for room in floor)
    for above, below in pairwise(stacked):
        ends = [" & ".join(f"{package}_{room}" for room in floor) for floor in (above, below)]
        yield f"    {ends[0]} --> {ends[1]}"


def _packages() -> Iterator[tuple[str, str]]:
    """Which package may import which: those that no contract forbids."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    names: list[str] = project["tool"]["importlinter"]["root_packages"]
    refused = set()
    for contract in contracts():
        if contract["type"] == "forbidden":
            refused |= {
                (above, below)
                for above in contract["source_modules"]
                for below in contract["forbidden_modules"]
            }
        elif contract["type"] == "independence":
            apart = contract["modules"]
            refused |= {(one, other) for one in apart for other in apart}
    for above in names:
        yield from ((above, below) for below in names if below != above and (above, below) not in refused)


def with_drawing(page: str) -> str:
    """A page with the drawing as it is now.

    Raises:
        ValueError: the page has no place for it.
    """
    before, _, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"the page lacks {BEGIN} or {END}")
    return f"{before}{BEGIN}\n{drawing()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_drawing(PAGE.read_text("utf-8")), "utf-8")
