"""Activities side by side, and the page on which a family sees its list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from markupsafe import Markup

from portal.activities.queries import ActivityPage
from portal.activities.rules.sessions import SchoolYear, next_occurrence
from portal.activities.rules.shortlist import SIDE_BY_SIDE
from portal.activities.views.calendar_file import place_in_words
from portal.activities.views.choices import Lists
from portal.activities.views.compare_facts import (
    AccessPart,
    Answer,
    Compared,
    Row,
    access_parts,
    answer_signs,
    fact_rows,
)
from portal.activities.views.detail_page import DetailPage
from portal.activities.views.paper import Print, print_for
from portal.activities.views.qr_code import qr_code
from portal.activities.views.vacancies import places_in_words
from portal.activities.views.when import next_in_words, occurrence_in_words
from portal.infra.i18n import _, ngettext

COMPARE = "/compare"
_LETTERS = "ABCD"


@dataclass(frozen=True, slots=True)
class Moment:
    """What a page has to know of the day on which it is read."""

    now: datetime
    today: date
    year: SchoolYear
    public_url: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A list as it can be given to somebody: its addresses hold names of activities and no person."""

    address: str
    link: str
    calendar: str | None
    code: Markup


@dataclass(frozen=True, slots=True)
class Column:
    """One activity of the table; the letter stands for it on paper."""

    letter: str
    page: DetailPage
    without: str | None


@dataclass(frozen=True, slots=True)
class Offered:
    """One activity that can be put side by side with others."""

    page: DetailPage
    is_shown: bool


@dataclass(frozen=True, slots=True)
class ComparePage:
    """All that the template of a comparison shows."""

    columns: tuple[Column, ...]
    facts: tuple[Row, ...]
    access: tuple[AccessPart, ...]
    signs: tuple[Answer, ...]
    offered: tuple[Offered, ...]
    notices: tuple[str, ...]
    shared: Shared | None
    is_mine: bool

    @property
    def print(self) -> Print:
        """Give the print with which it fits on one sheet."""
        return print_for(self.facts, self.access)

    @property
    def slugs(self) -> tuple[str, ...]:
        """Give the whole list."""
        return tuple(one.page.listing.slug for one in self.offered)


@dataclass(frozen=True, slots=True)
class SavedItem:
    """One thing on a family's list."""

    page: DetailPage
    next: str | None
    where: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """All that the template of "My list" shows; `gone` are slugs that are no longer there."""

    items: tuple[SavedItem, ...]
    gone: tuple[str, ...]
    gone_text: str
    removed: DetailPage | None
    has_removed: bool
    shared: Shared | None


def compare_page(
    found: Sequence[ActivityPage],
    asked: Sequence[str],
    shown: Sequence[str],
    mine: Sequence[str],
    lists: Lists,
    moment: Moment,
) -> ComparePage:
    """Put a comparison together; `shown` names those to put side by side, else it is the first of the list."""
    pages = [DetailPage(one, lists, moment.year, moment.now) for one in found]
    chosen = [page for page in pages if page.listing.slug in shown] or pages
    columns = chosen[:SIDE_BY_SIDE]
    compared = [_compared(page, lists, moment) for page in columns]
    gone = len(asked) - len(pages)
    return ComparePage(
        columns=tuple(_columns(columns, pages)),
        facts=fact_rows(compared),
        access=access_parts(compared, lists.taxonomy),
        signs=answer_signs(lists.taxonomy),
        offered=tuple(Offered(page, page in columns) for page in pages),
        notices=tuple(filter(None, (gone_in_words(gone), _too_many(len(chosen))))),
        shared=shared_list(pages, moment) if pages else None,
        is_mine=bool(pages) and {page.listing.slug for page in pages} <= set(mine),
    )


def list_page(
    found: Sequence[ActivityPage],
    saved: Sequence[str],
    removed: Sequence[ActivityPage],
    lists: Lists,
    moment: Moment,
    *,
    has_removed: bool,
) -> ListPage:
    """Put the page of a family's list together."""
    pages = [DetailPage(one, lists, moment.year, moment.now) for one in found]
    there = {page.listing.slug for page in pages}
    gone = tuple(slug for slug in saved if slug not in there)
    return ListPage(
        items=tuple(
            SavedItem(
                page,
                next_in_words(page.listing.sessions, moment.now, moment.year),
                place_in_words(page.listing),
            )
            for page in pages
        ),
        gone=gone,
        gone_text=gone_in_words(len(gone)),
        removed=next((DetailPage(one, lists, moment.year, moment.now) for one in removed), None),
        has_removed=has_removed,
        shared=shared_list(pages, moment) if pages else None,
    )


def gone_in_words(count: int) -> str:
    """Say how many activities are not published any more; empty when none."""
    if count <= 0:
        return ""
    return ngettext("%(n)s activity is no longer there.", "%(n)s activities are no longer there.", count)


def shared_list(pages: Sequence[DetailPage], moment: Moment) -> Shared:
    """Give the addresses of a list for other people, and for a phone."""
    query = urlencode([("activity", page.listing.slug) for page in pages])
    link = f"{moment.public_url}{COMPARE}?{query}"
    has_dates = any(next_in_words(page.listing.sessions, moment.now, moment.year) for page in pages)
    return Shared(
        address=f"{COMPARE}?{query}",
        link=link,
        calendar=f"{COMPARE}/calendar.ics?{query}" if has_dates else None,
        code=qr_code(link, _("Opens this list on a phone")),
    )


def _compared(page: DetailPage, lists: Lists, moment: Moment) -> Compared:
    one = next_occurrence(page.listing.sessions, moment.now, moment.year)
    return Compared(
        page=page,
        next=occurrence_in_words(one) if one else None,
        places=tuple(places_in_words(page.listing.capacity, lists.taxonomy, moment.today)),
    )


def _columns(columns: Sequence[DetailPage], pages: Sequence[DetailPage]) -> list[Column]:
    every = [("activity", page.listing.slug) for page in pages]
    found = []
    for letter, page in zip(_LETTERS, columns, strict=False):
        others = [("show", one.listing.slug) for one in columns if one is not page]
        without = f"{COMPARE}?{urlencode([*every, *others])}" if others else None
        found.append(Column(letter, page, without))
    return found


def _too_many(count: int) -> str:
    if count <= SIDE_BY_SIDE:
        return ""
    return _("Up to %(most)s fit side by side. Choose them below the table.", most=SIDE_BY_SIDE)
