"""What the index is told of one activity."""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal.activities.rules.facets import ActivityFacts
from portal.taxonomy.content import Taxonomy

# Moves when the files of an index change their shape or their words are made another way.
_FORMAT = 8

# How much a word counts by where it stands; the fields of the index in that order.
FIELD_BOOSTS: Mapping[str, float] = {
    "title": 4.0,
    "kinds": 3.0,
    "suits": 2.0,
    "summary": 2.0,
    "place": 1.5,
    "provider": 1.5,
    "access": 1.0,
    "description": 1.0,
}


@dataclass(frozen=True, slots=True)
class IndexedActivity:
    """The facts and the public words of one activity; nothing about any person."""

    facts: ActivityFacts
    title: str
    kinds: str = ""
    suits: str = ""
    summary: str = ""
    place: str = ""
    provider: str = ""
    access: str = ""
    description: str = ""

    def texts(self) -> Iterator[tuple[str, str]]:
        """Give the fields that hold words, by name."""
        for field in FIELD_BOOSTS:
            yield field, getattr(self, field)


def signing_key(key: bytes, taxonomy: Taxonomy) -> bytes:
    """Give the key that indexes of this code and these labels are signed with.

    After a release or a change of the code lists the old index no longer holds, so it is built again.
    """
    made_of = {"format": _FORMAT, "fields": FIELD_BOOSTS, "labels": taxonomy.labels}
    return hmac.new(key, json.dumps(made_of, sort_keys=True).encode(), hashlib.sha256).digest()
