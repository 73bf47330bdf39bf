"""Rounds of the surveys, for commissioners: what is open, opening one, its days."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.canonical import absolute
from portal.infra.clock import now, today
from portal.infra.content_pack import content
from portal.infra.db import reading, unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.i18n import lazy as _l
from portal.infra.responses import see_other
from portal.questionnaires.content import Questionnaires
from portal.surveys.forms.rounds import MoveForm, RoundForm
from portal.surveys.queries.rounds import (
    invitations_of,
    is_untouched,
    responses_by_channel,
    round_named,
    rounds,
)
from portal.surveys.rules.counting import SURVEYS
from portal.surveys.rules.rounds import (
    Audience,
    Channel,
    Phase,
    Round,
    RoundClosedError,
    RoundFaultsError,
)
from portal.surveys.services.rounds import close_round, delete_round, move_round, open_round_for

bp = Blueprint("survey_rounds", __name__, url_prefix="/surveys/rounds")

PHASES: Mapping[Phase, str] = {Phase.OPEN: _l("Open"), Phase.COMING: _l("Coming"), Phase.OVER: _l("Over")}
AUDIENCES: Mapping[Audience, str] = {
    Audience.PARENTS: _l("Parents and carers"),
    Audience.YOUNG_PEOPLE: _l("Children and young people"),
    Audience.PROVIDERS: _l("Providers"),
}
CHANNELS: Mapping[Channel, str] = {
    Channel.ONLINE: _l("Online"),
    Channel.PAPER: _l("On paper"),
    Channel.PHONE: _l("By phone"),
    Channel.IMPORT: _l("From a file"),
}


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round in the list, with the number of responses by channel in the order of CHANNELS."""

    round: Round
    audience: str
    phase: str
    by_channel: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class RoundPage:
    """Everything about one round; `address` is the short one of posters."""

    row: RoundRow
    title: str
    compared_with: str
    address: str
    takes_entries: bool
    may_move: bool
    may_close: bool
    may_invite: bool
    may_delete: bool
    invitations: int
    used: int
    form: ActionForm


def row_of(found: Round, counted: Mapping[int, Mapping[Channel, int]]) -> RoundRow:
    """Put a round and the numbers of its responses into words."""
    mine = counted.get(found.id, {})
    return RoundRow(
        found,
        AUDIENCES[found.audience],
        PHASES[found.phase(today())],
        tuple(mine.get(channel, 0) for channel in CHANNELS),
        sum(mine.values()),
    )


@bp.get("")
@requires(Role.COMMISSIONER)
def overview() -> ResponseReturnValue:
    """List the rounds: open, coming, over."""
    with reading() as session:
        found, counted = rounds(session), responses_by_channel(session)
    order = list(Phase)
    rows = sorted(
        (row_of(one, counted) for one in found), key=lambda row: order.index(row.round.phase(today()))
    )
    return render_template("surveys/rounds/list.html", rows=rows, channels=tuple(CHANNELS.values()))


@bp.get("/new")
@requires(Role.COMMISSIONER)
def new() -> ResponseReturnValue:
    """Show the form for a new round."""
    return _new_shown(_round_form(fresh=True))


@bp.post("/new")
@requires(Role.COMMISSIONER)
def open_new() -> ResponseReturnValue:
    """Open a round."""
    form = _round_form()
    if not form.validate_on_submit():
        return _new_shown(form)
    actor = str(current_actor().user_id)
    try:
        with unit_of_work() as session:
            code = open_round_for(session, now=now(), actor=actor, plan=form.plan)
    except RoundFaultsError as error:
        form.show_faults(error.faults)
        return _new_shown(form)
    return see_other("survey_rounds.show", code=code)


@bp.get("/<code>")
@requires(Role.COMMISSIONER)
def show(code: str) -> ResponseReturnValue:
    """Show one round and what can be done with it."""
    return _round_shown(code, ActionForm(formdata=None))


@bp.get("/<code>/days")
@requires(Role.COMMISSIONER)
def days(code: str) -> ResponseReturnValue:
    """Show the days of a round in a form."""
    with reading() as session:
        found = round_named(session, code)
    if found.is_frozen:
        return see_other("survey_rounds.show", code=code)
    return _days_shown(found, MoveForm(found.opens_on, found.closes_on))


@bp.post("/<code>/days")
@requires(Role.COMMISSIONER)
def move(code: str) -> ResponseReturnValue:
    """Give a round other days."""
    with reading() as session:
        found = round_named(session, code)
    form = MoveForm(found.opens_on, found.closes_on)
    if not form.validate_on_submit():
        return _days_shown(found, form)
    opens_on, closes_on = form.days
    actor = str(current_actor().user_id)
    try:
        with unit_of_work() as session:
            move_round(session, now=now(), actor=actor, code=code, opens_on=opens_on, closes_on=closes_on)
    except RoundFaultsError as error:
        form.show_faults(error.faults)
        return _days_shown(found, form)
    except RoundClosedError:
        pass  # Figures were released meanwhile; its page says so.
    return see_other("survey_rounds.show", code=code)


@bp.post("/<code>/close")
@requires(Role.COMMISSIONER)
def close(code: str) -> ResponseReturnValue:
    """Let today be the last day of a round."""
    form = ActionForm()
    if not form.validate_on_submit():
        return _round_shown(code, form)
    try:
        with unit_of_work() as session:
            close_round(session, now=now(), actor=str(current_actor().user_id), code=code)
    except RoundClosedError:
        pass  # It is over already; its page says so.
    return see_other("survey_rounds.show", code=code)


@bp.post("/<code>/delete")
@requires(Role.COMMISSIONER)
def delete(code: str) -> ResponseReturnValue:
    """Delete a round in which nobody has answered."""
    form = ActionForm()
    if not form.validate_on_submit():
        return _round_shown(code, form)
    try:
        with unit_of_work() as session:
            delete_round(session, now=now(), actor=str(current_actor().user_id), code=code)
    except RoundClosedError:
        return see_other("survey_rounds.show", code=code)  # Somebody answered meanwhile; its page says so.
    return see_other("survey_rounds.overview")


def _round_form(*, fresh: bool = False) -> RoundForm:
    known = content(Questionnaires)
    surveys = [
        (audience, f"{AUDIENCES[audience]}: {known.named(survey).title}")
        for audience, survey in SURVEYS.items()
    ]
    with reading() as session:
        earlier = rounds(session)
    return RoundForm(surveys, earlier, today() if fresh else None)


def _new_shown(form: RoundForm) -> ResponseReturnValue:
    return render_template("surveys/rounds/new.html", form=form)


def _days_shown(found: Round, form: MoveForm) -> ResponseReturnValue:
    return render_template("surveys/rounds/days.html", round=found, form=form)


def _round_shown(code: str, form: ActionForm) -> ResponseReturnValue:
    with reading() as session:
        found, counted = round_named(session, code), responses_by_channel(session)
        invitations, used = invitations_of(session, found.id)
        untouched = is_untouched(session, found.id)
        names = {one.id: one.name for one in rounds(session)}
    day = today()
    page = RoundPage(
        row=row_of(found, counted),
        title=content(Questionnaires).named(found.questionnaire).title,
        compared_with=names.get(found.compared_with or 0, ""),
        address=absolute(f"/tell-us/{found.code}"),
        takes_entries=found.takes_entries(day),
        may_move=not found.is_frozen,
        may_close=found.is_open(day) and found.closes_on > day,
        may_invite=found.by_invitation and found.phase(day) is not Phase.OVER,
        may_delete=untouched and not found.is_frozen,
        invitations=invitations,
        used=used,
        form=form,
    )
    return render_template("surveys/rounds/show.html", page=page, channels=tuple(CHANNELS.values()))
