"""The kinds of tier that a short breaks offer has; a council may offer some of them, under its own names."""

from enum import IntEnum


class OfferTier(IntEnum):
    """A tier of the short breaks offer: not a tier of school support or of children's services."""

    UNIVERSAL = 1
    TARGETED = 2
    SPECIALIST = 3

    @property
    def code(self) -> str:
        """Give the stable code used in content, addresses and the database."""
        return self.name.lower()

    @property
    def needs_assessment(self) -> bool:
        """Tell whether a social care assessment comes first: only for tier 3."""
        return self is OfferTier.SPECIALIST

    @classmethod
    def from_code(cls, code: str) -> "OfferTier":
        """Give the tier of a code; raises KeyError for a code that is no tier."""
        return cls[code.upper()]
