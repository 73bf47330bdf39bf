"""The pages of the offer."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from portal.core.tiers import OfferTier
from portal.infra.access import public
from portal.infra.content_pack import content
from portal.infra.i18n import current_language
from portal.offer.content import Council, Page, Pages, Programme, Tier, Tiers
from portal.offer.views.organisation import council_data

bp = Blueprint("offer", __name__)


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page: the three tiers in one line each, and the council as search engines read it."""

    tiers: tuple[Tier, ...]
    structured: Markup


@dataclass(frozen=True, slots=True)
class TierPage:
    """A tier with its own page of text."""

    tier: Tier
    programmes: tuple[Programme, ...]
    text: Page


def _page(slug: str) -> Page:
    page = content(Pages).in_language(slug, current_language())
    if page is None:
        abort(404)
    return page


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    """Show the ways in."""
    page = HomePage(content(Tiers).tiers, council_data(content(Council)))
    return render_template("offer/home.html", page=page)


@bp.get("/tier-<int(min=1, max=3):number>")
@public
def tier(number: int) -> ResponseReturnValue:
    """Show one tier."""
    wanted = OfferTier(number)
    tiers = content(Tiers)
    page = TierPage(tiers.of(wanted), tiers.programmes_of(wanted), _page(f"tier-{number}"))
    return render_template("offer/tier.html", page=page)


@bp.get("/help-now")
@public
def help_now() -> ResponseReturnValue:
    """Show the telephones, before any form."""
    return render_template("offer/help_now.html")


@bp.get("/moving-forward")
@public
def moving_forward() -> ResponseReturnValue:
    """Show the programme of 1-1 life skills."""
    return render_template("offer/moving_forward.html", page=_page("moving-forward"))


@bp.get("/<any('what-are-short-breaks', privacy, cookies, accessibility, about):slug>")
@public
def text_page(slug: str) -> ResponseReturnValue:
    """Show a page that is text only."""
    return render_template("offer/page.html", page=_page(slug))
