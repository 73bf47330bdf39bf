"""The consultees report: what people said in their own words, by themes, group by group. An inside report, exact."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from portal.surveys.rules.coding import Merge, Tag, final_codes, respondents_of
from portal.surveys.rules.counting import percent_of
from portal.surveys.rules.rounds import Audience, Round
from portal.surveys.rules.themes import Theme, ThemeGroup

# Counts below this are named "fewer than 5" outside, whatever else may have to be hidden with them.
SMALLEST_PUBLIC = 5
FEWER = "fewer than 5"
# The order of the report of 2022: young people first.
IN_REPORTS = (Audience.YOUNG_PEOPLE, Audience.PARENTS, Audience.PROVIDERS)


@dataclass(frozen=True, slots=True)
class Coded:
    """What is known of one group: the tags, the themes that staff added and the merges that stand.

    `wrote` are the respondents who wrote something for it, `read` those whose words a coder has read.
    """

    tags: Sequence[Tag] = ()
    added: Sequence[Theme] = ()
    merges: Sequence[Merge] = ()
    wrote: Collection[str] = ()
    read: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme with the respondents who have it; `percent` is of all responses to that survey."""

    rank: int
    code: str
    label: str
    count: int
    percent: int

    @property
    def public_count(self) -> int | str:
        """Give the count as it may be named outside."""
        return FEWER if 0 < self.count < SMALLEST_PUBLIC else self.count


@dataclass(frozen=True, slots=True)
class GroupReport:
    """One group; `uncoded` is how many respondents wrote something that nobody has read yet."""

    audience: Audience
    code: str
    heading: str
    responses: int
    uncoded: int
    rows: tuple[ThemeRow, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """The responses of one audience: the rounds that are taken together, N, and the days of the first and the last.

    `source` says where an import came from.
    """

    audience: Audience
    rounds: tuple[Round, ...]
    responses: int
    first: date | None
    last: date | None
    source: str = ""
    is_synthetic: bool = False


@dataclass(frozen=True, slots=True)
class ConsulteesReport:
    """The whole report, in the order of the code book."""

    surveys: tuple[Survey, ...]
    tiers: tuple[int, ...]
    groups: tuple[GroupReport, ...]

    @property
    def is_synthetic(self) -> bool:
        """Tell whether any of it was made up for testing."""
        return any(survey.is_synthetic for survey in self.surveys)

    @property
    def source(self) -> str:
        """Say where the figures come from: what was noted at the import, else the codes of the rounds."""
        named = (survey.source or " ".join(one.code for one in survey.rounds) for survey in self.surveys)
        return "; ".join(dict.fromkeys(name for name in named if name))


def as_json(report: ConsulteesReport) -> dict[str, object]:
    """Give the report as other programs read it; the public count of 1 to 4 is "fewer than 5"."""
    return {
        "source": report.source,
        "responses": {
            audience.value: survey.responses
            for audience in IN_REPORTS
            for survey in report.surveys
            if survey.audience is audience
        },
        "tiers_covered": list(report.tiers),
        "groups": [
            {
                "survey": group.audience.value,
                "group": group.code,
                "heading": group.heading,
                "rows": [
                    {
                        "rank": row.rank,
                        "theme_code": row.code,
                        "label": row.label,
                        "count": row.count,
                        "percent": row.percent,
                        "public_count": row.public_count,
                    }
                    for row in group.rows
                ],
            }
            for group in report.groups
        ],
    }


def group_report(group: ThemeGroup, coded: Coded, responses: int) -> GroupReport:
    """Count a group: a theme once for each respondent, the most frequent first, ties in the order of the themes.

    Themes that staff added come after those of the code book. One that was merged into another has no row.
    """
    respondents = respondents_of(coded.tags, coded.merges)
    final = final_codes(coded.merges)
    themes = [
        theme
        for theme in _all_themes(group, coded.added, respondents)
        if final.get(theme.code, theme.code) == theme.code
    ]
    rows = [
        ThemeRow(0, theme.code, theme.label, count, percent_of(count, responses))
        for theme in themes
        for count in (len(respondents.get(theme.code, ())),)
    ]
    ordered = sorted(rows, key=lambda row: -row.count)
    return GroupReport(
        audience=group.audience,
        code=group.code,
        heading=group.heading,
        responses=responses,
        uncoded=len(set(coded.wrote) - set(coded.read)),
        rows=tuple(replace(row, rank=rank) for rank, row in enumerate(ordered, 1)),
    )


def newest_rounds(rounds: Iterable[Round], responses: Mapping[int, int]) -> tuple[Round, ...]:
    """Give for each audience the round with answers that ended last; a report without a choice shows these."""
    found: dict[Audience, Round] = {}
    for one in sorted(rounds, key=lambda one: (one.opens_on, one.closes_on, one.id)):
        if responses.get(one.id):
            found[one.audience] = one
    return tuple(found[audience] for audience in Audience if audience in found)


def _all_themes(
    group: ThemeGroup, added: Iterable[Theme], respondents: Mapping[str, Collection[str]]
) -> tuple[Theme, ...]:
    """Give the themes of the book, those added, and at last any that only a tag still names: none is lost."""
    themes = {theme.code: theme for theme in (*group.themes, *added)}
    gone = sorted(set(respondents) - set(themes))
    return (*themes.values(), *(Theme(code, code) for code in gone))
