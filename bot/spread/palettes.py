"""The colours of charts, light and dark; text has a contrast of at least 4.5 to 1 on its paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class Palette:
    """Colours of a theme; text on `paper` has a contrast of at least 4.5 to 1."""

    paper: str
    ink: str
    faint: str
    grid: str
    check: str
    stances: Mapping[str, str]
    platforms: tuple[str, ...]


PALETTES: Mapping[Theme, Palette] = {
    "light": Palette(
        paper="#ffffff",
        ink="#1d2733",
        faint="#5b6b7a",
        grid="#e4e9ee",
        check="#137a4f",
        stances={"assert": "#c8334f", "report": "#b7791f", "question": "#2b6cb0", "deny": "#1f8a5b"},
        platforms=("#2f7ebc", "#1d2733", "#8a5fb0", "#b08968"),
    ),
    "dark": Palette(
        paper="#11181f",
        ink="#eef2f5",
        faint="#9fb0bf",
        grid="#26323d",
        check="#5fd6a0",
        stances={"assert": "#ff7085", "report": "#f0b94d", "question": "#6bb6f2", "deny": "#48c78e"},
        platforms=("#58abe6", "#eef2f5", "#b99ae0", "#d9b48f"),
    ),
}
