"""Words that look like names of people and are none."""

import calendar
import re

from portal.infra.content_pack import content
from portal.offer.content import Council, Tiers
from portal.places.rules import Places
from portal.surveys.rules.themes import CodeBook

_DAYS = tuple(name.lower() for name in calendar.day_name)
_MONTHS_AND_DAYS = frozenset((*map(str.lower, calendar.month_name), *_DAYS, *(f"{day}s" for day in _DAYS)))
# What often begins a sentence before “is” or “said”, where a name would stand too.
_OPENERS = frozenset(
    (
        *(
            "both",
            "carers",
            "children",
            "clubs",
            "each",
            "everybody",
            "everyone",
            "everything",
            "families",
            "here",
            "many",
            "more",
        ),
        *("most", "nobody", "nothing", "parents", "people", "playing", "providers", "school", "schools"),
        *("some", "somebody", "something", "staff", "swimming", "there", "transport", "young"),
    )
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def known_words() -> frozenset[str]:
    """Give in small letters the words of the council, its places, programmes and themes, and common openers."""
    council, places, tiers = content(Council), content(Places), content(Tiers)
    texts = [council.name, council.area, *(programme.title for programme in tiers.programmes)]
    texts += [district.label for district in places.districts]
    texts += [town.label for town in places.towns]
    texts += [theme.label for group in content(CodeBook).groups for theme in group.themes]
    return (
        frozenset(word.lower() for text in texts for word in _WORD.findall(text))
        | _MONTHS_AND_DAYS
        | _OPENERS
    )
