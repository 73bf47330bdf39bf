"""The outline of the area for the map, and a square of the grid as a place."""

import shutil
from pathlib import Path

import pytest

from portal.core.places import Point
from portal.infra.content_files import ContentError
from portal.places import content
from portal.places.rules import PlaceKind
from portal.settings import PROJECT


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Give a pack of places without an outline."""
    shutil.copy(PROJECT / "content" / "places.yaml", tmp_path)
    (tmp_path / "geo").mkdir()
    (tmp_path / "geo" / "postcodes.csv").write_text("postcode,easting,northing\nHR6 8NP,350000,259000\n")
    (tmp_path / "geo" / "sectors.csv").write_text("sector,easting,northing\nHR6 8,349387,258818\n")
    return tmp_path


def test_the_sample_area_has_an_outline_around_its_towns() -> None:
    places = content.load(PROJECT / "content")
    [ring] = places.boundary
    eastings, northings = [p.easting for p in ring], [p.northing for p in ring]
    for town in places.towns:
        assert min(eastings) < town.point.easting < max(eastings)
        assert min(northings) < town.point.northing < max(northings)


def test_a_pack_may_have_no_outline(pack: Path) -> None:
    assert content.load(pack).boundary == ()


def test_an_area_of_two_parts_has_two_rings(pack: Path) -> None:
    (pack / "geo" / "boundary.csv").write_text(
        "ring,easting,northing\n1,0,0\n1,9,0\n1,9,9\n2,20,0\n2,29,0\n2,29,9\n"
    )
    assert content.load(pack).boundary == (
        (Point(0, 0), Point(9, 0), Point(9, 9)),
        (Point(20, 0), Point(29, 0), Point(29, 9)),
    )


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("1,0,0\n1,9,0", "ring 1 has fewer than 3 corners"),
        ("1,0,0\n1,9,somewhere\n1,9,9", "each line has ring, easting and northing"),
        ("1,0,0\n1,9,-5\n1,9,9", "boundary.csv:3: .* not on the national grid"),
        ("1,0", "each line has ring, easting and northing"),
        ("ä,0,0", "cannot be read"),
    ],
)
def test_a_broken_outline_is_named(pack: Path, lines: str, reason: str) -> None:
    (pack / "geo" / "boundary.csv").write_text(f"ring,easting,northing\n{lines}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=reason):
        content.load(pack)


@pytest.mark.parametrize("typed", ["SO4959", "so 49 59"])
def test_a_square_of_the_grid_is_a_place_that_is_about_right(pack: Path, typed: str) -> None:
    found = content.load(pack).locate(typed)
    assert found is not None
    assert (found.kind, found.near, found.is_about) == (PlaceKind.GRID_SQUARE, "SO4959", True)
    assert found.point == Point(349500, 259500)


def test_a_sector_of_southampton_is_no_square(pack: Path) -> None:
    (pack / "geo" / "sectors.csv").write_text("sector,easting,northing\nSO49 5,440000,110000\n")
    found = content.load(pack).locate("SO495")
    assert found is not None
    assert found.kind is PlaceKind.SECTOR
