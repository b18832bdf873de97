"""Which letters the charts can draw: those of matplotlib's own font, and of fonts that the machine has."""

import contextlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from matplotlib import font_manager

logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # that a font has no bold is no news

_OWN = "DejaVu Sans"
"""Comes with matplotlib: Latin, Cyrillic, Greek, Arabic, Hebrew, Armenian, Georgian."""


@dataclass(frozen=True)
class Script:
    """Letters that need a font of their own.

    Attributes:
        sample: A letter of it.
        families: Fonts that draw it, the best first.
        package: The smallest of Debian's packages that brings one.
    """

    sample: str
    families: tuple[str, ...]
    package: str


SCRIPTS: Mapping[str, Script] = {
    "Chinese": Script("新", ("Noto Sans CJK SC", "WenQuanYi Micro Hei"), "fonts-wqy-microhei"),
    "Japanese": Script("の", ("Noto Sans CJK JP", "WenQuanYi Micro Hei"), "fonts-wqy-microhei"),
    "Korean": Script("한", ("Noto Sans CJK KR", "WenQuanYi Micro Hei"), "fonts-wqy-microhei"),
    "Devanagari": Script("क", ("Noto Sans Devanagari", "Lohit Devanagari"), "fonts-lohit-deva"),
    "Bengali": Script("ক", ("Noto Sans Bengali", "Lohit Bengali"), "fonts-lohit-beng-bengali"),
    "Gurmukhi": Script("ਕ", ("Noto Sans Gurmukhi", "Lohit Gurmukhi"), "fonts-lohit-guru"),
    "Gujarati": Script("ક", ("Noto Sans Gujarati", "Lohit Gujarati"), "fonts-lohit-gujr"),
    "Tamil": Script("க", ("Noto Sans Tamil", "Lohit Tamil"), "fonts-lohit-taml"),
    "Telugu": Script("క", ("Noto Sans Telugu", "Lohit Telugu"), "fonts-lohit-telu"),
    "Kannada": Script("ಕ", ("Noto Sans Kannada", "Lohit Kannada"), "fonts-lohit-knda"),
    "Malayalam": Script("ക", ("Noto Sans Malayalam", "Lohit Malayalam"), "fonts-lohit-mlym"),
    "Thai": Script("ก", ("Noto Sans Thai", "Garuda"), "fonts-tlwg-garuda-ttf"),
}


@cache
def families() -> tuple[str, ...]:
    """The fonts to draw with, in order: matplotlib's own, then what is installed for other letters.

    matplotlib remembers which fonts there were when it first ran; those that came later are shown to it.
    """
    manager = font_manager.fontManager
    remembered = {font.fname for font in manager.ttflist}
    for path in sorted(set(font_manager.findSystemFonts()) - remembered):
        with contextlib.suppress(OSError, RuntimeError):  # broken, or of a kind that FreeType does not know
            manager.addfont(path)
    installed = {font.name for font in manager.ttflist}
    wanted = (family for script in SCRIPTS.values() for family in script.families)
    return (_OWN, *dict.fromkeys(family for family in wanted if family in installed))


@cache
def _letters() -> tuple[Mapping[int, int], ...]:
    """What each of these fonts has: code point to glyph."""
    return tuple(font_manager.get_font(font_manager.findfont(family)).get_charmap() for family in families())


def can_draw(text: str) -> bool:
    """Whether every letter and digit of a text has a glyph; signs and emoji do not count."""
    return all(any(ord(letter) in known for known in _letters()) for letter in text if letter.isalnum())


def missing() -> dict[str, str]:
    """Letters that cannot be drawn here, each with the Debian package that would help."""
    return {name: script.package for name, script in SCRIPTS.items() if not can_draw(script.sample)}
