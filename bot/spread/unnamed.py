"""Sources that name nobody: "diplomatic channels", «хорошо информированные источники»."""

import re

_WORDS = re.compile(
    r"""(?<!\w)(?:
      sources? | officials? | insiders? | channels? | circles | unnamed | anonymous | undisclosed
    | people\ familiar | familiar\ with | rumou?rs? | reports | experts | witness(?:es)? | social\ media
    | somebody | someone | they\ say | unknown
    | fuentes? | canales | círculos | anónim[oa]s? | funcionari[oa]s? | expertos | testigos | rumores
    | redes\ sociales | desconocid[oa]s? | allegad[oa]s
    | источник\w* | канал\w* | круг\w* | анонимн\w* | неназванн\w* | чиновник\w* | инсайдер\w* | эксперт\w*
    | очевид\w* | слух\w* | соцсет\w* | неизвестн\w*
    | джерел\w* | анонімн\w* | неназван\w* | посадов\w* | інсайдер\w* | експерт\w* | очевидц\w* | чутк\w*
    | соцмереж\w* | невідом\w* | кол[аи] | колах
    | (?:ال)?مصادر | (?:ال)?مصدر | (?:ال)?قنوات | (?:ال)?أوساط | مجهول\w* | (?:ال)?مسؤول\w* | (?:ال)?خبراء
    | شائعات
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)


_NONE = frozenset(
    [
        "nobody",
        "no one",
        "none",
        "no source",
        "no sources",
        "nadie",
        "ninguno",
        "ninguna fuente",
        "никто",
        "никого",
        "ни на кого",
        "нет",
        "без источника",
        "ніхто",
        "нікого",
        "ні на кого",
        "немає",
        "без джерела",
        "لا أحد",
        "لا مصدر",
        "بلا مصدر",
    ]
)


def is_no_source(source: str) -> bool:
    """Whether somebody wrote in words, or with a dash, that nobody is cited."""
    return " ".join(re.findall(r"\w+", source)).casefold() in _NONE or not re.search(r"\w", source)


def names_nobody(source: str) -> bool:
    """Whether a source as it is cited names no person and no institution that could be asked.

    A proper name tells somebody: a word that begins with a capital letter, after the first. Where a
    phrase has none, or the script has no capitals, the words for "sources", "channels" and the like decide; a
    phrase in lower case throughout names nobody either.
    """
    words = re.findall(r"\w+", source)
    if any(word[0].isupper() for word in words[1:]):
        return False
    if _WORDS.search(source):
        return True
    has_case = any(letter.upper() != letter.lower() for letter in source)
    return bool(words) and has_case and source == source.lower()
