"""The checklist of the Local Offer, for editors."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.core.roles import Role
from portal.infra.access import requires
from portal.infra.content_pack import content
from portal.infra.current import settings
from portal.offer.content import LocalOffer
from portal.offer.content.checklist import Item

bp = Blueprint("offer_staff", __name__)
ADDRESS = "/local-offer"


@dataclass(frozen=True, slots=True)
class Line:
    """One item, with the whole addresses of its pages, because they are on the families' face."""

    item: Item
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChecklistPage:
    """All items: what the law asks for and is missing comes first."""

    offer: LocalOffer
    missing: tuple[Line, ...]
    partly: tuple[Line, ...]
    there: tuple[Line, ...]


@bp.get(ADDRESS)
@requires(Role.CONTENT_EDITOR)
def checklist() -> ResponseReturnValue:
    """Show what the schedule asks for, where it stands and what is missing."""
    offer = content(LocalOffer)
    lines = [Line(item, tuple(_whole(address) for address in item.pages)) for item in offer.items]
    page = ChecklistPage(
        offer=offer,
        missing=tuple(line for line in lines if not line.pages),
        partly=tuple(line for line in lines if line.pages and line.item.missing),
        there=tuple(line for line in lines if line.pages and not line.item.missing),
    )
    return render_template("offer/checklist.html", page=page)


def _whole(address: str) -> tuple[str, str]:
    """Give an address as it is written and as a link from the staff's face."""
    return address, f"{settings().public_url}{address}" if address.startswith("/") else address
