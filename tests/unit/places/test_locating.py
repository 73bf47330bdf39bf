"""A family types where it lives, in its own way."""

from pathlib import Path

import pytest

from portal.core.places import Point, miles_between
from portal.infra.content_files import ContentError
from portal.places import content
from portal.places.rules import PlaceKind, Places, PointTable
from portal.settings import PROJECT


@pytest.fixture(scope="module")
def places() -> Places:
    return content.load(PROJECT / "content")


@pytest.mark.parametrize("typed", ["HR6 8NW", "hr68nw", " hr6  8nw ", "HR6-8NW", "HR6:8NW", "ＨＲ６ ８ＮＷ"])
def test_a_postcode_of_the_council_is_found_however_it_is_typed(places: Places, typed: str) -> None:
    found = places.locate(typed)
    assert found is not None
    assert (found.kind, found.near, found.is_about) == (PlaceKind.POSTCODE, "HR6 8", False)
    assert found.point == places.postcodes.point("HR6 8NW")


def test_a_place_never_stands_for_itself_by_a_full_postcode(places: Places) -> None:
    found = places.locate("HR6 8NW")
    assert found is not None
    assert "NW" not in found.near


@pytest.mark.parametrize("typed", ["HR6 8", "hr68", "SW1A 1AA", "EH1 1YZ"])
def test_elsewhere_the_sector_is_used_and_said_to_be_about_right(places: Places, typed: str) -> None:
    found = places.locate(typed)
    assert found is not None
    assert found.kind is PlaceKind.SECTOR
    assert found.is_about
    assert not found.is_unlisted


def test_a_postcode_of_our_area_that_the_table_lacks_is_noted(places: Places) -> None:
    found = places.locate("HR6 8ZZ")
    assert found is not None
    assert found.is_unlisted
    assert found.near == "HR6 8"


def test_the_first_half_of_a_postcode_is_enough(places: Places) -> None:
    found, sector = places.locate("hr6"), places.locate("HR6 8")
    assert found is not None
    assert sector is not None
    assert found.near == "HR6"
    assert miles_between(found.point, sector.point) < 8


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Leominster", "leominster"),
        ("lemster", "leominster"),
        ("LEOMINISTER", "leominster"),
        ("bromyrd", "bromyard"),
        ("Bromyard, Herefordshire", "bromyard"),
        ("ross", "ross_on_wye"),
        ("Ross-on-Wye", "ross_on_wye"),
        ("ross_on_wye", "ross_on_wye"),
        ("bishops frome", "bishops_frome"),
        ("Bishop's Frome", "bishops_frome"),
        ("Kington", "kington"),
        ("Kingstone", "kingstone"),
    ],
)
def test_towns_are_found_by_other_names_and_misspellings(places: Places, typed: str, code: str) -> None:
    found = places.locate(typed)
    assert found is not None
    assert (found.kind, found.near) == (PlaceKind.TOWN, code)


@pytest.mark.parametrize(
    "typed", ["", " ", "\0", "🙂", "x" * 5000, "Atlantis", "ZZ1 1ZZ", "ZZ1 1", "999", "HR", "'"]
)
def test_what_is_no_place_is_not_found(places: Places, typed: str) -> None:
    assert places.locate(typed) is None


def test_the_nearest_district_is_that_of_the_town(places: Places) -> None:
    for town in places.towns:
        if town.code == town.district:
            assert places.nearest_district(town.point).code == town.district


def test_a_table_finds_its_codes_and_no_others() -> None:
    table = PointTable([("B 2", 3, 4), ("A 1", 1, 2), ("A 10", 5, 6)])
    assert table.point("A 1") == Point(1, 2)
    assert table.point("A 10") == Point(5, 6)
    assert table.point("A 2") is None
    assert table.point("C 1") is None
    assert table.middle_of("A") == Point(3, 4)
    assert table.middle_of("Z") is None
    assert len(table) == 3


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("HR6 8NW,nowhere,259042", "each line has"),
        ("HR6 8NW,9350021,259042", "national grid"),
        ("Leominster,350021,259042", "national grid"),
        ("HR6 8NW", "each line has"),
    ],
)
def test_a_broken_table_is_named_with_its_line(tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "geo").mkdir()
    for name in ("places.yaml", "geo/sectors.csv"):
        (tmp_path / name).write_bytes((PROJECT / "content" / name).read_bytes())
    (tmp_path / "geo" / "postcodes.csv").write_text(
        f"postcode,easting,northing\nHR6 8NP,350000,259000\n{line}\n"
    )
    with pytest.raises(ContentError, match=reason):
        content.load(tmp_path)


def test_a_town_in_no_district_is_refused(tmp_path: Path) -> None:
    (tmp_path / "places.yaml").write_text(
        "districts: [{code: a, label: A, rural: true, centre: {easting: 1, northing: 2}}]\n"
        "towns: [{code: t, label: T, district: b, easting: 1, northing: 2}]\n"
    )
    with pytest.raises(ContentError, match="no district b"):
        content.load(tmp_path)
