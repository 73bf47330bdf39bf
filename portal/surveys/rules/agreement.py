"""How far two people who coded the same comments agree; docs/themes.md says what the figures mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.surveys.rules.coding import Merge, final_codes
from portal.surveys.rules.counting import percent_of

# What each coder found in one comment: final or chosen codes by coder.
Codings = Mapping[str, frozenset[str]]
_TWO = 2


@dataclass(frozen=True, slots=True)
class Agreement:
    """`agreed` of `comments` were coded alike; nothing is said of none."""

    comments: int
    agreed: int

    @property
    def percent(self) -> int | None:
        """Give whole percent, or None where nothing was coded twice."""
        return percent_of(self.agreed, self.comments) if self.comments else None


def is_coded_twice(codings: Codings) -> bool:
    """Tell whether at least two people coded a comment."""
    return len(codings) >= _TWO


def differ(codings: Codings) -> bool:
    """Tell whether people who coded a comment did not choose exactly the same themes."""
    return len(set(codings.values())) > 1


def differences(comments: Mapping[str, Codings], merges: Iterable[Merge]) -> Mapping[str, Codings]:
    """Give the comments about which coders differ after merges, with what each chose as it counts now; by key."""
    standing = tuple(merges)
    as_now = {key: as_counted(codings, standing) for key, codings in sorted(comments.items())}
    return {key: codings for key, codings in as_now.items() if differ(codings)}


def agreement(comments: Iterable[Codings]) -> Agreement:
    """Count the comments that two coded, and those of them where all chose exactly the same themes.

    That both found no theme is agreement too.
    """
    twice = [codings for codings in comments if is_coded_twice(codings)]
    return Agreement(len(twice), sum(not differ(codings) for codings in twice))


def agreement_by_theme(comments: Iterable[Codings]) -> Mapping[str, Agreement]:
    """Give for each theme the comments coded twice in which anybody chose it, and those in which all did.

    Comments in which nobody chose it are left out: of a rare theme they would make nearly 100 percent.
    """
    found: dict[str, list[bool]] = {}
    for codings in comments:
        if is_coded_twice(codings):
            for code in frozenset().union(*codings.values()):
                found.setdefault(code, []).append(all(code in chosen for chosen in codings.values()))
    return {code: Agreement(len(both), sum(both)) for code, both in found.items()}


def as_counted(codings: Codings, merges: Iterable[Merge]) -> Codings:
    """Give the codings with each theme as what it counts as, so that a merge ends a difference between both."""
    final = final_codes(merges)
    return {coder: frozenset(final.get(code, code) for code in chosen) for coder, chosen in codings.items()}
