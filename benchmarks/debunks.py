"""How many posts that deny or debunk a claim would get a public correction.

python -m benchmarks.debunks default --claims CHECKTHAT_FOLDER --replies RUMOUREVAL_FOLDER

Two measurements. Replies labelled `deny` beside the rumours that they answer, as claims: few repeat the
rumour, and that is how such replies are. And debunks made of real claims: each claim in each of the frames
below. Three sets were each written before the cue words that they showed to be missing, and the learned sense
of denial knows them; the fourth was seen by neither. A post gets a public correction where its best match
reaches the model's reply threshold and its stance is no denial.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from matchers.fitting.evaluation import read_dataset
from matchers.language.text import normalise
from matchers.matcher import ClaimMatcher
from matchers.types import ClaimDocument, Reading, Stance

FRAMES = (
    "No, {claim}. That is not what happened.",
    "Fact check: {claim}? False.",
    "The claim that {claim} is false.",
    "There is no evidence that {claim}.",
    "Contrary to what you may have read, it is not true that {claim}",
    "{claim}? Debunked weeks ago, stop spreading this nonsense.",
    "Stop saying {claim}. It never happened.",
    "People keep sharing that {claim}. It's a hoax.",
    "Snopes looked into whether {claim}. Turns out it's made up.",
    "{claim} - I looked it up and this is fabricated.",
    "Remember when they said {claim}? Totally bogus.",
    "My uncle posted '{claim}' and I had to tell him it's a fake story.",
    "This is misinformation: {claim}",
    "Nope. {claim} is a myth.",
    "Please don't believe the posts claiming {claim}; officials have denied it.",
    "I can't believe people fall for '{claim}'. Use your brain.",
    "It's satire, folks: {claim} came from a parody site.",
    "Reuters says the story that {claim} is baseless.",
    "{claim}: doctored photo, the original shows something else.",
    "I shared that {claim}, which turned out to be wrong. Sorry.",
)
SECOND_FRAMES = (
    "Someone told me {claim}. Checked it. Nothing to it.",
    "{claim}? The agency itself denies this.",
    "An old rumour is back: {claim}. It was refuted years ago.",
    "If you believe that {claim}, I have a bridge to sell you.",
    "{claim} - pure fiction.",
    "We rate the claim that {claim} Pants on Fire.",
    "Nobody has shown that {claim}. Don't spread it.",
    "Sorry to disappoint you, but {claim} is an urban legend.",
    "The viral post saying {claim} takes a quote out of context.",
    "Three days of people shouting that {claim}, and it is simply invented.",
    "Friendly reminder that the tale that {claim} comes from a fake news website.",
    "It isn't true that {claim}, the mayor's office told us.",
    "{claim}? Not quite. Here is what really happened.",
    "Ignore the chain message that {claim}. Authorities confirm it is unfounded.",
    "I keep seeing {claim}. Source? A joke account.",
    "{claim}: our verdict is false.",
    "They lied to you when they told you that {claim}.",
    "That thing about how {claim} has been disproved again and again.",
    "Ugh, my feed is full of '{claim}'. Can we stop with the lies?",
    "The picture is edited. No, {claim}.",
)
THIRD_FRAMES = (
    "Saw this going around: {claim}. It is not accurate.",
    "{claim} -- that ship has sailed, folks, it was proven to be a prank.",
    "Journalists tracked down the source and {claim} does not hold up.",
    "How many times must we say it: {claim} is fake?",
    "It has been claimed that {claim}. The records show otherwise.",
    "Actually, {claim} is something nobody in the government ever announced.",
    "For the record: it did not happen that {claim}",
    "You've been fooled if you think {claim}.",
    "Misleading headline alert! {claim}",
    "Can confirm this is untrue: {claim}",
    "{claim}. Spoiler: they didn't.",
    "Yet another lie making the rounds, {claim}",
    "Police say reports that {claim} are without foundation.",
    "The photo everyone is sharing to show that {claim} is from another country and another year.",
    "We checked. {claim}? There is nothing in the archives.",
    "I work there and I promise you it's not the case that {claim}",
    "{claim}, according to a site that also says the earth is flat. Come on.",
    "Update: the outlet has withdrawn its story that {claim}.",
    "Take a breath before you repost that {claim}: experts call it implausible and there is no source.",
    "What a load of garbage. {claim}? Really?",
)
FOURTH_FRAMES = (
    "{claim}? Where did you get that from? It's wrong, my friend.",
    "Here we go again with {claim}. The facts say something else.",
    "A clip is doing the rounds with the caption that {claim}. It was shot on a film set.",
    "Can we please retire the line that {claim}? It has been shown to be untrue a dozen times.",
    "{claim}, or so the trolls would have you believe.",
    "Nice try. {claim}? The minutes of the meeting are public and there is nothing about it.",
    "I get asked about this a lot: {claim}. Short answer: no.",
    "The senator's office says the statement that {claim} is a fabrication.",
    "Pure fantasy: {claim}",
    "{claim}. I fell for it too, until my brother pointed out that the website is a spoof.",
    "It's not true, it was never true, and it won't be true tomorrow: {claim}",
    "Those who tell you that {claim} hope that you never look it up.",
    "Journalists asked for evidence that {claim} and got silence.",
    "{claim}: this letter is a forgery, the signature belongs to someone who died years ago.",
    "Let us be clear. No one has proposed this. {claim} is scaremongering.",
    "Busted! The tale that {claim} comes from a troll farm.",
    "You can stop sharing {claim} now, the author admitted that he invented it.",
    "Health officials warn against a false message that {claim}.",
    "Does it really need saying? {claim} is garbage science.",
    "{claim}? The actual vote went the other way, check the roll call.",
)
SEED = 5


def corrected(matcher: ClaimMatcher, reading: Reading) -> bool:
    """Whether a reading leads to an answer in public, as far as the matcher has a say."""
    return bool(
        reading.matches
        and reading.matches[0].probability >= matcher.thresholds.reply
        and reading.stance is not Stance.DENY
    )


def replies(matcher: ClaimMatcher, folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return by label of the replies: how many, how many were matched surely, how many would be corrected."""
    lines = (folder / "tweets.tsv").read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    rows = [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]
    sources = {row["thread_id"]: row["text"] for row in rows if row["kind"] == "source"}
    matcher.replace(ClaimDocument(thread, text) for thread, text in sources.items() if normalise(text).text)
    counts: dict[str, Counter[str]] = {}
    for label in ("deny", "query", "support"):
        chosen = [row["text"] for row in rows if row["kind"] == "reply" and row["sdqc"] == label]
        readings = matcher.match_many([(text, ()) for text in chosen])
        counts[label] = _count(matcher, readings)
    return {label: (found["posts"], found["sure"], found["corrected"]) for label, found in counts.items()}


def framed(matcher: ClaimMatcher, folder: Path, count: int) -> dict[str, tuple[int, int, int]]:
    """Return the same of the frames, each around ``count`` claims, and of the bare claims."""
    documents = [claim for claim in read_dataset(folder).claims if 30 <= len(claim.statement) <= 140]
    chosen = random.Random(SEED).sample(documents, count)  # noqa: S311 - a sample, not a secret
    matcher.replace(chosen)
    found = {}
    for frame in ("{claim}.", *FRAMES, *SECOND_FRAMES, *THIRD_FRAMES, *FOURTH_FRAMES):
        posts = [frame.format(claim=_inside(claim.statement, frame)) for claim in chosen]
        counts = _count(matcher, matcher.match_many([(post, ()) for post in posts]))
        found[frame] = (counts["posts"], counts["sure"], counts["corrected"])
    return found


def _inside(statement: str, frame: str) -> str:
    bare = statement.rstrip(".!? ")
    return bare if frame.startswith("{") else bare[0].lower() + bare[1:]


def _count(matcher: ClaimMatcher, readings: Sequence[Reading]) -> Counter[str]:
    found: Counter[str] = Counter(posts=len(readings))
    for reading in readings:
        sure = bool(reading.matches) and reading.matches[0].probability >= matcher.thresholds.reply
        found["sure"] += sure
        found["corrected"] += corrected(matcher, reading)
    return found


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--replies", type=Path, required=True)
    parser.add_argument("--count", type=int, default=20)
    chosen = parser.parse_args()
    matcher = ClaimMatcher.load(chosen.model)
    for label, counts in replies(matcher, chosen.replies).items():
        sys.stdout.write(_row(f"replies labelled {label}", counts))
    by_frame = framed(matcher, chosen.claims, chosen.count)
    for frame, counts in by_frame.items():
        sys.stdout.write(_row(frame, counts))
    for name, frames in (
        ("first frames", FRAMES),
        ("second frames", SECOND_FRAMES),
        ("third frames", THIRD_FRAMES),
        ("fourth frames", FOURTH_FRAMES),
    ):
        debunks = [by_frame[frame] for frame in frames]
        posts, sure, wrong = (sum(column) for column in zip(*debunks, strict=True))
        sys.stdout.write(_row(f"all {name}", (posts, sure, wrong)))


def _row(name: str, counts: tuple[int, int, int]) -> str:
    posts, sure, wrong = counts
    return f"| {name} | {posts} | {sure / posts:.2f} | {wrong / posts:.2f} |\n"


if __name__ == "__main__":
    main()
