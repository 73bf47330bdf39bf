"""Addresses of searches of all kinds, each different from all others, and a few that are asked again."""

import random
from collections.abc import Iterator
from itertools import cycle
from urllib.parse import urlencode

from bench.generated import SEED, Words

_PLACES = ("leominster", "HR6 8", "ross_on_wye", "HR1 2", "ledbury", "bromyard", "kington")
_AGES = ("0-4", "5-7", "8-10", "11-13", "14-15", "16-17")
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
            asked = {"q": other, "age": chance.choice(_AGES), "tier": ["universal", "targeted"]}
        elif kind == 2:
            asked = {"q": common, "near": chance.choice(_PLACES), "within": chance.choice((5, 10, 20))}
            asked |= {"age": chance.choice(_AGES), "page": chance.randint(1, 4)}
        elif kind == 3:
            asked = {"q": words.rare(chance.randint(0, _BETWEEN)), "page": chance.randint(1, 9)}
        elif kind == 4:
            asked = {"q": other[:2] + other[3:], "cost": chance.choice(("free", "donation")), "page": 1}
        elif kind == 5:
            asked = {"age": chance.sample(_AGES, 2), "day": chance.choice(("saturday", "sunday", "monday"))}
            asked |= {"access": ["step_free_entrance", "quiet_space"], "page": chance.randint(1, 99)}
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


def repeated_addresses(words: Words, count: int = 40) -> Iterator[str]:
    """Give the same few searches again and again."""
    some = different_addresses(words, SEED + 6)
    return cycle([next(some) for _address in range(count)])
