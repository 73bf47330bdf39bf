"""Where a listing comes from."""

from enum import StrEnum


class ListingSource(StrEnum):
    """Who gave us a listing: the council's own content pack, or an Open Referral feed."""

    COUNCIL = "council"
    OPEN_REFERRAL = "openreferral"
