"""The index is a disposable copy: without it, or with a broken one, families still find things."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from portal.activities.jobs import rebuild, refresh
from portal.activities.queries import activity_page
from portal.activities.search.folder import current_name
from portal.activities.services import publish_listings
from portal.infra.clock import now
from tests.careful_client import CarefulClient
from tests.installation import Installation


@pytest.fixture(autouse=True)
def look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.activities.search.holder._LOOK_EVERY_SECONDS", 0.0)
    monkeypatch.setattr("portal.activities.search.holder._COMPARE_EVERY_SECONDS", 0.0)


def _refresh(installation: Installation) -> bool:
    index = installation.folder / "index"
    return refresh(installation.database, index, installation.keys.index_key, installation.pack) is not None


def _titles(family: CarefulClient, query: str) -> list[str]:
    family.visit(f"/activities?{query}")
    return [link.get_text() for link in family.page.main.select("h3 a")]


def _rename(installation: Installation, name: str) -> None:
    with installation.database.reading() as session:
        listing = activity_page(session, "friday-night-club-leominster").listing
    with installation.database.unit_of_work() as session:
        publish_listings(session, [replace(listing, name=name)], now=now(), actor="test")


def test_an_edit_is_found_once_the_worker_has_seen_it(installation: Installation) -> None:
    family = installation.family()
    assert _titles(family, "q=Zanzibar") == []
    _rename(installation, "Zanzibar Evenings")
    assert _refresh(installation)
    assert _titles(family, "q=Zanzibar") == ["Zanzibar Evenings"]
    assert _titles(family, "q=Friday Night Club")[0] != "Friday Night Club"


def test_the_worker_builds_only_when_something_moved(installation: Installation) -> None:
    assert not _refresh(installation)
    _rename(installation, "Another")
    assert _refresh(installation)
    assert not _refresh(installation)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder)


def _change(folder: Path) -> None:
    name = current_name(folder)
    assert name is not None
    for path in (folder / name).iterdir():
        path.write_bytes(path.read_bytes()[::-1])


def _point_nowhere(folder: Path) -> None:
    (folder / "current").write_text("index-9-00000000")


@pytest.mark.parametrize("harm", [_remove, _change, _point_nowhere])
def test_without_a_good_index_the_database_answers(
    installation: Installation, harm: Callable[[Path], None]
) -> None:
    healthy = installation.family()
    searches = (
        "",
        "q=swimming",
        "q=horse riding",
        "q=trampaline",
        "q=konie",
        "type=dance",
        "near=leominster&within=10",
    )
    expected = {query: _titles(healthy, query) for query in searches}
    harm(installation.folder / "index")
    for query, titles in expected.items():
        found = _titles(healthy, query)
        assert set(found[:3]) & set(titles[:5]), query
        if "q=" not in query:
            assert found == titles
    assert _refresh(installation)
    for query, titles in expected.items():
        assert _titles(healthy, query) == titles


@pytest.mark.sqlite
def test_an_index_that_fails_while_it_answers_is_left_for_the_database(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = installation.family()
    assert _titles(family, "q=swimming")

    def fails(*_arguments: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr("portal.activities.search.words.WordIndex._decoded", fails)
    assert _titles(family, "q=trampolining")
    monkeypatch.undo()
    assert _titles(family, "q=cinema")


@pytest.mark.sqlite
def test_an_index_that_has_long_been_behind_is_left_for_the_database(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    family = installation.family()
    _titles(family, "q=swimming")
    _rename(installation, "Zanzibar Evenings")
    assert _titles(family, "q=Zanzibar") == []
    monkeypatch.setattr("portal.activities.queries.finding._TOO_OLD", timedelta(0))
    assert _titles(family, "q=Zanzibar") == ["Zanzibar Evenings"]


@pytest.mark.sqlite
def test_building_anew_says_what_it_did(installation: Installation) -> None:
    index = installation.folder / "index"
    before = current_name(index)
    report = rebuild(installation.database, index, installation.keys.index_key, installation.pack)
    assert report.activities >= 40
    assert f"{report.activities} activities" in report.as_text()
    assert current_name(index) != before
