"""The code book: groups of themes to which people code what others wrote in their own words."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from portal.surveys.rules.rounds import Audience

LONGEST_CODE, LONGEST_LABEL = 60, 200
_NOT_IN_CODE = re.compile(r"[^a-z0-9]+")
# The code of a label without one plain letter, such as one in another script.
_NAMELESS = "theme"


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme; `words` are those whose presence suggests it to a coder, and decide nothing."""

    code: str
    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """The themes of one part of the consultees report, in order; `questions` are those whose answers are coded."""

    audience: Audience
    code: str
    heading: str
    questions: tuple[str, ...]
    themes: tuple[Theme, ...]

    @property
    def codes(self) -> frozenset[str]:
        """Give the codes of all its themes."""
        return frozenset(theme.code for theme in self.themes)

    def with_themes(self, added: Iterable[Theme]) -> "ThemeGroup":
        """Give the group with themes that staff added behind those of the file; the file's own codes come first."""
        return replace(self, themes=(*self.themes, *(one for one in added if one.code not in self.codes)))

    def label_of(self, code: str) -> str:
        """Give the label of a theme; a code that no file and no person named any more stands for itself."""
        return next((theme.label for theme in self.themes if theme.code == code), code)

    def labelled(self, label: str) -> Theme | None:
        """Give the theme with this label in any case, if there is one."""
        wanted = label.casefold()
        return next((theme for theme in self.themes if theme.label.casefold() == wanted), None)


@dataclass(frozen=True, slots=True)
class CodeBook:
    """All groups, in the order in which reports show them."""

    groups: tuple[ThemeGroup, ...]

    def of(self, audience: Audience) -> tuple[ThemeGroup, ...]:
        """Give the groups of an audience."""
        return tuple(group for group in self.groups if group.audience is audience)

    def group(self, audience: Audience, code: str) -> ThemeGroup | None:
        """Give a group by its code."""
        return next((group for group in self.of(audience) if group.code == code), None)


def new_code(label: str, taken: Collection[str]) -> str:
    """Make a code from a label, with a number behind it where the code is taken."""
    plain = unicodedata.normalize("NFKD", label.casefold()).encode("ascii", "ignore").decode("ascii")
    code = _NOT_IN_CODE.sub("_", plain).strip("_")[: LONGEST_CODE - 5].strip("_") or _NAMELESS
    number, free = 1, code
    while free in taken:
        number += 1
        free = f"{code}_{number}"
    return free
