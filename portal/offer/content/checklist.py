"""The checklist of the Local Offer (Schedule 2 of SI 2014/1530): what is published, and what is missing."""

from datetime import date
from pathlib import Path

from pydantic import Field

from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.offer.content.guide import Guide


class Item(ContentModel):
    """One thing that the council must publish; `pages` are addresses of this site or of another."""

    code: str = Field(pattern=r"^[a-z]+(_[a-z]+)*$")
    name: str
    asks: str
    paragraphs: tuple[int, ...] = ()
    required: bool = True
    pages: tuple[str, ...] = ()
    missing: str | None = None


class LocalOffer(ContentModel):
    """Every item of the schedule."""

    law: str
    reviewed: date
    items: tuple[Item, ...] = Field(min_length=1)


def load(pack: Path, guide: Guide) -> LocalOffer:
    """Load content/local-offer.yaml; raises ContentError for a page that is not there and for a silent gap."""
    path = pack / "local-offer.yaml"
    offer = load_yaml(path, LocalOffer)
    codes = [item.code for item in offer.items]
    for item in offer.items:
        if codes.count(item.code) > 1:
            raise ContentError(path, None, f"items: {item.code} stands there more than once")
        if not item.pages and not item.missing:
            raise ContentError(path, None, f"items: {item.code} has no page; say under missing what is to do")
        for address in item.pages:
            if address.startswith("/") and address not in guide.addresses:
                raise ContentError(
                    path, None, f"items: {item.code}: what-there-is.yaml leads to no page {address}"
                )
    return offer
