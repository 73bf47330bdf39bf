"""The school holidays of content/school-year.yaml, with the bank holidays of England."""

from datetime import date
from pathlib import Path
from typing import Self

from pydantic import model_validator

from portal.activities.rules.sessions import TERM_TIME, Holiday, SchoolYear
from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.infra.working_days import bank_holidays
from portal.taxonomy.content import Code, Taxonomy


class _Holiday(ContentModel):
    season: Code
    first: date
    last: date


class _SchoolYearFile(ContentModel):
    first: date
    last: date
    holidays: tuple[_Holiday, ...]

    @model_validator(mode="after")
    def check_order(self) -> Self:
        """Refuse holidays that end before they start, overlap, or lie outside the years."""
        before = date.min
        for one in self.holidays:
            if not max(before, self.first) <= one.first <= one.last <= self.last:
                raise ValueError(f"the holiday of {one.first} overlaps another, ends early or is outside")
            if one.first == before:
                raise ValueError(f"two holidays have {before}")
            before = one.last
        return self


def load(pack: Path, taxonomy: Taxonomy) -> SchoolYear:
    """Load school-year.yaml; raises ContentError for a season that the taxonomy does not have."""
    path = pack / "school-year.yaml"
    file = load_yaml(path, _SchoolYearFile)
    seasons = {one.season for one in file.holidays}
    if not taxonomy.knows("seasons", {*seasons, TERM_TIME}):
        raise ContentError(path, None, f"seasons has no {', '.join(sorted(seasons))} and {TERM_TIME}")
    return SchoolYear(
        first=file.first,
        last=file.last,
        holidays=tuple(Holiday(one.season, one.first, one.last) for one in file.holidays),
        bank_holidays=bank_holidays(),
    )
