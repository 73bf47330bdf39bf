"""Where activities are, for the map."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.activities.models import Activity
from portal.core.places import Point


@dataclass(frozen=True, slots=True)
class Spot:
    """An activity on the map; `point` is None when nobody has said where it is."""

    activity_id: int
    name: str
    delivery: str | None
    town: str | None
    point: Point | None


def spots(session: Session, ids: Sequence[int]) -> tuple[Spot, ...]:
    """Give where published activities are, in the order of their ids; one that is gone is left out."""
    chosen = select(
        Activity.id, Activity.name, Activity.delivery, Activity.town, Activity.easting, Activity.northing
    ).where(Activity.id.in_(ids), Activity.state == "published")
    found = {
        row.id: Spot(
            activity_id=row.id,
            name=row.name,
            delivery=row.delivery,
            town=row.town,
            point=None if row.easting is None or row.northing is None else Point(row.easting, row.northing),
        )
        for row in session.execute(chosen)
    }
    return tuple(found[key] for key in ids if key in found)
