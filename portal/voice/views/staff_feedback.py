"""Feedback after sessions for commissioners: inside figures, exact, and each look is on record."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from portal.activities.queries.names import names_of
from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now
from portal.infra.db import reading, unit_of_work
from portal.infra.i18n import _
from portal.infra.keys import keys
from portal.infra.paging import page_number
from portal.voice.forms.feedback import building_words, rating_words
from portal.voice.queries import feedback as queries
from portal.voice.rules.feedback import FeedbackCount, sum_of
from portal.voice.services.feedback import note_look_at_feedback
from portal.voice.views.export import feedback_csv
from portal.voice.views.staff_period import PeriodAsked, in_words, read_period
from portal.voice.views.staff_tables import Line, Table
from portal.voice.views.staff_words import WordsPage

bp = Blueprint("feedback_staff", __name__)
ADDRESS, WORDS, _FILE = "/session-feedback", "/session-feedback/words", "/session-feedback.csv"


@dataclass(frozen=True, slots=True)
class FeedbackCounts:
    """All counts of a period."""

    asked: PeriodAsked
    days: str
    total: int
    table: Table
    words: str
    file: str


@bp.get(ADDRESS)
@requires(Role.COMMISSIONER)
def feedback() -> ResponseReturnValue:
    """Show how sessions were, by activity, and where the building was not accessible."""
    asked = read_period(request.args)
    counts, lines = _lines(asked, "counts_seen")
    heads = (_("Messages"), *_heads())
    page = FeedbackCounts(
        asked=asked,
        days=in_words(asked.period),
        total=sum_of(counts).total,
        table=Table(_("Feedback by activity"), heads, lines),
        words=asked.address(WORDS),
        file=asked.address(_FILE),
    )
    return render_template("voice/staff_feedback.html", page=page)


@bp.get(_FILE)
@requires(Role.COMMISSIONER)
def feedback_file() -> ResponseReturnValue:
    """Give the counts as a file."""
    _counts, lines = _lines(read_period(request.args), "counts_exported")
    rows = ((line.label, *line.numbers) for line in lines)
    answer = Response(feedback_csv((_("Messages"), *_heads()), rows), mimetype="text/csv")
    name = "session-feedback-not-for-publication.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@bp.get(WORDS)
@requires(Role.COMMISSIONER)
def words() -> ResponseReturnValue:
    """Show what people wrote, apart from what they chose."""
    asked = read_period(request.args)
    months = asked.period.whole_months
    _note("words_seen")
    with reading() as session:
        texts = queries.words(session, keys().opener, months, page_number(request.args))
    page = WordsPage(
        title=_("How sessions were, in families’ own words"),
        asked=asked,
        days=in_words(months),
        texts=texts,
        address=WORDS,
        back=asked.address(ADDRESS),
        back_label=_("How sessions were"),
    )
    return render_template("voice/words.html", page=page)


def _heads() -> Iterator[str]:
    yield from (_("It was: %(words)s", words=words) for words in rating_words().values())
    yield from (_("Building accessible: %(words)s", words=words) for words in building_words().values())


def _lines(asked: PeriodAsked, what: str) -> tuple[tuple[FeedbackCount, ...], tuple[Line, ...]]:
    """Give the counts of each activity and of all; the look is recorded before anything is read."""
    _note(what)
    with reading() as session:
        counts = queries.counts(session, asked.period)
        names = names_of(session, [one.activity for one in counts if one.activity])
    lines = [_line(one, names.get(one.activity or "", one.activity or _("Not said"))) for one in counts]
    return counts, (*lines, _line(sum_of(counts), _("All activities")))


def _line(count: FeedbackCount, label: str) -> Line:
    ratings = (count.ratings.get(rating, 0) for rating in rating_words())
    buildings = (count.buildings.get(building, 0) for building in building_words())
    return Line(label, (count.total, *ratings, *buildings))


def _note(what: str) -> None:
    """Record the look before anything is shown: when it cannot be recorded, nothing is."""
    with unit_of_work() as session:
        note_look_at_feedback(session, now=now(), actor=str(current_actor().user_id), what=what)
