"""The staff face: the start page and the links of each role."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.views.identity import identify
from portal.accounts.views.pages import hang_pages
from portal.accounts.views.side import STAFF_SIDE
from portal.core.roles import STAFF_ROLES, Role
from portal.infra.access import actor_or_none, current_actor, requires
from portal.infra.i18n import _

__all__ = ["bp", "identify", "links_here"]

bp = Blueprint("accounts_staff", __name__)
hang_pages(bp, STAFF_SIDE)


@dataclass(frozen=True, slots=True)
class StaffLink:
    """A way in; staff pages of other domains are reached by their addresses."""

    address: str
    text: str


def links_for(roles: frozenset[Role]) -> tuple[StaffLink, ...]:
    """Give the pages that these roles open, in the order of the day's work."""
    links: list[StaffLink] = []
    if Role.TRIAGE_OFFICER in roles:
        links.append(StaffLink("/referrals", _("Requests for a short break")))
        links.append(StaffLink("/exports", _("Case systems")))
        links.append(StaffLink("/messages", _("Messages that did not arrive")))
    if Role.COMMISSIONER in roles:
        links.append(StaffLink("/surveys", _("Survey answers")))
        links.append(StaffLink("/themes", _("Themes in people’s own words")))
        links.append(StaffLink("/session-feedback", _("How sessions were")))
        links.append(StaffLink("/unmet-needs", _("What families miss")))
        links.append(StaffLink("/told-a-diagnosis", _("Told to get a diagnosis")))
    if Role.CONTENT_EDITOR in roles:
        links.append(StaffLink("/you-said", _("You said, we did")))
        links.append(StaffLink("/offer-comments", _("Comments of families")))
        links.append(StaffLink("/local-offer", _("Local Offer checklist")))
        links.append(StaffLink("/allowance-questions", _("Allowance questions")))
        links.append(StaffLink("/content-check", _("Check the content")))
    if Role.ADMIN in roles:
        links.append(StaffLink("/people", _("People who sign in")))
    return tuple(links)


def links_here() -> tuple[StaffLink, ...]:
    """Give the links of the person who is signed in, for the head of every staff page."""
    actor = actor_or_none()
    if actor is None:
        return ()
    if Role.PROVIDER_USER in actor.roles:
        return (StaffLink("/providers", _("Your listings")),)
    return links_for(actor.roles)


@dataclass(frozen=True, slots=True)
class HomePage:
    """The start page: what this person's roles open."""

    links: tuple[StaffLink, ...]


@bp.get("/")
@requires(*STAFF_ROLES)
def home() -> ResponseReturnValue:
    """Show the ways in."""
    return render_template("accounts/home.html", page=HomePage(links_for(current_actor().roles)))
