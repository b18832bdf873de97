"""Does a post assert, deny, question or report what it talks about? Cue words in several languages.

A denial is recorded and never corrected; a bare question is a request for the fact-check.
"""

import regex

from matchers.types import Stance

_DENY = regex.compile(
    r"""\b(?:fact[\s-]?check(?:ed|s|ing)?|debunk\w*|hoax(?:es)?|fake\s+news|misinformation|disinformation|false\s+claims?
    |(?:is|was|are|were|'s|it's|its|totally|completely|absolutely)\s+(?:false|fake|untrue|bogus|a\s+lie|a\s+hoax|a\s+myth
        |not\s+true|fabricated|photoshopped|doctored|misleading)
    |not\s+true|isn[’']?t\s+true|never\s+(?:said|happened|did)|no\s+evidence|without\s+evidence|there\s+is\s+no\s+truth
    |don[’']?t\s+(?:believe|fall\s+for|share)|stop\s+(?:spreading|sharing)|rumou?rs?|myth|unfounded|baseless
    |not\s+a\s+(?:real|genuine|true)|photoshop\w*|satire|no,\s+\w+\s+(?:did|does|is|was|has|are|were)(?:n[’']?t|\s+not)
    |es\s+fals[oa]|bulos?|mentiras?|desmentid\w*|no\s+es\s+(?:cierto|verdad)|noticia\s+falsa
    |é\s+fals[oa]|é\s+mentira|boato|não\s+é\s+verdade|fake
    |c['’]est\s+faux|est\s+fausse?|intox|canular|démenti\w*|désinformation|n['’]est\s+pas\s+vrai
    |falschmeldung|stimmt\s+nicht|ist\s+falsch|faktencheck|widerlegt|nicht\s+wahr
    |bufala|è\s+fals[oa]|smentit\w*|fałszyw\w*|nieprawda|to\s+nie\s+prawda)\b
    |фейк\w*|неправда|ложь|опроверг\w*|не\s+соответствует|вброс|дезинформац\w*|брехня|спростов\w*
    |كاذب\w*|إشاعة|اشاعة|شائعة|مفبرك\w*|غير\s+صحيح\w*|لا\s+صحة|زائف\w*|مضلل\w*|فبركة
    |झूठ\w*|फर्जी|फ़र्जी|अफवाह|ਝੂਠ\w*|ข่าวปลอม|ไม่จริง|tidak\s+benar|palsu|yalan|asılsız""",
    regex.IGNORECASE | regex.VERBOSE,
)
_QUESTION = regex.compile(
    r"""\b(?:is\s+(?:it|this|that)\s+(?:true|real|legit)|is\s+there\s+any\s+(?:truth|proof|evidence)|(?:any|got)\s+(?:source|proof|evidence)
    |can\s+(?:any(?:one|body)|some(?:one|body))\s+(?:confirm|verify)|true\s+or\s+(?:false|fake|not)|fact\s+or\s+fiction|really\?
    |¿?\s*es\s+(?:cierto|verdad|esto)|é\s+verdade|est-ce\s+(?:que\s+c['’]est\s+)?vrai|c['’]est\s+vrai|stimmt\s+(?:das|es)|è\s+vero
    |czy\s+to\s+prawda|gerçek\s+mi|doğru\s+mu|apakah\s+(?:benar|betul)|betul\s+ke)\b
    |правда\s+ли|это\s+правда|чи\s+правда|це\s+правда|هل\s+(?:هذا\s+)?(?:صحيح|حقيقي)|هل\s+صحيح|क्या\s+यह\s+सच|จริงไหม|จริงหรือ""",
    regex.IGNORECASE | regex.VERBOSE,
)
_REPORT = regex.compile(
    r"""\b(?:according\s+to|reportedly|reports?\s+(?:that|say|of)|allegedly|claims?\s+that|claiming|sources?\s+sa(?:y|id)
    |según|segundo|selon|laut|secondo|według)\b|по\s+данным|по\s+словам|сообща\w+|за\s+даними|وفقا|بحسب|के\s+अनुसार""",
    regex.IGNORECASE | regex.VERBOSE,
)
_QUESTION_MARK = regex.compile(r"[?؟？][\s!?؟\"”»)]*$")


def read_stance(text: str) -> tuple[Stance, float]:
    """Judge a normalised post.

    Returns:
        The stance and how sure it is, 0 to 1.
    """
    if _DENY.search(text):
        return Stance.DENY, 0.7
    if _QUESTION.search(text):
        return Stance.QUESTION, 0.8
    if _QUESTION_MARK.search(text):
        return Stance.QUESTION, 0.6
    if _REPORT.search(text):
        return Stance.REPORT, 0.6
    return Stance.ASSERT, 0.6
