"""Unmet needs for commissioners: inside figures, exact, and each look is on record."""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now
from portal.infra.db import reading, unit_of_work
from portal.infra.i18n import _
from portal.infra.keys import keys
from portal.infra.paging import page_number
from portal.voice.queries import needs as queries
from portal.voice.services.needs import note_look
from portal.voice.views.choices import lists_here
from portal.voice.views.export import counts_csv, words_csv
from portal.voice.views.staff_period import PeriodAsked, in_words, read_period
from portal.voice.views.staff_tables import Table, by_area_and_type, by_kind, rows_of
from portal.voice.views.staff_words import WordsPage

bp = Blueprint("voice_staff", __name__)
ADDRESS, WORDS = "/unmet-needs", "/unmet-needs/words"
_COUNTS_FILE, _WORDS_FILE = "/unmet-needs.csv", "/unmet-needs/words.csv"


@dataclass(frozen=True, slots=True)
class NeedsPage:
    """All counts of a period."""

    asked: PeriodAsked
    days: str
    total: int
    areas: Table
    lists: tuple[Table, ...]
    counts_file: str
    words: str


@bp.get(ADDRESS)
@requires(Role.COMMISSIONER)
def needs() -> ResponseReturnValue:
    """Show what families miss, counted by area and by kind."""
    asked, lists = read_period(request.args), lists_here()
    _note("counts_seen")
    with reading() as session:
        counts = queries.counts(session, asked.period)
    page = NeedsPage(
        asked=asked,
        days=in_words(asked.period),
        total=counts.total,
        areas=by_area_and_type(counts, lists),
        lists=by_kind(counts, lists),
        counts_file=asked.address(_COUNTS_FILE),
        words=asked.address(WORDS),
    )
    return render_template("voice/needs.html", page=page)


@bp.get(_COUNTS_FILE)
@requires(Role.COMMISSIONER)
def counts_file() -> ResponseReturnValue:
    """Give the counts as a file."""
    period = read_period(request.args).period
    _note("counts_exported")
    with reading() as session:
        table = counts_csv(rows_of(queries.counts(session, period), lists_here()))
    return _file(table, "unmet-needs-not-for-publication.csv")


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
        title=_("What families looked for, in their own words"),
        asked=asked,
        days=in_words(months),
        texts=texts,
        address=WORDS,
        back=asked.address(ADDRESS),
        back_label=_("What families miss"),
        file=asked.address(_WORDS_FILE),
    )
    return render_template("voice/words.html", page=page)


@bp.get(_WORDS_FILE)
@requires(Role.COMMISSIONER)
def words_file() -> ResponseReturnValue:
    """Give what people wrote as a file."""
    months = read_period(request.args).period.whole_months
    _note("words_exported")
    with reading() as session:
        table = words_csv(queries.all_words(session, keys().opener, months))
    return _file(table, "unmet-needs-words-not-for-publication.csv")


def _note(what: str) -> None:
    """Record the look before anything is shown: when it cannot be recorded, nothing is."""
    with unit_of_work() as session:
        note_look(session, now=now(), actor=str(current_actor().user_id), what=what)


def _file(table: str, name: str) -> Response:
    answer = Response(table, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
