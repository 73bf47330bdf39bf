"""Where a service of a feed happens, as far as it says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.activities.rules.texts import plain_line
from portal.core.places import Point, parse_postcode
from portal.places.rules import Places

_ADDRESS = ("address_1", "city", "postal_code")


@dataclass(frozen=True, slots=True)
class FeedPlace:
    """The first address that a service states; the district only inside the council's own area."""

    venue: str | None
    street: str | None
    town: str | None
    postcode: str | None
    district: str | None
    point: Point | None


def feed_place(row: Mapping[str, Any], places: Places | None) -> FeedPlace | None:
    """Give where a service happens, or None when it does not say."""
    for at_location in objects_in(row, "service_at_locations"):
        location = at_location.get("location")
        if not isinstance(location, Mapping):
            continue
        for address in objects_in(location, "physical_addresses"):
            if not any(line_in(address, field) for field in _ADDRESS):
                continue
            postcode = parse_postcode(line_in(address, "postal_code") or "")
            found = places.locate(postcode) if places and postcode else None
            ours = places.postcodes.point(postcode) if places and postcode else None
            return FeedPlace(
                venue=line_in(location, "name"),
                street=line_in(address, "address_1"),
                town=line_in(address, "city"),
                postcode=postcode,
                district=places.nearest_district(ours).code if places and ours else None,
                point=found.point if found else None,
            )
    return None


def objects_in(row: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    """Give the objects of a list; nothing when it is no list."""
    value = row.get(field)
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def line_in(row: Mapping[str, Any], field: str) -> str | None:
    """Give a short text of a field; None when it holds none."""
    value = row.get(field)
    return plain_line(value)[:100] or None if isinstance(value, str) else None
