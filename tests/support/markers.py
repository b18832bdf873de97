"""Marks tests by what they need, told from their folder, file and fixtures; `make quick` leaves these out.

`model`: a real model is loaded. `postgres`: the PostgreSQL server. `process`: processes of their own.
`browser`: chromium. `fakes`: a fake of somebody's server answers, or is itself tested. `slow`: the longest of
the rest.
"""

from pathlib import Path

import pytest

ALL = {
    "model": "loads one of the real models",
    "postgres": "needs the PostgreSQL server",
    "process": "starts processes of its own",
    "browser": "drives a browser",
    "fakes": "talks to a fake of somebody's server",
    "slow": "takes long",
}

_PLACES = {
    "model": (
        "cli",
        "web",
        "telemetry",
        "platforms/telegram",
        "platforms/x/test_refused_keys.py",
        "platforms/x/test_answering.py",
        "matchers/test_behaviour.py",
        "matchers/test_denial.py",
        "inbox/test_house.py",
        "inbox/test_passing_trouble.py",
        "spread/test_history.py",
        "storage/upkeep/test_forgetting.py",
        "scenarios/conversations",
        "scenarios/demo",
        "scenarios/docs/test_tutorial.py",
        "scenarios/security",
        "scenarios/soak",
        "scenarios/workers",
    ),
    "process": (
        "cli",
        "fakes/tests/test_telegram_faults.py",
        "fakes/tests/test_fake_x_faults.py",
        "platforms/x/test_length.py",
        "sources/test_month.py",
        "scenarios/crash",
        "scenarios/demo",
        "scenarios/deploy",
        "scenarios/docs/test_tutorial.py",
        "scenarios/end_to_end",
        "scenarios/faults",
        "scenarios/soak",
        "scenarios/workers",
    ),
    "browser": ("web/test_browser.py",),
    "fakes": ("fakes",),
    "slow": (
        "scenarios/fuzz",
        "spread/test_charts.py",
        "storage/upkeep",
    ),
}
_FIXTURES = {
    "model": {"house", "stage", "app"},
    "postgres": {"postgres", "postgresql_url", "empty_postgresql_url"},
    "process": {"terminal"},
    "browser": {"chromium", "browser"},
    "fakes": {"fake", "newsroom", "telegram", "x"},
}
_TESTS = Path(__file__).parents[1]


def of_place(path: Path) -> set[str]:
    """The markers that every test in a file or folder gets."""
    place = path.relative_to(_TESTS).as_posix() if path.is_relative_to(_TESTS) else ""
    return {
        name
        for name, places in _PLACES.items()
        if any(place == one or place.startswith(f"{one}/") for one in places)
    }


def mark(item: pytest.Item) -> set[str]:
    """Add the markers of one test, and tell which they are."""
    found = of_place(item.path)
    fixtures = set(getattr(item, "fixturenames", ()))
    callspec = getattr(item, "callspec", None)
    values = (
        set() if callspec is None else {value for value in callspec.params.values() if value == "postgresql"}
    )
    found |= {name for name, needing in _FIXTURES.items() if fixtures & needing}
    if values:
        found.add("postgres")
    for name in found:
        item.add_marker(name)
    return found
