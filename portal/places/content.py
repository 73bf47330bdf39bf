"""Districts and towns of content/places.yaml, and the tables and the outline of content/geo."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from portal.core.grid import EAST_END, NORTH_END
from portal.core.places import Point
from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.places.rules import District, Places, PointTable, Town, names_of

# A whole postcode or a sector; ended ones such as NPT 0 stand in the national table too.
_CODE = re.compile(r"[A-Z]{1,3}[0-9]{0,2}[A-Z]? [0-9]([A-Z]{2})?")
_FEWEST_CORNERS = 3

Code = Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$", max_length=40)]


class _Grid(ContentModel):
    easting: int = Field(ge=0, le=EAST_END)
    northing: int = Field(ge=0, le=NORTH_END)


class _District(ContentModel):
    code: Code
    label: str
    rural: bool
    centre: _Grid


class _Town(_Grid):
    code: Code
    label: str
    district: Code
    also: tuple[str, ...] = ()


class _PlacesFile(ContentModel):
    districts: tuple[_District, ...] = Field(min_length=1)
    towns: tuple[_Town, ...]


def load(pack: Path) -> Places:
    """Load the places of a content pack; raises ContentError with the file and line at fault."""
    path = pack / "places.yaml"
    file = load_yaml(path, _PlacesFile)
    districts = tuple(
        District(found.code, found.label, found.rural, Point(found.centre.easting, found.centre.northing))
        for found in file.districts
    )
    towns = tuple(
        Town(found.code, found.label, found.district, found.also, Point(found.easting, found.northing))
        for found in file.towns
    )
    known = {district.code for district in districts}
    for town in towns:
        if town.district not in known:
            raise ContentError(path, None, f"{town.code}: there is no district {town.district}")
    return Places(
        districts=districts,
        towns=towns,
        postcodes=PointTable(_rows(pack / "geo" / "postcodes.csv", "postcode")),
        sectors=PointTable(_rows(pack / "geo" / "sectors.csv", "sector")),
        names=names_of(towns),
        boundary=_boundary(pack / "geo" / "boundary.csv"),
    )


def _boundary(path: Path) -> tuple[tuple[Point, ...], ...]:
    """Read the outline of the area, which a pack may leave out; raises ContentError."""
    if not path.exists():
        return ()
    rings: dict[str, list[Point]] = {}
    try:
        with path.open(encoding="ascii", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                point = Point(int(row["easting"]), int(row["northing"]))
                if not (0 <= point.easting <= EAST_END and 0 <= point.northing <= NORTH_END):
                    raise ContentError(path, reader.line_num, "this corner is not on the national grid")
                rings.setdefault(row["ring"], []).append(point)
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(path, None, f"the file cannot be read ({type(error).__name__})") from error
    except (KeyError, TypeError, ValueError) as error:
        raise ContentError(path, None, "each line has ring, easting and northing") from error
    for ring, corners in rings.items():
        if len(corners) < _FEWEST_CORNERS:
            raise ContentError(path, None, f"ring {ring} has fewer than {_FEWEST_CORNERS} corners")
    return tuple(tuple(corners) for corners in rings.values())


def _rows(path: Path, column: str) -> Iterator[tuple[str, int, int]]:
    """Read code, easting and northing of each line; raises ContentError."""
    try:
        with path.open(encoding="ascii", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                code, easting, northing = row[column], int(row["easting"]), int(row["northing"])
                if not _CODE.fullmatch(code) or not (0 <= easting <= EAST_END and 0 <= northing <= NORTH_END):
                    raise ContentError(path, reader.line_num, f"{code} is no {column} on the national grid")
                yield code, easting, northing
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(path, None, f"the file cannot be read ({type(error).__name__})") from error
    except (KeyError, TypeError, ValueError) as error:
        raise ContentError(path, None, f"each line has {column}, easting and northing") from error
