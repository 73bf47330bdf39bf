"""Large mappings with a few entries changed, without a copy of all the others."""

from collections import ChainMap
from collections.abc import Mapping, MutableMapping
from typing import TypeVar, cast

Key = TypeVar("Key")
Value = TypeVar("Value")


def overlaid(base: Mapping[Key, Value], changed: Mapping[Key, Value]) -> Mapping[Key, Value]:
    """Give a mapping with some entries added or changed; `base` stays as it is and is not copied.

    A copy touches each key and value, which takes most of the time when a single activity of thousands changed.
    """
    if not changed:
        return base
    if isinstance(base, ChainMap):
        # Two layers, however often something changes: each more would make every look slower.
        first, *below = base.maps
        return ChainMap({**first, **changed}, *below)
    return ChainMap(dict(changed), cast("MutableMapping[Key, Value]", base))
