"""How the case page answers: an act in one transaction, or the page again with what was typed."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.queries import names, people
from portal.activities.queries import activity_title
from portal.audit.queries import entries_about
from portal.core.errors import PortalError
from portal.core.roles import Role
from portal.infra.access import current_actor
from portal.infra.clock import now
from portal.infra.db import database, reading, unit_of_work
from portal.infra.forms import PortalForm
from portal.infra.i18n import _
from portal.infra.keys import keys
from portal.infra.responses import see_other
from portal.referrals.forms import ActForm, SeenForm
from portal.referrals.rules.offers import OfferEndedError
from portal.referrals.rules.triage import MoveNotAllowedError
from portal.referrals.services import casework
from portal.referrals.services.moving import ChangedMeanwhileError, Work
from portal.referrals.views.staff_case import CasePage, changes_among, in_plain_words
from portal.referrals.views.staff_forms import clocks, forms_with, name_of

# What an act does with a session and the work; it gives the code of what is said afterwards, "" for nothing.
Act = Callable[[Any, Work], str]
_LONGEST_NAME = 120


def colleagues() -> dict[int, str]:
    """Give the people to whom a request can be given."""
    with reading() as session:
        return {
            person.id: person.name
            for person in people(session, now())
            if Role.TRIAGE_OFFICER in person.roles and person.is_active
        }


def act(reference: str, form: SeenForm, do: Act) -> ResponseReturnValue:
    """Do what a form of the case page asks for, or show the page with what was typed and why it was not done."""
    if not form.validate_on_submit():
        return _with_faults(reference, form)
    work = Work(current_actor(), reference, form.changes.data or 0, keys().vault, clocks())
    try:
        with unit_of_work() as session:
            said = do(session, work)
    except ChangedMeanwhileError:
        return shown(reference, form, error=_changed(), seen=work.seen_changes)
    except (MoveNotAllowedError, OfferEndedError):
        return shown(reference, form, error=_not_allowed())
    except FieldError as error:
        error.field.errors = [*error.field.errors, error.text]
        return _with_faults(reference, form)
    return see_other("referrals_staff.case", reference=reference, **({"saved": said} if said else {}))


def _with_faults(reference: str, form: SeenForm) -> ResponseReturnValue:
    # A button alone has no field beside which to say it.
    return shown(reference, form, error=faults_of(form) if isinstance(form, ActForm) else "")


def faults_of(form: PortalForm) -> str:
    """Give everything that is wrong with a form in one line, for a form that has no fields to see."""
    return " ".join(str(text) for texts in form.errors.values() for text in texts)


class FieldError(PortalError):
    """What was typed in a field cannot be used; nothing was saved."""

    def __init__(self, field: Any, text: str) -> None:
        """Keep the field and what is said beside it."""
        self.field, self.text = field, text
        super().__init__(text)


def _changed() -> str:
    return _(
        "Somebody changed this request after you opened it. Nothing was saved. What you wrote is still below."
    )


def _not_allowed() -> str:
    return _("This request cannot be moved like that any more. What you wrote is still below.")


def checked_activities(field: Any) -> tuple[str, ...]:
    """Give the address names in a field; raises FieldError for one that the directory has not."""
    with reading() as session:
        for name in field.names:
            if activity_title(session, name) is None:
                raise FieldError(field, _("The directory has no activity “%(name)s”", name=name))
    return tuple(field.names)


def shown(
    reference: str, sent: SeenForm | None = None, *, error: str = "", seen: int | None = None
) -> ResponseReturnValue:
    """Show a case; the look is in the audit trail before anything is rendered.

    `seen` is what the page of somebody who comes second knew; what happened since then is shown.
    """
    moment, actor = now(), current_actor()
    # A look is recorded even on the page that answers a POST without a token: it changes nothing of the family's.
    with database().unit_of_work() as session:
        opened = casework.look_at(session, now=moment, actor=actor, reference=reference, vault=keys().vault)
        called = names(session)
        trail = entries_about(session, "referral", opened.row.reference)
    people_here = colleagues()
    missed = opened.changes - seen if seen is not None else 0
    page = CasePage(
        referral=opened,
        forms=forms_with(sent, opened.row.assignee_id, people_here, _activity()),
        trail=[in_plain_words(entry, called) for entry in trail],
        colleagues=_with(people_here, opened.row.assignee_id, called),
        actor_id=actor.user_id,
        error=error,
        saved=_saved(),
        sent=name_of(sent),
        meanwhile=tuple(in_plain_words(entry, called) for entry in changes_among(trail)[-missed:])
        if missed > 0
        else (),
    )
    return render_template("referrals/case.html", page=page)


def _with(people_here: dict[int, str], assignee: int | None, called: Mapping[str, str]) -> Mapping[int, str]:
    """Give names also for somebody who left: a request may still stand under them."""
    return {**({assignee: called.get(str(assignee), "")} if assignee else {}), **people_here}


def _activity() -> str:
    """Give the activity that the matching page chose."""
    return request.args.get("activity", "")[:_LONGEST_NAME]


def told(is_told: bool, code: str) -> str:
    """Give the code of what is said after something of which the family hears."""
    return f"{code}-told" if is_told else f"{code}-ring"


def _saved() -> str:
    """Say what was saved just now, and whether the family hears of it by itself."""
    code = request.args.get("saved", "") if request.method == "GET" else ""
    what, _dash, how = code.rpartition("-")
    if what in {"decision", "asked", "offer"} and how in {"told", "ring"}:
        return (
            _("A message goes to the family.")
            if how == "told"
            else _("No message goes out: ring the family and tell them.")
        )
    texts = {
        "note": _("The note stands below."),
        "note-late": _(
            "The note stands below. Somebody else changed this request while you wrote: read it again."
        ),
        "passed": _("No message goes to the family, and its page says nothing of it."),
        "second": _("The second look is on record."),
        "assigned": _("It has a new person."),
        "started": _("You look after it now."),
        "seen": _("It is marked as read."),
        "phone": _("What the family said is on record."),
        "call": _("The call is dealt with."),
        "back": _("The request is taken back."),
        "joined": _("The requests stand under one child now."),
        "apart": _("The requests stand under two children now."),
    }
    return texts.get(code, "")
