"""Nothing of one council stands in the code: its places, programmes, tiers and numbers are content."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from portal.settings import PROJECT

CONTENT, CODE = PROJECT / "content", PROJECT / "portal"
SUFFIXES = {".py", ".html", ".xml", ".txt", ".js", ".css", ".svg"}
# Words of the sample pack that are also plain English, or codes that the code itself gives a meaning.
_PLAIN = {"activities for everyone", "other", "countywide", "online"}
# Said of the first council and its neighbours in any form; the rest comes from the pack itself.
_ALWAYS = (
    r"\bOrchard\b",
    r"Herefordshire",
    r"Staffordshire",
    r"[Mm]oving[ _-][Ff]orward",
    r"[Aa]iming[ _-][Hh]igh",
    r"\b64 hours\b",
    r"\bHR[0-9]",
    r"\bTier [123]\b",
    r"/tier-[123]",
    r"SENDIASS",
)


def words_of_the_pack() -> set[str]:
    """Give the names of the places and programmes of the sample pack."""
    places = YAML(typ="safe").load((CONTENT / "places.yaml").read_text())
    tiers = YAML(typ="safe").load((CONTENT / "tiers.yaml").read_text())
    names = {place["label"] for group in places.values() for place in group}
    names |= {entry["title"] for entry in (*tiers["tiers"], *tiers["programmes"])}
    return {name for name in names if name.casefold() not in _PLAIN}


def leaks(text: str, names: set[str]) -> Iterator[str]:
    """Give the words of the sample pack that stand in a text."""
    for pattern in (*_ALWAYS, *(rf"\b{re.escape(name)}\b" for name in sorted(names))):
        if found := re.search(pattern, text):
            yield found[0]


def _files() -> list[Path]:
    return [path for path in sorted(CODE.rglob("*")) if path.suffix in SUFFIXES]


def test_no_word_of_the_sample_pack_stands_in_the_code() -> None:
    names = words_of_the_pack()
    found = {
        str(path.relative_to(PROJECT)): sorted(words)
        for path in _files()
        if (words := set(leaks(path.read_text(), names)))
    }
    assert not found, "let it come from content/"


@pytest.mark.parametrize(
    "text",
    ["buses to Leominster", 'href="/tier-3"', "up to 64 hours", "MOVING = 'moving_forward'", "Much Marcle"],
)
def test_a_leak_is_noticed(text: str) -> None:
    assert list(leaks(text, words_of_the_pack()))


@pytest.mark.parametrize("text", ["tag--tier-1", "needs_assessment", "length(key) = 64", "a short break"])
def test_code_that_means_no_council_passes(text: str) -> None:
    assert not list(leaks(text, words_of_the_pack()))


def test_the_small_pack_shares_no_place_tier_or_programme_with_the_first() -> None:
    names = words_of_the_pack()
    for path in sorted((PROJECT / "tests" / "packs" / "small").rglob("*")):
        if path.suffix in {".yaml", ".md", ".csv", ".po"}:
            assert not set(leaks(path.read_text(), names)), path
