"""More pairs from the posts of a topic-versus-claim set: rewordings crossed, names exchanged."""

from pathlib import Path

import pytest

from matchers.fitting.topic_sets import TopicSet, read_topic_set
from matchers.fitting.verification_crossing import crossed, exchanged
from matchers.fitting.verification_examples import NOT_SAME, only, target_of
from matchers.verification.verifier import ASSERTS, OTHER

LINES = """C	en	The mayor of Leipzig sold the town's library to a bank.
P	en	Our books belong to bankers now, thanks to city hall.
X	de	In Leipzig gehört die Bücherei jetzt einer Bank.
L	en	I heard on the tram that the mayor of Leipzig sold all of it, shelves, books and reading room!!
T	en	The library in Leipzig lends money boxes to children.
D	en	The library in Leipzig is open and belongs to all of us.
C	en	A storm in Porto sank nine ships.
P	en	Nine vessels went down in the gale.
T	en	A ship museum in Porto closes for the storm season.
"""


@pytest.fixture
def sets(tmp_path: Path) -> list[TopicSet]:
    (tmp_path / "small.txt").write_text(LINES, encoding="utf-8")
    return [read_topic_set(tmp_path / "small.txt")]


def test_a_rewording_in_the_claims_place_keeps_what_each_post_does(sets: list[TopicSet]) -> None:
    found = crossed(sets, seed=1)
    rewordings = {post.text for post in sets[0].posts if post.kind in ("P", "X")}
    own = {post.text: post for post in sets[0].posts}
    assert {example.claim for example in found} <= rewordings
    for example in found:
        assert example.claim != example.post
        if example.post in own:
            kind = own[example.post].kind
            assert own[example.claim].claim_id == own[example.post].claim_id
            assert example.target == (NOT_SAME if kind == "D" else target_of(kind))
        else:
            assert example.target == only(ASSERTS)


def test_an_exchanged_name_on_one_side_makes_a_near_miss_and_on_both_sides_changes_nothing(
    sets: list[TopicSet],
) -> None:
    found = [example for seed in range(20) for example in exchanged(sets, seed)]
    assert found
    for example in found:
        names = [
            {name for name in ("Leipzig", "Porto") if name in text} for text in (example.claim, example.post)
        ]
        if example.target == only(OTHER) and names[0] != names[1]:
            assert len(names[0]) == len(names[1]) == 1
        else:
            assert names[0] == names[1]
    assert any(example.target != only(OTHER) for example in found)
