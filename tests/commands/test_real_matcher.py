"""The commands with the matcher of production, over its small encoder for tests."""

from matchers.encoding.encoders import HashingEncoder
from matchers.matcher import ClaimMatcher
from matchers.types import ClaimDocument, Thresholds
from tests.commands.chat import EDITOR, Chat, text


async def test_the_real_matcher_finds_claims_and_near_duplicates(chat: Chat) -> None:
    number = await chat.claim("North Korea will send 100,000 volunteers to Ukraine")
    matcher = ClaimMatcher(HashingEncoder(), thresholds=Thresholds(reply=0.9, review=0.1))
    matcher.put(ClaimDocument(number, "North Korea will send 100,000 volunteers to Ukraine"))
    chat.matcher = matcher
    line = "/addclaim North Korea will send 100,000 volunteers to fight in Ukraine | false | https://example.org/a"
    assert "a claim much like it" in text(await chat.command(line, by=EDITOR))
    assert "One claim found" in text(await chat.command("/claims volunteers from North Korea", by=EDITOR))
