"""What X's automation rules want of the bot's account, as far as the account itself shows it. Pure.

X wants the "Automated" label, which names the human account behind the bot, and a bio that says who runs
it. The label does not show in the API: only a person can see it.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

_AUTOMATED: Final = re.compile(
    r"\b(?:automated|automatic|bot|robot|autom[aá]tic[ao]|автомат\w*|бот\w*)\b|آلي|بوت|روبوت", re.IGNORECASE
)
_RUN_BY: Final = re.compile(
    r"\b(?:(?:run|operated|managed|made) by|by)\b|\b(?:operad[ao]|gestionad[ao]|hech[ao]) por\b"
    r"|веде|ведёт|ведет|керує|управля|за підтримки|تديره|يديره|تشغيل|[@＠]\w|https?://",
    re.IGNORECASE,
)


def undisclosed(profile: Mapping[str, Any]) -> list[str]:
    """What the bio does not say yet, empty where all is said.

    Args:
        profile: the account as X gives it, with `description`.
    """
    bio = str(profile.get("description") or "")
    missing = []
    if not _AUTOMATED.search(bio):
        missing.append("that it is automated")
    if not _RUN_BY.search(bio):
        missing.append("who runs it")
    return missing
