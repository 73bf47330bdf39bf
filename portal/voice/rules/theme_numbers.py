"""How many people named a theme, as a release of a survey says it and never otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.surveys.rules.releases import ReleaseRead, is_of_themes, theme_group_of, value_of
from portal.voice.rules.you_said import ThemeRef


@dataclass(frozen=True, slots=True)
class ThemeNumber:
    """The number of one theme in a release; None is one that the release hides, which may be small or not."""

    release: str
    people: int
    number: int | None


def number_in(theme: ThemeRef, releases: Sequence[ReleaseRead]) -> ThemeNumber | None:
    """Give the number of the first of these releases that has the theme; None where none has it."""
    for release in releases:
        if release.audience.value != theme.audience:
            continue
        for table in release.tables:
            rows = table.plan.rows
            is_it = is_of_themes(rows) and theme_group_of(rows) == theme.group
            if is_it and theme.code in rows.asked.answers and not table.published.is_withheld:
                return ThemeNumber(release.code, release.people, value_of(table, theme.code))
    return None
