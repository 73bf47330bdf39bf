"""Organisations as they come in, and where listings come from."""

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum


class ListingSource(StrEnum):
    """Who gave us a listing: the council's own content pack, or an Open Referral feed."""

    COUNCIL = "council"
    OPEN_REFERRAL = "openreferral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation as it comes in."""

    source: ListingSource
    source_id: str
    slug: str
    name: str
    about: str = ""
    phone: str | None = None
    email: str | None = None
    website: str | None = None

    def digest(self) -> str:
        """Give a fingerprint of all of it, by which an unchanged organisation is known."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()
