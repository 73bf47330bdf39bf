"""Addresses of searches of all kinds, each different from all others, and a few that are asked again."""

import random
from collections.abc import Iterator
from itertools import cycle
from urllib.parse import urlencode

from bench.generated import SEED, Words

_PLACES = ("leominster", "HR6 8", "ross_on_wye", "HR1 2", "ledbury", "bromyard", "kington")
_AGES = ("0-4", "5-7", "8-10", "11-13", "14-15", "16-17")
_TIERS = ("universal", "targeted")
_COSTS = ("free", "donation")
_DAYS = ("saturday", "sunday", "monday")
_ACCESS = ("step_free_entrance", "quiet_space")
_COMMON = 60
_BETWEEN = 2_000


def different_addresses(words: Words, seed: int = SEED + 5) -> Iterator[str]:
    """Give searches without end: words frequent and rare, well and badly spelt, choices, places."""
    chance = random.Random(seed)
    seen: set[str] = set()
    for kind in cycle(range(8)):
        common, other = chance.choice(words.all[:_COMMON]), chance.choice(words.all[:_BETWEEN])
        asked: dict[str, object] = {"q": f"{common} {other}"}
        if kind == 1:
            asked = {"q": other, "age": chance.choice(_AGES), "tier": _TIERS}
        elif kind == 2:
            asked = {"q": common, "near": chance.choice(_PLACES), "within": chance.choice((5, 10, 20))}
            asked |= {"age": chance.choice(_AGES), "page": chance.randint(1, 4)}
        elif kind == 3:
            asked = {"q": words.rare(chance.randint(0, _BETWEEN)), "page": chance.randint(1, 9)}
        elif kind == 4:
            asked = {"q": _misspelt(other), "cost": chance.choice(_COSTS), "page": 1}
        elif kind == 5:
            asked = {"age": chance.sample(_AGES, 2), "day": chance.choice(_DAYS)}
            asked |= {"access": _ACCESS, "page": chance.randint(1, 99)}
        elif kind == 6:
            asked = {"q": f"{common} {chance.choice(words.all[:_BETWEEN])} {other}"}
        elif kind == 7:
            asked = {
                "q": common,
                "near": chance.choice(_PLACES),
                "sort": "distance",
                "age": chance.choice(_AGES),
            }
            asked |= {"page": chance.randint(1, 50)}
        address = f"/activities?{urlencode(asked, doseq=True)}"
        if address not in seen:
            seen.add(address)
            yield address


def warming_addresses(words: Words) -> Iterator[str]:
    """Give one search for each word, misspelling, place and choice that the different ones are made of."""
    common = words.all[:_BETWEEN]
    typed = [*common, *map(_misspelt, common), *(words.rare(place) for place in range(_BETWEEN + 1))]
    alone = [("q", word) for word in dict.fromkeys(typed)]
    alone += [("near", place) for place in _PLACES]
    chosen = {"age": _AGES, "tier": _TIERS, "cost": _COSTS, "day": _DAYS, "access": _ACCESS}
    alone += [(name, code) for name, codes in chosen.items() for code in codes]
    return (f"/activities?{urlencode([pair])}" for pair in alone)


def _misspelt(word: str) -> str:
    return word[:2] + word[3:]


def repeated_addresses(words: Words, count: int = 40) -> Iterator[str]:
    """Give the same few searches again and again."""
    some = different_addresses(words, SEED + 6)
    return cycle([next(some) for _address in range(count)])
