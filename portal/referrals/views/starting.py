"""The page on which somebody starts to ask, and the first step from it."""

from dataclasses import dataclass

from werkzeug.wrappers import Response

from portal.infra.content_pack import content
from portal.infra.forms import ActionForm
from portal.offer.content import Council
from portal.questionnaires.views.asking import begin
from portal.questionnaires.views.journey import draft_here
from portal.referrals.rules.routes import Route
from portal.referrals.views.chosen import chosen_activity
from portal.referrals.views.journeys import JOURNEYS


@dataclass(frozen=True, slots=True)
class StartPage:
    """The start: `activity` is one that the family chose on its page."""

    form: ActionForm
    activity: str
    activity_slug: str
    has_draft: bool
    contact_days: int


def start_page(route: Route) -> StartPage:
    """Give the start of a route; for a POST that begins nothing it says why."""
    slug, name = chosen_activity()
    form = ActionForm()
    form.validate_on_submit()
    return StartPage(
        form=form,
        activity=name,
        activity_slug=slug,
        has_draft=draft_here(JOURNEYS[route]) is not None,
        contact_days=content(Council).waits.first_contact_working_days,
    )


def begun(route: Route) -> Response | None:
    """Open a draft of a route with the chosen activity in it; None for a POST without a good token."""
    if not ActionForm().validate_on_submit():
        return None
    return begin(JOURNEYS[route], {"activity": chosen_activity()[1]})
