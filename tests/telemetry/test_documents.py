"""Metrics, their page, the alerts and the dashboard agree."""

import json
import re
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml

from bot.telemetry.metrics import REGISTRY

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operating.md").read_text("utf-8")
ALERTS = yaml.safe_load((ROOT / "deploy" / "prometheus" / "alerts.yml").read_text("utf-8"))
DASHBOARD = json.loads((ROOT / "deploy" / "grafana" / "claimspread.json").read_text("utf-8"))
RULES: list[dict[str, Any]] = [rule for group in ALERTS["groups"] for rule in group["rules"]]
PANELS: list[dict[str, Any]] = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
EXPRESSIONS = [rule["expr"] for rule in RULES] + [
    target["expr"] for panel in PANELS for target in panel["targets"]
]
OWN = [family for family in REGISTRY.collect() if family.name.startswith("claimspread_")]
PROMETHEUS_OWN = {"up"}


def shown_name(name: str, kind: str) -> str:
    return f"{name}_total" if kind == "counter" else name


def series() -> set[str]:
    """Every name under which a sample may be asked for."""
    names = set(PROMETHEUS_OWN)
    for family in REGISTRY.collect():
        names.add(shown_name(family.name, family.type))
        if family.type == "histogram":
            names |= {f"{family.name}_{part}" for part in ("bucket", "count", "sum")}
    return names


@pytest.mark.parametrize("family", OWN, ids=lambda family: family.name)
def test_every_metric_is_documented_with_its_type_and_words(family: Any) -> None:
    name = shown_name(family.name, family.type)
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |")]
    assert f"| {family.type} |" in row
    assert row.endswith(f"| {family.documentation} |")


def test_the_page_names_no_metric_that_does_not_exist() -> None:
    assert set(re.findall(r"`(claimspread_\w+)`", PAGE)) <= series()


@pytest.mark.parametrize("family", OWN, ids=lambda family: family.name)
def test_names_follow_the_conventions(family: Any) -> None:
    """https://prometheus.io/docs/practices/naming: base units, their suffix, no total but of counters."""
    if re.search("_(duration|wait|age)(_|$)", family.name):
        assert family.name.endswith("_seconds")
    assert not re.search(r"_(ms|milliseconds|minutes|percent)$|__|[A-Z]", family.name)
    if family.type != "counter":
        assert not family.name.endswith("_total")


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_every_query_can_be_parsed_and_asks_for_metrics_that_exist(expression: str) -> None:
    assert promql_parser.parse(expression) is not None
    bare = re.sub(r"\{[^}]*\}|\[[^]]*\]|by \([^)]*\)", "", expression)
    asked = set(re.findall(r"\b(?:claimspread|process|python)_\w+|\bup\b", bare))
    assert asked, expression
    assert asked <= series(), asked - series()


def test_labels_in_queries_exist() -> None:
    known = {label for collector in REGISTRY._collector_to_names for label in labels_of(collector)}
    known |= {"le", "job", "instance"}
    for expression in EXPRESSIONS:
        for label in re.findall(r"[{,]\s*(\w+)\s*(?:=~|!=|=)", expression):
            assert label in known, (label, expression)
        for labels in re.findall(r"by \(([^)]*)\)", expression):
            assert {label.strip() for label in labels.split(",")} <= known, expression


def labels_of(collector: object) -> tuple[str, ...]:
    return tuple(getattr(collector, "_labelnames", ()))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_every_alert_says_what_it_is_how_bad_and_what_to_do(rule: dict[str, Any]) -> None:
    assert rule["labels"]["severity"] in {"critical", "warning", "info"}
    assert rule["annotations"]["summary"]
    assert re.search(rf"\| [^|]*\b{rule['alert']}\b[^|]*\| \S", PAGE), "no line in docs/operating.md"


def test_panels_have_titles_and_places_of_their_own() -> None:
    titles = [panel["title"] for panel in PANELS]
    assert len(set(titles)) == len(titles) > 15
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken, panel["title"]
        assert place["x"] + place["w"] <= 24
        taken |= cells


def test_no_label_could_name_a_person_or_grow_without_bound() -> None:
    allowed = {
        "platform", "status", "kind", "action", "reason", "chore", "outcome", "window", "version", "model",
    }  # fmt: skip
    for collector in REGISTRY._collector_to_names:
        if getattr(collector, "_name", "").startswith("claimspread_"):
            assert set(labels_of(collector)) <= allowed
