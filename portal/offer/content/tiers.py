"""The tiers that the council offers, and their programmes."""

from pathlib import Path
from typing import Literal

from portal.core.tiers import OfferTier
from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.offer.content.council import TextList, Words

_TierCode = Literal["universal", "targeted", "specialist"]


class Tier(ContentModel):
    """One tier: who it is for, how to get it and who decides."""

    code: _TierCode
    number: int
    title: str
    summary: Words
    who: TextList
    how: Words
    decides: Words
    scope: TextList
    assessment: bool
    page: str

    @property
    def tier(self) -> OfferTier:
        """Give the tier itself."""
        return OfferTier.from_code(self.code)


class Programme(ContentModel):
    """A named part of a tier, with its limits."""

    code: str
    tier: _TierCode
    title: str
    summary: Words
    max_hours_per_year: int | None
    max_age: int | None
    page: str


class Tiers(ContentModel):
    """The tiers that the council offers, from the most open one on, and all programmes."""

    tiers: tuple[Tier, ...]
    programmes: tuple[Programme, ...]

    def of(self, tier: OfferTier) -> Tier:
        """Give the content of a tier that is offered; raises KeyError for another."""
        found = next((entry for entry in self.tiers if entry.tier is tier), None)
        if found is None:
            raise KeyError(tier.code)
        return found

    def offers(self, tier: OfferTier) -> bool:
        """Tell whether the council offers a tier."""
        return any(entry.tier is tier for entry in self.tiers)

    def with_page(self, slug: str) -> Tier | None:
        """Give the tier whose own page this is, or None."""
        return next((entry for entry in self.tiers if entry.page == slug), None)

    @property
    def after_assessment(self) -> Tier | None:
        """Give the tier that follows an assessment; None where the council offers none."""
        return next((entry for entry in self.tiers if entry.assessment), None)

    @property
    def without_request(self) -> Tier | None:
        """Give the tier that families join without asking the council; None where there is none."""
        return next((entry for entry in self.tiers if entry.tier is OfferTier.UNIVERSAL), None)

    def programmes_of(self, tier: OfferTier) -> tuple[Programme, ...]:
        """Give the programmes of a tier, in the order of the file."""
        return tuple(entry for entry in self.programmes if entry.tier == tier.code)

    def programme(self, code: str) -> Programme | None:
        """Give a programme by its code."""
        return next((entry for entry in self.programmes if entry.code == code), None)


def load(pack: Path) -> Tiers:
    """Load content/tiers.yaml; raises ContentError unless tiers stand there once, from the most open one on."""
    path = pack / "tiers.yaml"
    tiers = load_yaml(path, Tiers)
    values = [entry.tier.value for entry in tiers.tiers]
    if not values or values != sorted(set(values)):
        raise ContentError(
            path, None, "tiers: give universal, targeted and specialist, or some of them, in this order"
        )
    for entry in tiers.tiers:
        if entry.number != entry.tier.value or entry.assessment != entry.tier.needs_assessment:
            raise ContentError(
                path, None, f"{entry.code}: only specialist follows an assessment, numbers run 1 to 3"
            )
    for programme in tiers.programmes:
        if not tiers.offers(OfferTier.from_code(programme.tier)):
            raise ContentError(
                path, None, f"{programme.code} is of the tier {programme.tier}, which is not offered"
            )
    return tiers
