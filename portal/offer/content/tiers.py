"""The three tiers and their programmes."""

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
    """All tiers, 1 to 3, and all programmes."""

    tiers: tuple[Tier, ...]
    programmes: tuple[Programme, ...]

    def of(self, tier: OfferTier) -> Tier:
        """Give the content of a tier."""
        return next(entry for entry in self.tiers if entry.tier is tier)

    def programmes_of(self, tier: OfferTier) -> tuple[Programme, ...]:
        """Give the programmes of a tier, in the order of the file."""
        return tuple(entry for entry in self.programmes if entry.tier == tier.code)

    def programme(self, code: str) -> Programme | None:
        """Give a programme by its code."""
        return next((entry for entry in self.programmes if entry.code == code), None)


def load(pack: Path) -> Tiers:
    """Load content/tiers.yaml; raises ContentError unless the three tiers stand there in their order."""
    path = pack / "tiers.yaml"
    tiers = load_yaml(path, Tiers)
    if [entry.code for entry in tiers.tiers] != [tier.code for tier in OfferTier]:
        raise ContentError(path, None, "tiers: give universal, targeted and specialist, in this order")
    for entry in tiers.tiers:
        if entry.number != entry.tier.value or entry.assessment != entry.tier.needs_assessment:
            raise ContentError(
                path, None, f"{entry.code}: only tier 3 follows an assessment, numbers run 1 to 3"
            )
    return tiers
