"""The rows of a comparison: the same question to each activity, and "Not known – ask" where nobody has said."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from portal.activities.views.detail_page import DetailPage
from portal.infra.i18n import _
from portal.taxonomy.content import Taxonomy

_NOT_KNOWN = "not_known"
_AS_THE_PAGE = Markup()
# Signs beside the words, so that differences are seen without colour and at a glance.
_MARKS = {"yes": "✓", "partly": "~", "no": "✗"}
_UNKNOWN_MARK = "?"
# Asked of every activity, also where none of them says: a family cannot come without the answer.
_ALWAYS_ASKED = frozenset({"personal_care_by_staff", "autism_trained", "epilepsy_trained"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line in a cell; `written` says in which language an organiser wrote it, where the page has another.

    `marked` is the same text as markup, where it has words of several languages.
    """

    text: str
    written: Markup = _AS_THE_PAGE
    marked: Markup | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of all activities; a cell without lines is not known."""

    label: str
    cells: tuple[tuple[Line, ...], ...]

    @property
    def is_said(self) -> bool:
        """Tell whether it is known of any of them; else it takes no room on paper."""
        return any(self.cells)


@dataclass(frozen=True, slots=True)
class Answer:
    """An access answer: its words, and a sign that stands for them on paper."""

    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One access feature and the answer of each activity."""

    label: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class AccessPart:
    """Access features that families look for together."""

    title: str
    rows: tuple[AccessRow, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One activity with what only a clock or a list of codes can tell of it."""

    page: DetailPage
    next: str | None
    places: tuple[str, ...]


def fact_rows(compared: Sequence[Compared]) -> tuple[Row, ...]:
    """Give the rows of facts, in the order in which families ask."""
    questions: tuple[tuple[str, Callable[[Compared], Iterator[Line]]], ...] = (
        (_("Assessment"), _assessment),
        (_("Ages"), lambda one: _known(one.page.ages)),
        (_("When"), _when),
        (_("Next date"), lambda one: _known(one.next)),
        (_("Where"), _where),
        (_("Bus stop"), lambda one: _known(one.page.listing.bus_stop)),
        (_("Cost"), _cost),
        (_("Ways to pay"), lambda one: _known("; ".join(one.page.funding))),
        (_("Places"), lambda one: (Line(text) for text in one.places)),
        (_("Languages spoken"), _languages),
        (_("When we checked this"), lambda one: _known(one.page.checked)),
    )
    return tuple(Row(label, tuple(tuple(ask(one)) for one in compared)) for label, ask in questions)


def _known(text: str | None) -> Iterator[Line]:
    if text:
        yield Line(text)


def _languages(one: Compared) -> Iterator[Line]:
    if one.page.languages:
        yield Line(", ".join(one.page.languages), marked=one.page.marked_languages)


def _assessment(one: Compared) -> Iterator[Line]:
    yield Line(
        _("A social care assessment comes first.") if one.page.needs_assessment else _("No assessment needed")
    )


def _when(one: Compared) -> Iterator[Line]:
    """Give each day with its hours once, and below it what the organiser says of it."""
    words: dict[str, list[str]] = {}
    for time in one.page.times:
        said = ", ".join(part for part in (time.days, time.hours) if part)
        words.setdefault(said, []).append(time.words)
    for said, theirs in words.items():
        yield from _known(said)
        yield from (Line(text, one.page.written) for text in theirs)


def _where(one: Compared) -> Iterator[Line]:
    facts = one.page.listing
    yield from _known(one.page.delivery)
    place = [text for text in (facts.venue_name, facts.street, facts.town, facts.postcode) if text]
    if place:
        yield Line(", ".join(place), one.page.written)


def _cost(one: Compared) -> Iterator[Line]:
    yield from _known(one.page.cost)
    if one.page.listing.cost_note:
        yield Line(one.page.listing.cost_note, one.page.written)


def access_parts(compared: Sequence[Compared], taxonomy: Taxonomy) -> tuple[AccessPart, ...]:
    """Give each access feature of which any activity says something."""
    parts = (
        AccessPart(
            _(group.label),
            tuple(
                AccessRow(_(feature.label), _answers(compared, feature.code, taxonomy))
                for feature in group.features
                if feature.code in _ALWAYS_ASKED or _is_said(compared, feature.code)
            ),
        )
        for group in taxonomy.access_groups
    )
    return tuple(part for part in parts if part.rows)


def _is_said(compared: Sequence[Compared], feature: str) -> bool:
    return any(one.page.listing.access.get(feature, _NOT_KNOWN) != _NOT_KNOWN for one in compared)


def _answers(compared: Sequence[Compared], feature: str, taxonomy: Taxonomy) -> tuple[Answer, ...]:
    return tuple(_answer(one.page.listing.access.get(feature, _NOT_KNOWN), taxonomy) for one in compared)


def _answer(code: str, taxonomy: Taxonomy) -> Answer:
    if code == _NOT_KNOWN:
        return Answer(_UNKNOWN_MARK, _("Not known – ask"))
    return Answer(_MARKS.get(code, _UNKNOWN_MARK), _(taxonomy.labels["access_answers"][code]))


def answer_signs(taxonomy: Taxonomy) -> tuple[Answer, ...]:
    """Give what each sign means, for the paper on which only the signs stand."""
    return tuple(_answer(code, taxonomy) for code in (*_MARKS, _NOT_KNOWN))
