"""Under which licences the installed packages stand that the bot runs with."""

import re
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

_NEEDED = re.compile(r"^(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[(?P<extras>[^\]]*)\])?")
_OF_EXTRA = re.compile(r"\bextra\s*==\s*['\"]([^'\"]+)['\"]")
_LONGEST = 60
"""Some packages put the whole text of their licence into the field for its name."""


@dataclass(frozen=True)
class Licence:
    """A package and the licence that it declares; `unknown` where it declares none."""

    package: str
    version: str
    licence: str


def licences(package: str = "claimspread") -> list[Licence]:
    """The package's dependencies and theirs, by name.

    Extras count where a package asks for them. What is not installed, because only another platform needs it,
    is left out.
    """
    found: dict[str, Licence] = {}
    waiting: list[tuple[str, frozenset[str]]] = [(package, frozenset())]
    seen = set()
    while waiting:
        asked = waiting.pop()
        if asked in seen:
            continue
        seen.add(asked)
        name, extras = asked
        try:
            one = distribution(name)
        except PackageNotFoundError:
            continue
        if name != package:
            found[name] = Licence(one.metadata["Name"], one.version, declared(one))
        for line in one.requires or ():
            wanted = _OF_EXTRA.search(line)
            needed = _NEEDED.match(line)
            if needed and (wanted is None or _folded(wanted[1]) in extras):
                further = {_folded(extra) for extra in (needed["extras"] or "").split(",") if extra}
                waiting.append((_folded(needed["name"]), frozenset(further)))
    return [found[name] for name in sorted(found)]


def _folded(name: str) -> str:
    """A name as the package index compares it."""
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


def declared(one: Distribution) -> str:
    """The licence's name: the expression, else the classifiers, else the first line of the old field."""
    for expression in one.metadata.get_all("License-Expression") or ():
        return str(expression)
    classified = [
        line.rsplit(" :: ", 1)[1]
        for line in one.metadata.get_all("Classifier") or ()
        if line.startswith("License :: ") and not line.endswith(":: OSI Approved")
    ]
    if classified:
        return "; ".join(classified)
    (old, *_) = one.metadata.get_all("License") or ("",)
    first = next(iter(old.strip().splitlines()), "").strip()
    return first if first and len(first) <= _LONGEST else "unknown"
