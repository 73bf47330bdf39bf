"""The index is a disposable copy: without it, or with a broken one, families still find things."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

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


def test_an_edit_is_found_at_once_before_the_worker_has_seen_it(installation: Installation) -> None:
    family = installation.family()
    assert _titles(family, "q=Zanzibar") == []
    _rename(installation, "Zanzibar Evenings")
    assert _titles(family, "q=Zanzibar") == ["Zanzibar Evenings"]
    assert "Friday Night Club" not in _titles(family, "q=Friday Night Club")
    assert _titles(family, "q=zanzibr") == ["Zanzibar Evenings"]
    assert _titles(family, 'q="Zanzibar Evenings"&tier=universal') == ["Zanzibar Evenings"]
    assert _refresh(installation)
    assert _titles(family, "q=Zanzibar") == ["Zanzibar Evenings"]


def test_a_new_activity_is_found_at_once_and_one_that_is_gone_is_not(installation: Installation) -> None:
    family = installation.family()
    assert _titles(family, "q=friday+night+club+leominster")
    with installation.database.reading() as session:
        listing = activity_page(session, "friday-night-club-leominster").listing
    fresh = replace(listing, source_id="zanzibar", slug="zanzibar", name="Zanzibar Evenings")
    with installation.database.unit_of_work() as session:
        publish_listings(session, [fresh], now=now(), actor="test")
    assert _titles(family, "q=Zanzibar") == ["Zanzibar Evenings"]
    with installation.database.unit_of_work() as session:
        session.execute(
            text("update activity set state = 'withdrawn', revision = revision + 1 where slug = 'zanzibar'")
        )
        session.execute(text("update directory_revision set number = number + 1"))
    assert _titles(family, "q=Zanzibar") == []


@pytest.mark.sqlite
def test_a_patched_index_gives_the_scores_that_one_built_anew_gives_to_the_rest(
    installation: Installation,
) -> None:
    family = installation.family()
    before = _titles(family, "q=swimming")
    _rename(installation, "Zanzibar Evenings")
    after = ["Zanzibar Evenings" if title == "Friday Night Club" else title for title in before]
    assert _titles(family, "q=swimming") == after


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

    monkeypatch.setattr("portal.activities.search.words.WordIndex._stem", fails)
    assert _titles(family, "q=trampolining")
    monkeypatch.undo()
    assert _titles(family, "q=cinema")


@pytest.mark.sqlite
def test_an_index_that_has_long_been_behind_is_left_for_the_database(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    # More changed than is put into an open index, and the worker does not come.
    monkeypatch.setattr("portal.activities.queries.finding._MOST_PATCHED", 0)
    family = installation.family()
    _titles(family, "q=swimming")
    _rename(installation, "Zanzibar Evenings")
    assert _titles(family, "q=Zanzibar") == []
    monkeypatch.setattr("portal.activities.queries.finding._TOO_OLD", timedelta(0))
    assert _titles(family, "q=Zanzibar") == ["Zanzibar Evenings"]


@pytest.mark.sqlite
def test_a_large_directory_is_built_anew_when_it_was_left_alone_or_much_changed(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.activities.jobs._SMALL_DIRECTORY", 10)
    _rename(installation, "Zanzibar Evenings")
    assert not _refresh(installation)
    monkeypatch.setattr("portal.activities.jobs._LEFT_ALONE", timedelta(0))
    assert _refresh(installation)
    monkeypatch.setattr("portal.activities.jobs._LEFT_ALONE", timedelta(hours=1))
    _rename(installation, "Another")
    assert not _refresh(installation)
    monkeypatch.setattr("portal.activities.jobs._MANY_CHANGES", 1)
    assert _refresh(installation)


@pytest.mark.sqlite
def test_an_index_is_built_anew_before_its_year_of_dates_runs_out(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not _refresh(installation)
    monkeypatch.setattr("portal.activities.jobs._OLDEST", timedelta(0))
    assert _refresh(installation)


@pytest.mark.sqlite
def test_building_anew_says_what_it_did(installation: Installation) -> None:
    index = installation.folder / "index"
    before = current_name(index)
    report = rebuild(installation.database, index, installation.keys.index_key, installation.pack)
    assert report.activities >= 40
    assert f"{report.activities} activities" in report.as_text()
    assert current_name(index) != before
