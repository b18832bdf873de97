"""What a page without ClaimReview lets guess: title, summary, a claim, words of a rating.

Never more than a proposal for an editor.
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from bot.claims.claimreview import text_of_html
from bot.claims.rating_words import rating_of

_LONGEST = 500
_MOST_LINES = 400
_MOST_TEXT = 300_000
_CLAIM_WORDS = (
    "claim|the claim|what was claimed|claim reviewed|afirmación|la afirmación|bulo|lo que dicen|alegação|"
    "boato|affirmation|l'affirmation|behauptung|die behauptung|l'affermazione|affermazione|twierdzenie|"
    "tvrzení|tvrdenie|iddia|утверждение|заявление|фейк|твердження|заява|الادعاء|ادعاء|دعوى|दावा|দাবি|klaim|"
    "påstand|påstående|"
    "väite|állítás|tvrdnja|afirmație|bewering|主張|주장"
)
_RATING_WORDS = (
    "rating|our rating|verdict|our verdict|conclusion|ruling|fact check rating|calificación|veredicto|"
    "conclusión|classificação|veredito|verdict final|bewertung|urteil|fazit|verdetto|conclusione|"
    "ocena|werdykt|hodnocení|karar|"
    "sonuç|вердикт|оценка|вывод|оцінка|висновок|التصنيف|الحكم|النتيجة|फैसला|निष्कर्ष|"
    "kesimpulan|konklusjon|slutsats"
)
_CLAIM_LINE = re.compile(rf"^\W*(?:{_CLAIM_WORDS})\s*[:：–—]\s*(.+)$", re.IGNORECASE)
_RATING_LINE = re.compile(rf"^\W*(?:{_RATING_WORDS})\s*[:：–—]\s*(.{{2,60}})$", re.IGNORECASE)
_LABEL_ALONE = re.compile(
    rf"^\W*(?:(?P<claim>{_CLAIM_WORDS})|(?:{_RATING_WORDS}))\s*[:：]?\s*$", re.IGNORECASE
)
_TITLE_VERDICT = re.compile(r"^\W*(?:fact[- ]?check\s*:\s*)?([\w ]{2,25})\s*[:：–—|]\s*\S")


@dataclass(frozen=True)
class Guess:
    """What a page may say; `is_article` tells whether it looks like one at all."""

    title: str | None
    summary: str | None
    claim: str | None
    rating_words: str | None
    rating: str | None
    is_article: bool


def guess(html: str) -> Guess:
    """Look through a page. Never fails."""
    tree = LexborHTMLParser(html[: 4 * _MOST_TEXT])
    title = _meta(tree, "og:title") or _first(tree, "h1") or _first(tree, "title")
    summary = _meta(tree, "og:description") or _meta(tree, "description")
    is_article = _meta(tree, "og:type") == "article" or bool(
        tree.css_first("article, meta[property='article:published_time'], time[datetime]")
    )
    for noise in tree.css("script, style, noscript, nav, header nav, footer, aside, form, template"):
        noise.decompose()
    body = tree.css_first("article") or tree.css_first("main") or tree.body
    lines = _lines(body.text(separator="\n") if body is not None else "")
    claim, words = _labelled(lines)
    rating = rating_of(words) if words else None
    if rating is None and title and (found := _TITLE_VERDICT.match(title)) and (told := rating_of(found[1])):
        words, rating = words or found[1].strip(), told
    return Guess(title, summary, claim, words, rating, is_article or claim is not None)


def _lines(text: str) -> list[str]:
    """The text's lines without empty ones; a label in bold and what follows it come as two."""
    return [line for raw in text[:_MOST_TEXT].splitlines() if (line := " ".join(raw.split()))][:_MOST_LINES]


def _labelled(lines: list[str]) -> tuple[str | None, str | None]:
    claim = rating = None
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if label := _LABEL_ALONE.match(line):
            value = following.lstrip(":： ")
            if label["claim"]:
                claim = claim or (value[:_LONGEST] or None)
            else:
                rating = rating or (value[:60] or None)
        elif found := _CLAIM_LINE.match(line):
            claim = claim or found[1][:_LONGEST]
        elif found := _RATING_LINE.match(line):
            rating = rating or found[1]
        if claim and rating:
            break
    return claim, rating


def _meta(tree: LexborHTMLParser, name: str) -> str | None:
    node = tree.css_first(f'meta[property="{name}"]') or tree.css_first(f'meta[name="{name}"]')
    return text_of_html(node.attributes.get("content"), _LONGEST) if node is not None else None


def _first(tree: LexborHTMLParser, tag: str) -> str | None:
    node = tree.css_first(tag)
    return text_of_html(node.text(), _LONGEST) if node is not None else None
