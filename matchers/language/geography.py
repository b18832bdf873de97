"""Countries and American states that a text names: a story about one of them is not the story about another.

English names and adjectives alone. The United States are left out, since half of all posts name them, and so
are Georgia, Jordan, Turkey and Maine, which are other things too.
"""

from collections.abc import Mapping
from functools import cache

import regex

_COUNTRIES = """
afghanistan afghan, albania albanian, algeria algerian, angola, argentina argentine argentinian, armenia
armenian, australia australian, austria austrian, azerbaijan azerbaijani, bangladesh bangladeshi,
belarus belarusian, belgium belgian, bolivia bolivian, bosnia bosnian, brazil brazilian, bulgaria
bulgarian, cambodia cambodian, cameroon, canada canadian, chile chilean, china chinese, colombia
colombian, congo congolese, croatia croatian, cuba cuban, cyprus cypriot, czechia czech, denmark danish,
ecuador, egypt egyptian, el_salvador salvadoran, eritrea, estonia estonian, ethiopia ethiopian, finland
finnish, france french, gambia, germany german, ghana ghanaian, greece greek, guatemala guatemalan,
haiti haitian, honduras honduran, hungary hungarian, iceland icelandic, india indian, indonesia
indonesian, iran iranian, iraq iraqi, ireland irish, israel israeli, italy italian, jamaica jamaican,
japan japanese, kazakhstan kazakh, kenya kenyan, kuwait kuwaiti, latvia latvian, lebanon lebanese, libya
libyan, lithuania lithuanian, malaysia malaysian, mali, mexico mexican, moldova moldovan, mongolia
mongolian, morocco moroccan, mozambique, myanmar burma burmese, nepal nepali nepalese, netherlands dutch
holland, new_zealand, nicaragua nicaraguan, niger, nigeria nigerian, north_korea north_korean, norway
norwegian, oman, pakistan pakistani, palestine palestinian gaza, panama, paraguay, peru peruvian,
philippines filipino philippine, poland polish, portugal portuguese, qatar qatari, romania romanian,
russia russian, rwanda rwandan, saudi_arabia saudi saudis, senegal senegalese, serbia serbian,
singapore, slovakia slovak, slovenia slovenian, somalia somali, south_africa south_african, south_korea
south_korean, spain spanish, sri_lanka sri_lankan, sudan sudanese, sweden swedish swede swedes,
switzerland swiss, syria syrian, taiwan taiwanese, tanzania tanzanian, thailand thai, tunisia tunisian,
turkish turk, uganda ugandan, ukraine ukrainian, united_kingdom uk britain british, uruguay, uzbekistan
uzbek, venezuela venezuelan, vietnam vietnamese, yemen yemeni, zambia zambian, zimbabwe zimbabwean
"""
_STATES = """
alabama, alaska alaskan, arizona, arkansas, california californian, colorado, connecticut, delaware,
florida floridian, hawaii hawaiian, idaho, illinois, indiana, iowa, kansas, kentucky, louisiana,
maryland, massachusetts, michigan, minnesota, mississippi, missouri, montana, nebraska, nevada,
new_hampshire, new_jersey, new_mexico, new_york, north_carolina, north_dakota, ohio, oklahoma, oregon,
pennsylvania, puerto_rico puerto_rican, rhode_island, south_carolina, south_dakota, tennessee, texas
texan, utah, vermont, virginia, west_virginia, wisconsin, wyoming
"""
Place = tuple[str, str]
_RUN = regex.compile(r"[\p{L}\p{N}]+")


@cache
def _names() -> Mapping[str, Place]:
    """Return every name in small letters, with its kind and the place that it stands for."""
    found = {}
    for kind, listed in (("country", _COUNTRIES), ("state", _STATES)):
        for entry in listed.replace("\n", " ").split(","):
            names = [name.replace("_", " ") for name in entry.split()]
            for name in names:
                found[name] = (kind, names[0])
                found[f"{name}s"] = (kind, names[0])
    return found


@cache
def _beginnings() -> frozenset[str]:
    """Return the first words of all names."""
    return frozenset(name.split()[0] for name in _names())


def find_places(text: str) -> frozenset[Place]:
    """Return the places that a normalised text names, each as (kind, name)."""
    lowered = text.lower()
    if _beginnings().isdisjoint(_RUN.findall(lowered)):
        return frozenset()
    known, found, row = _names(), set(), 0
    runs = [match.span() for match in _RUN.finditer(lowered)]
    while row < len(runs):
        begin, end = runs[row]
        row += 1
        if row < len(runs) and lowered[end : runs[row][0]] == " ":
            place = known.get(lowered[begin : runs[row][1]])  # "west virginia" is not "virginia"
            if place is not None:
                found.add(place)
                row += 1
                continue
        place = known.get(lowered[begin:end])
        if place is not None:
            found.add(place)
    return frozenset(found)


def elsewhere(claim: frozenset[Place], post: frozenset[Place]) -> bool:
    """Tell whether a post names places of a kind of which the claim names others, and none in common."""
    for kind in ("country", "state"):
        own = {name for found, name in claim if found == kind}
        other = {name for found, name in post if found == kind}
        if own and other and not own & other:
            return True
    return False
