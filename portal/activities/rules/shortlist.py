"""The things that a family keeps for later: a few names of activities, held in their own browser and nowhere else."""

import re
from collections.abc import Iterable, Sequence

MOST_SAVED = 12
SIDE_BY_SIDE = 4
_BETWEEN = "."
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_SLUG = 120


def is_slug(text: str) -> bool:
    """Tell whether a text can be the name of an activity in an address."""
    return len(text) <= _LONGEST_SLUG and _SLUG.fullmatch(text) is not None


def slugs_among(texts: Iterable[str]) -> tuple[str, ...]:
    """Give the first 12 slugs in their order, each once; what is no slug is left out."""
    return tuple(dict.fromkeys(text for text in texts if is_slug(text)))[:MOST_SAVED]


def read_list(cookie: str) -> tuple[str, ...]:
    """Give the list that a cookie holds; a cookie can be changed by anybody, so nothing in it is trusted."""
    return slugs_among(cookie.split(_BETWEEN))


def written_list(saved: Sequence[str]) -> str:
    """Write a list as the text of its cookie."""
    return _BETWEEN.join(saved)


def with_added(saved: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    """Give a list with more at its end; what does not fit any more is left out."""
    return slugs_among((*saved, *more))


def without(saved: Sequence[str], gone: Sequence[str]) -> tuple[str, ...]:
    """Give a list with some taken out."""
    return tuple(slug for slug in saved if slug not in gone)
