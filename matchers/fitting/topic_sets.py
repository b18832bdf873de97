"""Topic-versus-claim sets: claims, and posts that make them, deny them, or merely share their subject.

A file holds lines of three fields, ``KIND<TAB>language<TAB>text``, UTF-8. Kind ``C`` begins a claim; the
lines below it are posts judged against it. ``matchers/fitting/assertions/README.md`` explains the kinds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matchers.errors import DatasetError
from matchers.types import ClaimDocument

CLAIM = "C"
ASSERTING = ("P", "L", "X", "S")
ASKING, REPORTING, DENYING = "Q", "R", "D"
MERELY_TOPIC = ("T", "E", "N", "O", "M", "H")
KINDS = (*ASSERTING, ASKING, REPORTING, DENYING, *MERELY_TOPIC)


@dataclass(frozen=True)
class JudgedPost:
    """A post of a set.

    Attributes:
        post_id: Its claim's id and its place under the claim.
        claim_id: Of the claim that it is judged against.
        kind: One of ``KINDS``.
        language: ISO 639-1 code.
        text: As written.
        other_language: Whether the claim is in another language.
    """

    post_id: str
    claim_id: str
    kind: str
    language: str
    text: str
    other_language: bool


@dataclass(frozen=True)
class TopicSet:
    """Claims and the posts judged against them.

    Attributes:
        name: The file's or folder's name.
        claims: In the files' order; ids are ``FILE:NUMBER``.
        languages: Of the claims, by id.
        posts: In the files' order.
    """

    name: str
    claims: tuple[ClaimDocument, ...]
    languages: dict[int | str, str]
    posts: tuple[JudgedPost, ...]


def topic_files(path: Path) -> list[Path]:
    """Return the files of a topic-versus-claim set: the path itself, or the ``.txt`` files of a folder."""
    if path.is_file():
        return [path]
    return sorted(found for found in path.glob("*.txt") if _looks_right(found))


def is_topic_set(path: Path) -> bool:
    """Tell whether a file or folder holds a set of this form."""
    return _looks_right(path) if path.is_file() else bool(topic_files(path))


def _looks_right(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        first = file.readline().split("\t")
    return len(first) == 3 and first[0] == CLAIM


def read_topic_set(path: Path) -> TopicSet:
    """Read a file, or all ``.txt`` files of a folder.

    Raises:
        DatasetError: There is nothing to read, or a line is malformed; the message names it.
    """
    claims: list[ClaimDocument] = []
    languages: dict[int | str, str] = {}
    posts: list[JudgedPost] = []
    for file in topic_files(path):
        _read_file(file, claims, languages, posts)
    if not claims or not posts:
        raise DatasetError(f"{path} holds no claims with posts below them")
    return TopicSet(path.stem if path.is_file() else path.name, tuple(claims), languages, tuple(posts))


def _read_file(
    path: Path, claims: list[ClaimDocument], languages: dict[int | str, str], posts: list[JudgedPost]
) -> None:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path} cannot be read: {error}") from error
    number = 0
    for row, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != 3 or not cells[2].strip():
            raise DatasetError(
                f"{path}, line {row}: expected a kind, a language and a text, with tabs between"
            )
        kind, language, text = cells
        if kind == CLAIM:
            claims.append(ClaimDocument(f"{path.stem}:{number}", text))
            languages[claims[-1].claim_id] = language
            number += 1
            below = 0
        elif kind not in KINDS:
            raise DatasetError(f"{path}, line {row}: unknown kind {kind!r}; known: C, {', '.join(KINDS)}")
        elif number == 0:
            raise DatasetError(f"{path}, line {row}: a post stands before the first claim")
        else:
            own = str(claims[-1].claim_id)
            other = language != languages[own]
            posts.append(JudgedPost(f"{own}/{below}", own, kind, language, text, other))
            below += 1


def of_claims(chosen: TopicSet, claim_ids: Sequence[str]) -> TopicSet:
    """Return the part of a set that belongs to some claims."""
    wanted = set(claim_ids)
    return TopicSet(
        chosen.name,
        tuple(claim for claim in chosen.claims if claim.claim_id in wanted),
        chosen.languages,
        tuple(post for post in chosen.posts if post.claim_id in wanted),
    )
