"""An admin's pages: who may sign in, and with which roles. No request of a family is to be seen here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.forms import InviteForm, RolesForm, role_words
from portal.accounts.queries import Person, people, person
from portal.accounts.services import people as services
from portal.accounts.services.passwords import AccountError
from portal.accounts.services.people import AddressTakenError, LastAdminError
from portal.accounts.views.side import SIDES, STAFF_SIDE, Side, link_place, neighbours
from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now
from portal.infra.db import reading, unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.i18n import _
from portal.infra.responses import see_other

bp = Blueprint("accounts_people", __name__, url_prefix="/people")
_ONE = "/<any(staff, providers):side_name>/<int:number>"


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody in the list: what the account is, in words."""

    person: Person
    does: str
    state: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """Everybody who may sign in, or is invited to."""

    rows: Sequence[Row]
    said: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One account and what an admin may do with it."""

    row: Row
    address: str
    roles: RolesForm | None
    said: str
    error: str


@bp.get("")
@requires(Role.ADMIN)
def list_page() -> ResponseReturnValue:
    """Show everybody who may sign in; the look is recorded first."""
    with unit_of_work() as session:
        services.note_list_seen(session, now=now(), actor=_actor())
    with reading() as session:
        found, organisations = people(session, now()), dict(neighbours().organisations(session))
    rows = [_row(one, organisations) for one in found]
    return render_template("accounts/people.html", page=ListPage(rows, _said(request.args.get("done", ""))))


@bp.route("/invite", methods=["GET", "POST"])
@requires(Role.ADMIN, fresh=True)
def invite() -> ResponseReturnValue:
    """Invite somebody."""
    with reading() as session:
        form = InviteForm(neighbours().organisations(session))
    if not form.validate_on_submit():
        return render_template("accounts/invite.html", page={"form": form})
    try:
        _invited(form)
    except AddressTakenError:
        form.email.errors = [_("There is an account with this address already")]
        return render_template("accounts/invite.html", page={"form": form})
    return see_other("accounts_people.list_page", done="invited")


def _invited(form: InviteForm) -> None:
    email, name, actor = form.email.data or "", form.name.data or "", _actor()
    with unit_of_work() as session:
        if form.provider_id is not None:
            services.invite_provider(
                session,
                now=now(),
                email=email,
                name=name,
                provider_id=form.provider_id,
                place=link_place(SIDES["providers"]),
                actor=actor,
            )
        else:
            services.invite_staff(
                session,
                now=now(),
                email=email,
                name=name,
                roles=form.chosen,
                place=link_place(STAFF_SIDE),
                actor=actor,
            )


@bp.get(_ONE)
@requires(Role.ADMIN, fresh=True)
def person_page(side_name: str, number: int) -> ResponseReturnValue:
    """Show one account."""
    return _shown(SIDES[side_name], number)


@bp.post("/<any(staff):side_name>/<int:number>/roles")
@requires(Role.ADMIN, fresh=True)
def change_roles(side_name: str, number: int) -> ResponseReturnValue:
    """Give a member of staff other roles, from the next page that they open."""
    form = RolesForm()
    if not form.validate_on_submit():
        return _shown(SIDES[side_name], number, roles=form)
    try:
        with unit_of_work() as session:
            services.change_roles(session, now=now(), user_id=number, roles=form.chosen, actor=_actor())
    except LastAdminError:
        form.roles.errors = [_last_admin()]
        return _shown(SIDES[side_name], number, roles=form)
    return _done(side_name, number, "roles")


@bp.post(f"{_ONE}/<any(close, open, end, reset, send):act>")
@requires(Role.ADMIN, fresh=True)
def act_on(side_name: str, number: int, act: str) -> ResponseReturnValue:
    """Close or open an account, end its sign-ins, take its second factor away, or send its link again."""
    side = SIDES[side_name]
    if not ActionForm().validate_on_submit():
        return _shown(side, number, error=_("That did not work. Press the button again."))
    try:
        _acted(side, number, act)
    except LastAdminError:
        return _shown(side, number, error=_last_admin())
    except AccountError:
        abort(400)
    return _done(side_name, number, act)


def _acted(side: Side, number: int, act: str) -> None:
    desk = side.desk
    with unit_of_work() as session:
        if act in {"close", "open"}:
            services.set_active(
                session, desk, now=now(), user_id=number, is_active=act == "open", actor=_actor()
            )
        elif act == "end":
            services.end_sign_ins(session, desk, now=now(), user_id=number, actor=_actor())
        elif act == "reset":
            services.take_second_factor(session, desk, now=now(), user_id=number, actor=_actor())
        else:
            services.send_again(
                session, desk, now=now(), user_id=number, place=link_place(side), actor=_actor()
            )


def _shown(
    side: Side, number: int, *, roles: RolesForm | None = None, error: str = ""
) -> ResponseReturnValue:
    with reading() as session:
        found = person(session, side.desk, number, now())
        organisations = dict(neighbours().organisations(session))
    if found is None:
        abort(404)
    if roles is None and side is STAFF_SIDE:
        roles = RolesForm(formdata=None, data={"roles": [role.value for role in found.roles]})
    page = PersonPage(
        _row(found, organisations),
        f"/people/{found.side}/{found.id}",
        roles,
        "" if error else _said(request.args.get("done", "")),
        error,
    )
    return render_template("accounts/person.html", page=page)


def _row(found: Person, organisations: Mapping[int, str]) -> Row:
    words = role_words()
    does = ", ".join(words[role] for role in found.roles)
    if found.provider_id is not None:
        does = _("Provider: %(organisation)s", organisation=organisations.get(found.provider_id, "?"))
    state = _("Closed") if not found.is_active else _("Invited") if found.is_invited else _("Active")
    return Row(found, does, state)


def _done(side_name: str, number: int, what: str) -> ResponseReturnValue:
    return see_other("accounts_people.person_page", side_name=side_name, number=number, done=what)


def _actor() -> str:
    return str(current_actor().user_id)


def _last_admin() -> str:
    return _("This is the last admin who can sign in. Make another one first.")


def _said(done: str) -> str:
    """Say what was done on the page before."""
    return {
        "invited": _("The invitation is on its way."),
        "roles": _("The roles are changed. They hold at once."),
        "close": _("The account is closed. All its sign-ins have ended."),
        "open": _("The account is open again."),
        "end": _("All sign-ins have ended."),
        "reset": _("The second factor is taken away. All sign-ins have ended."),
        "send": _("The link is on its way. Older links open nothing any more."),
    }.get(done, "")
