"""How many bits of two sketches differ where the questions ask the same, and where they do not.

PYTHONPATH=. .venv/bin/python benchmarks/demand.py
"""

import itertools

import numpy as np

from bot.decisions.demand import NEAR_BITS, sketches_of
from bot.signing import Signer
from matchers.matcher import ClaimMatcher

SUBJECTS = (
    (
        "Is it true that the city will ban gas stoves next year?",
        "Heard that gas stoves get banned by the city from next year, is that so?",
        "¿Es verdad que la ciudad prohibirá las cocinas de gas el próximo año?",
        "Правда ли, что город со следующего года запретит газовые плиты?",
    ),
    (
        "Someone says the tap water in Lindenau is poisoned with lead",
        "tap water in Lindenau poisoned by lead??",
        "¿El agua del grifo de Lindenau está envenenada con plomo?",
        "Водопроводная вода в Линденау отравлена свинцом?",
    ),
    (
        "Did the minister buy a yacht with public money?",
        "minister bought himself a yacht from our taxes",
        "El ministro se compró un yate con dinero público",
        "Министр купил яхту на бюджетные деньги",
    ),
    (
        "New 5G masts kill the bees, right?",
        "5G towers are killing bees",
        "Las antenas 5G matan a las abejas",
        "Вышки 5G убивают пчёл",
    ),
    (
        "The school will be closed on Friday because of a virus",
        "School shut on Friday due to the virus?",
        "La escuela cerrará el viernes por un virus",
        "Школу закроют в пятницу из-за вируса",
    ),
    (
        "Banks will freeze all savings above 10,000 in January",
        "Is my savings account frozen in January if I have more than 10,000?",
        "En enero los bancos congelarán los ahorros de más de 10.000",
        "В январе банки заморозят вклады больше 10 000",
    ),
)


def main() -> None:
    """Print the figures."""
    texts = [(number, text) for number, subject in enumerate(SUBJECTS) for text in subject]
    vectors = ClaimMatcher.load().embed([text for _, text in texts])
    sketches = sketches_of(vectors, Signer(b"a key for benchmarks"))
    rows = [np.unpackbits(np.frombuffer(bytes.fromhex(one), np.uint8)) for one in sketches]
    same, other = [], []
    for (one, bits), (two, more) in itertools.combinations(
        zip([number for number, _ in texts], rows, strict=True), 2
    ):
        (same if one == two else other).append(int((bits != more).sum()))
    for name, found in (("the same", same), ("others", other)):
        within = sum(bits <= NEAR_BITS for bits in found) / len(found)
        cuts = np.percentile(found, [0, 25, 50, 75, 100])
        print(f"{name}: {len(found)} pairs, bits apart {cuts}, within {NEAR_BITS}: {within:.0%}")  # noqa: T201


if __name__ == "__main__":
    main()
