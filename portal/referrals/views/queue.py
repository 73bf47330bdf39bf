"""The queue of requests, on the staff face."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.core.errors import NotFoundError
from portal.core.reference import parse_reference
from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now, today
from portal.infra.db import reading, unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.keys import keys
from portal.infra.responses import see_other
from portal.questionnaires.rules.typed import as_typed
from portal.referrals.queries import queue as queue_queries
from portal.referrals.queries.passes import second_looks
from portal.referrals.queries.queue import Counts, Slice
from portal.referrals.services import casework
from portal.referrals.services.moving import ChangedMeanwhileError, Work
from portal.referrals.views.staff_acts import colleagues, faults_of
from portal.referrals.views.staff_filters import Choice, choices, query_of, wanted_here
from portal.referrals.views.staff_forms import clocks
from portal.referrals.views.staff_rows import Line, line_of

bp = Blueprint("referrals_queue", __name__)

_LONGEST_REFERENCE = 60
_MOST_AT_ONCE = 50
_SHOWN_FILTERS = 4
_ME, _NOBODY = "me", "nobody"


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The queue: urgent first, then overdue and with news, then oldest.

    `not_found` is a reference that was looked for in vain; `late` are those that somebody else changed first.
    """

    slice: Slice
    lines: tuple[Line, ...]
    counts: Counts
    choices: tuple[Choice, ...]
    query: Mapping[str, str]
    people: Mapping[int, str]
    second_looks: int
    unopened: int
    today: date
    not_found: str
    given: int | None
    late: tuple[str, ...]
    error: str

    @property
    def more_is_chosen(self) -> bool:
        """Tell whether one of the filters that are folded away is set."""
        return any(choice.chosen for choice in self.choices[_SHOWN_FILTERS:])

    @property
    def first_choices(self) -> tuple[Choice, ...]:
        """Give the filters that are always on the page."""
        return self.choices[:_SHOWN_FILTERS]

    @property
    def more_choices(self) -> tuple[Choice, ...]:
        """Give the filters that are folded away."""
        return self.choices[_SHOWN_FILTERS:]

    @property
    def before(self) -> Mapping[str, str] | None:
        """Give the address of the page before."""
        return {**self.query, "before": self.slice.before} if self.slice.before else None

    @property
    def after(self) -> Mapping[str, str] | None:
        """Give the address of the page after."""
        return {**self.query, "after": self.slice.after} if self.slice.after else None


@bp.get("/referrals")
@requires(Role.TRIAGE_OFFICER)
def queue() -> ResponseReturnValue:
    """Show the queue."""
    return _shown()


@bp.get("/referrals/find")
@requires(Role.TRIAGE_OFFICER)
def find() -> ResponseReturnValue:
    """Open the request of a reference that a family reads out on the telephone, however it was typed."""
    typed = as_typed(request.args.get("reference", ""))[:_LONGEST_REFERENCE]
    try:
        with unit_of_work() as session:
            found = casework.find(session, now=now(), actor=current_actor(), typed=typed)
    except NotFoundError:
        return _shown(not_found=typed)
    return see_other("referrals_staff.case", reference=found)


@bp.post("/referrals/assignments")
@requires(Role.TRIAGE_OFFICER)
def assign() -> ResponseReturnValue:
    """Give the chosen requests to somebody; those that somebody else changed first stay as they are and are named."""
    form = ActionForm()
    if not form.validate_on_submit():
        return _shown(error=faults_of(form))
    chosen = request.form.getlist("chosen")[:_MOST_AT_ONCE]
    wanted, is_known = _assignee(request.form.get("assignee", ""))
    if not chosen or not is_known:
        return _shown(error="choose")
    late = [mark for mark in chosen if not _given(mark, wanted)]
    if late:
        return _shown(given=len(chosen) - len(late), late=tuple(mark.partition(" ")[0] for mark in late))
    return see_other("referrals_queue.queue", **query_of(wanted_here(request.args)), given=len(chosen))


def _assignee(code: str) -> tuple[int | None, bool]:
    """Give whom a code of the form means, and whether it means anybody or nobody."""
    if code == _NOBODY:
        return None, True
    if code == _ME:
        return current_actor().user_id, True
    known = {str(number): number for number in colleagues()}
    return known.get(code), code in known


def _given(mark: str, wanted: int | None) -> bool:
    """Give one request to somebody; its mark is its reference and what the page knew of it."""
    typed, _space, seen = mark.partition(" ")
    reference = parse_reference(typed)
    if reference is None or not (seen.isascii() and seen.isdigit() and len(seen) <= 9):
        return False
    work = Work(current_actor(), reference, int(seen), keys().vault, clocks())
    try:
        with unit_of_work() as session:
            casework.assign(session, work, now=now(), assignee_id=wanted)
    except (ChangedMeanwhileError, NotFoundError):
        return False
    return True


def _shown(
    *, not_found: str = "", given: int | None = None, late: tuple[str, ...] = (), error: str = ""
) -> ResponseReturnValue:
    actor, day, wanted = current_actor(), today(), wanted_here(request.args)
    by = replace(wanted, assignee=actor.user_id) if wanted.assignee == queue_queries.MINE else wanted
    people = colleagues()
    with reading() as session:
        found = queue_queries.queue(
            session,
            by,
            day,
            after=parse_reference(request.args.get("after", "")) or "",
            before=parse_reference(request.args.get("before", "")) or "",
        )
        counts = queue_queries.counts(session, day, actor.user_id)
        waiting, looks = queue_queries.unopened(session), second_looks(session)
    said = request.args.get("given", "")
    page = QueuePage(
        slice=found,
        lines=tuple(line_of(row, day, people, actor.user_id) for row in found.rows),
        counts=counts,
        choices=choices(wanted, people),
        query=query_of(wanted),
        people=people,
        second_looks=looks,
        unopened=waiting,
        today=day,
        not_found=not_found,
        given=int(said) if said.isascii() and said.isdigit() and len(said) < 3 else given,
        late=late,
        error=error,
    )
    return render_template("referrals/queue.html", page=page)
