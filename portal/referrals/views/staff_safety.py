"""Safeguarding and calls, on the staff face."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now, today
from portal.infra.content_pack import content
from portal.infra.db import reading
from portal.infra.i18n import _
from portal.referrals.content import TriageWords
from portal.referrals.forms import CallForm, PassOnForm, SecondLookForm
from portal.referrals.queries.passes import SecondLook, waiting_for_second_look
from portal.referrals.rules.triage import Effect
from portal.referrals.services import casework, safeguarding
from portal.referrals.services.moving import Work
from portal.referrals.views.staff_acts import FieldError, act
from portal.referrals.views.staff_forms import london_moment, offered

bp = Blueprint("referrals_safety", __name__)
_LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class SecondLooksPage:
    """What waits for the look of a second person."""

    looks: tuple[SecondLook, ...]
    actor_id: int
    today: date


@bp.get("/second-looks")
@requires(Role.TRIAGE_OFFICER)
def second_looks() -> ResponseReturnValue:
    """List what waits for a second look, the most urgent first."""
    with reading() as session:
        looks = tuple(waiting_for_second_look(session))
    page = SecondLooksPage(looks, current_actor().user_id, today())
    return render_template("referrals/second_looks.html", page=page)


@bp.post("/referrals/<reference>/safeguarding")
@requires(Role.TRIAGE_OFFICER)
def pass_on(reference: str) -> ResponseReturnValue:
    """Put on record that a worry was passed on; the family is not told."""
    form = offered(PassOnForm(), {})

    def do(session: Any, work: Work) -> str:
        outcomes = content(TriageWords).outcomes
        safeguarding.pass_on(
            session,
            work,
            now=now(),
            passed_at=london_moment(form.passed_at.data),  # type: ignore[arg-type]  # The form refuses an empty one.
            to=(form.passed_to.data or "").strip(),
            record=(form.pass_words.data or "").strip(),
            outcome=next(entry.code for entry in outcomes if entry.effect is Effect.PASSED_ON),
        )
        return "passed"

    return act(reference, form, do)


@bp.post("/referrals/<reference>/second-look")
@requires(Role.TRIAGE_OFFICER)
def second_look(reference: str) -> ResponseReturnValue:
    """Put the second look on record; it is another person's than the first."""
    form = SecondLookForm()

    def do(session: Any, work: Work) -> str:
        typed = form.look.data or ""
        number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST_NUMBER else 0
        words = (form.second_words.data or "").strip()
        try:
            safeguarding.look_a_second_time(session, work, now=now(), pass_id=number, words=words)
        except safeguarding.SamePersonError as error:
            raise FieldError(
                form.second_words, _("A colleague has to look, not you: you passed it on")
            ) from error
        except safeguarding.LookedAtError as error:
            raise FieldError(form.second_words, _("A colleague has looked at it already")) from error
        return "second"

    return act(reference, form, do)


@bp.post("/referrals/<reference>/call")
@requires(Role.TRIAGE_OFFICER)
def handle_call(reference: str) -> ResponseReturnValue:
    """Close a call that was rung back."""
    form = CallForm()

    def do(session: Any, work: Work) -> str:
        casework.handle_call(
            session,
            work,
            now=now(),
            became_request=form.call_result.data == "became_request",
            record_words=(form.call_words.data or "").strip(),
        )
        return "call"

    return act(reference, form, do)
