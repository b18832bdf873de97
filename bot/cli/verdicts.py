"""Decisions in words for people at the command line; JSON keeps the policy's own names."""

ACTIONS = {
    "reply": "would answer",
    "suggest": "would offer the fact-check",
    "admit": "would say that it knows no such claim",
    "review": "would ask a reviewer",
    "record": "would stay silent, and count it",
    "ignore": "would stay silent",
}
REASONS = {
    "nearly-certain": "nearly certain",
    "likely": "likely, but not certain",
    "doubtful": "not sure enough to answer before others",
    "no-match": "no claim resembles it",
    "no-text": "it holds no words",
    "too-short": "it is too short",
    "denies-claim": "it contradicts the claim",
    "reports-claim": "it only reports the claim",
    "not-asked": "nobody asked",
    "stopped": "its author asked to be left alone",
    "mode-off": "switched off there",
    "mode-quiet": "told to be quiet there",
    "rating-not-answered": "claims with this rating get no answer there",
    "already-answered": "the fact-check was given there already",
    "no-fact-check": "the claim has no fact-check to link",
    "own-post": "the bot's own post",
    "silenced": "this claim is not answered there",
    "quiet-hours": "quiet hours there",
    "cap-reached": "enough answers there within the hour",
    "brake": "so many public answers that a person looks first",
}


def in_words(action: str, reason: str) -> str:
    """Such as "would stay silent: nobody asked"; an unknown name is shown as it is."""
    return f"{ACTIONS.get(action, action)}: {REASONS.get(reason, reason)}"
