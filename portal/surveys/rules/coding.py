"""How coded answers are counted: merged themes, one count for each respondent, agreement of two coders.

Everything here is about one group of one audience: the caller reads the tags and the merges of that group only. Merges
are applied when counting and never rewrite a tag, so that undoing one brings back what was.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Tag:
    """One coder found one theme in what one respondent wrote; `response` is the respondent's random key."""

    response: str
    code: str
    coder: str


@dataclass(frozen=True, slots=True)
class Merge:
    """One theme counted as another; merges that were undone are left out by the caller."""

    from_code: str
    into_code: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What a coder decided about one comment: themes by code, one of them perhaps new, or nothing at all.

    `seen` is the mark of what this coder had chosen when the form was opened.
    """

    codes: frozenset[str]
    seen: str
    new_theme: str = ""


class MergeFault(StrEnum):
    """Why a theme cannot be merged into another."""

    UNKNOWN = "unknown"
    SAME = "same"
    ALREADY_MERGED = "already_merged"
    CIRCLE = "circle"


def final_codes(merges: Iterable[Merge]) -> Mapping[str, str]:
    """Give the theme as which each merged theme counts in the end; a code that is not in it counts as itself.

    Chains are followed to their end: with A into B and B into C, A counts as C. A circle cannot be made by
    `can_merge`; should one stand in the data all the same, each theme of it counts as itself.
    """
    into = {merge.from_code: merge.into_code for merge in merges}
    return {code: _end(code, into) for code in into}


def counted(tags: Iterable[Tag], merges: Iterable[Merge]) -> Mapping[str, int]:
    """Give the number of respondents by theme, after merges; a theme that nobody has is left out.

    A respondent counts once for a theme, whether one coder chose it or two, and whether as itself or as one merged
    into it.
    """
    respondents = respondents_of(tags, merges)
    return {code: len(found) for code, found in respondents.items()}


def respondents_of(tags: Iterable[Tag], merges: Iterable[Merge]) -> Mapping[str, frozenset[str]]:
    """Give the keys of the respondents by theme, after merges."""
    final = final_codes(merges)
    found: dict[str, set[str]] = {}
    for tag in tags:
        found.setdefault(final.get(tag.code, tag.code), set()).add(tag.response)
    return {code: frozenset(keys) for code, keys in found.items()}


def merge_fault(
    from_code: str, into_code: str, merges: Iterable[Merge], codes: Collection[str]
) -> MergeFault | None:
    """Tell why a merge would be wrong, or None; `codes` are all themes of the group.

    A theme is merged once: to merge it elsewhere, the first merge is undone. As only a theme that is not merged can
    be merged, a circle would need that the other one counts as it already.
    """
    final = final_codes(merges)
    if not {from_code, into_code} <= set(codes):
        return MergeFault.UNKNOWN
    if from_code == into_code:
        return MergeFault.SAME
    if from_code in final:
        return MergeFault.ALREADY_MERGED
    if final.get(into_code, into_code) == from_code:
        return MergeFault.CIRCLE
    return None


def to_keep(before: Collection[str], chosen: Collection[str], merges: Iterable[Merge]) -> frozenset[str]:
    """Give the codes to keep when a coder saves a form that shows merged themes as what they count as.

    A theme that the coder chose before it was merged stays as it was chosen, as long as the one into which it was
    merged is still ticked: otherwise saving twice would make a merge that cannot be undone.
    """
    final = final_codes(merges)
    wanted = {final.get(code, code): code for code in chosen}
    held = {code for code in before if final.get(code, code) in wanted}
    missing = wanted.keys() - {final.get(code, code) for code in held}
    return frozenset(held | {wanted[code] for code in missing})


def _end(code: str, into: Mapping[str, str]) -> str:
    seen = {code}
    end = code
    while (following := into.get(end)) is not None:
        if following in seen:
            return code
        seen.add(following)
        end = following
    return end
