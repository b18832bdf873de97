"""What is wrong with a line of a file or a field of a form, in plain words of any of the bot's languages.

Each is a text in English, for the command line, logs and the API, that can also be said in other languages.
"""

from bot.translations import FALLBACK, Translator


class FieldFault(ValueError):
    """What is wrong with one field.

    Args:
        name: `fault-NAME` is the message that says it.
        arguments: the message's own.
    """

    def __init__(self, name: str, /, **arguments: str) -> None:
        self._message, self._arguments = f"fault-{name}", arguments
        super().__init__(self.said(Translator(FALLBACK)))

    def said(self, words: Translator) -> str:
        """What is wrong, in a language."""
        return words.plain(self._message, **self._arguments)


class LineFault(str):
    """What is wrong with one line: faults, each with the name of its field, empty for the line itself."""

    parts: tuple[tuple[str, FieldFault], ...]

    def __new__(cls, *parts: tuple[str, FieldFault]) -> "LineFault":
        """The text in English, and what it takes to say it otherwise."""
        told = super().__new__(cls, _joined(parts, Translator(FALLBACK)))
        told.parts = parts
        return told

    def said(self, words: Translator) -> str:
        """The same in a language."""
        return _joined(self.parts, words)


def whole_line(name: str, /, **arguments: str) -> LineFault:
    """What is wrong with a line as a whole."""
    return LineFault(("", FieldFault(name, **arguments)))


def said(fault: str, words: Translator) -> str:
    """A fault in a language, where it can be said in several."""
    return fault.said(words) if isinstance(fault, LineFault) else fault


def _joined(parts: tuple[tuple[str, FieldFault], ...], words: Translator) -> str:
    return "; ".join(f"{field} {fault.said(words)}".strip() for field, fault in parts)
