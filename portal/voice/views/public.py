"""“Tell us what is missing”: one page, no person, nothing required."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug import Response
from werkzeug.utils import redirect

from portal.activities.rules.facets import Facet
from portal.activities.views.asked import ADDRESS as SEARCH
from portal.activities.views.asked import address_instead
from portal.activities.views.choices import Lists
from portal.infra.access import public
from portal.infra.clock import now
from portal.infra.db import unit_of_work
from portal.infra.i18n import _
from portal.infra.keys import keys
from portal.questionnaires.forms import sent_form
from portal.voice.forms.needs import MissingForm
from portal.voice.rules.needs import Told
from portal.voice.services.needs import tell_what_is_missing
from portal.voice.views.choices import areas, kinds, lists_here
from portal.voice.views.from_search import search_in, told_by

bp = Blueprint("voice", __name__)
ADDRESS, THANKS = "/missing", "/missing/thank-you"


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading, which is open where something is chosen."""

    title: str
    names: tuple[str, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class MissingPage:
    """The form, with the address of the search that led here."""

    form: MissingForm
    groups: tuple[Group, ...]
    has_access: bool
    address: str
    search: str


@bp.get(ADDRESS)
@public
def missing() -> ResponseReturnValue:
    """Ask what is missing, with what a search already tells."""
    lists = lists_here()
    if clean := _without_home(ADDRESS, lists):
        return clean
    told = told_by(request.args, lists)
    return _shown(_form(lists, told), lists)


@bp.post(ADDRESS)
@public
def tell() -> ResponseReturnValue:
    """Keep what is missing, once; a change of language shows the form again as it is."""
    lists = lists_here()
    form = _form(lists)
    if "lang" in request.form or not form.validate_on_submit():
        return _shown(form, lists)
    with unit_of_work() as session:
        tell_what_is_missing(
            session,
            now=now(),
            form_key=form.form_key,
            told=form.told(),
            seal=keys().seal_for_worker,
        )
    return redirect(_with_search(THANKS, search_in(request.args, lists)), code=303)


@bp.get(THANKS)
@public
def thanks() -> ResponseReturnValue:
    """Say what happens next."""
    lists = lists_here()
    if clean := _without_home(THANKS, lists):
        return clean
    return render_template("voice/thanks.html", search=search_in(request.args, lists))


def _without_home(address: str, lists: Lists) -> Response | None:
    """Lead from an address with a full postcode, as an old link has, to the same page with its sector."""
    search = address_instead(request.args, lists)
    return None if search is None else redirect(_with_search(address, search), code=303)


def _form(lists: Lists, told: Told | None = None) -> MissingForm:
    """Make the form; of the access features only those of the search are asked, and they stay when unticked."""
    choices = {Facet.DISTRICT: areas(lists), **kinds(lists)}
    searched = told_by(request.args, lists).choices[Facet.ACCESS]
    choices[Facet.ACCESS] = tuple(pair for pair in choices[Facet.ACCESS] if pair[0] in searched)
    return MissingForm(choices, sent=None if told else sent_form(request.form), told=told)


def _shown(form: MissingForm, lists: Lists) -> ResponseReturnValue:
    search = search_in(request.args, lists)
    page = MissingPage(
        form=form,
        groups=_groups(form),
        has_access=bool(form.access.choices),
        address=_with_search(ADDRESS, search),
        search=search,
    )
    return render_template("voice/missing.html", page=page)


def _groups(form: MissingForm) -> tuple[Group, ...]:
    parts = (
        (_("What to do"), ("type",)),
        (_("Who it is for"), ("age", "need")),
        (_("When"), ("day", "time", "season")),
    )
    return tuple(Group(title, names, any(form[name].data for name in names)) for title, names in parts)


def _with_search(address: str, search: str) -> str:
    """Carry the search along, so that the way back leads to it."""
    return address + search.removeprefix(SEARCH)
