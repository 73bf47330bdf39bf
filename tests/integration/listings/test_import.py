"""A feed of somebody else's services becomes part of the directory."""

import json
from pathlib import Path
from typing import Any

import pytest

from portal.activities.jobs import refresh
from portal.activities.queries import activity_page, current_revision
from portal.activities.services import StagingError
from portal.infra.clock import now
from portal.listings.rules.report import ImportReport
from portal.listings.services import FeedError, import_open_referral
from portal.places.rules import Places
from tests.installation import Installation

FEED = Path(__file__).parent / "services.json"


def _imported(installation: Installation, feed: Path | list[Any] = FEED) -> ImportReport:
    places = installation.pack.of(Places)
    return import_open_referral(installation.database, feed, now=now(), places=places)


def _indexed(installation: Installation) -> None:
    refresh(
        installation.database, installation.folder / "index", installation.keys.index_key, installation.pack
    )


def test_every_row_is_accepted_or_rejected_with_its_reason(installation: Installation) -> None:
    report = _imported(installation)
    assert (report.read, report.accepted, report.new, len(report.rejected)) == (13, 5, 5, 8)
    assert [(one.row, one.reason) for one in report.rejected] == [
        (1, "no name"),
        (5, "the same name, organisation and text as an earlier row"),
        (6, "the same id as an earlier row"),
        (8, "status is not active"),
        (9, "name is not text"),
        (10, "no id"),
        (11, "not an object"),
        (13, "organization is not an object"),
    ]
    assert report.empty_names == 1
    assert [(one.row, one.same_as_row, one.is_published) for one in report.duplicates] == [
        (4, 3, True),
        (5, 3, False),
        (6, 2, False),
    ]
    assert (report.repaired_addresses, [one.text for one in report.dropped_addresses]) == (
        2,
        ["Village Hall", "javascript:alert(1)"],
    )
    assert "Read 13 rows" in report.as_text()


def test_a_report_sends_no_commands_to_a_terminal(installation: Installation) -> None:
    report = _imported(
        installation, [{"id": "\x1b[31mx", "name": "\x1b]0;title\x07\ud800", "status": "closed"}]
    )
    assert (report.rejected[0].id, report.rejected[0].name) == ("[31mx", "]0;title")


def test_one_row_too_long_for_a_column_stops_no_other(installation: Installation) -> None:
    address = "https://long.example.org/"
    rows = [
        {"id": "1", "name": "Address", "url": address + "é" * 400},
        {"id": "2", "name": "Email", "email": f"{'a' * 64}@{'b' * 130}.{'c' * 20}"},
        # Each of these is three signs in the form in which text is kept.
        {"id": "\U0001d160" * 120, "name": "Id"},
        *(
            {
                "id": f"4{end}",
                "name": f"Of {end}",
                "organization": {"id": address + "o" * 100 + end, "name": end},
            }
            for end in ("Owls", "Larks")
        ),
    ]
    report = _imported(installation, rows)
    assert (report.accepted, [one.reason for one in report.rejected]) == (4, ["id is too long"])
    assert [one.name for one in report.dropped_addresses] == ["Address"]
    assert _organisers(installation, "of-owls", "of-larks") == ["Owls", "Larks"]


def test_a_second_run_changes_nothing(installation: Installation) -> None:
    _imported(installation)
    before = installation.rows()
    report = _imported(installation)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 5)
    assert installation.rows() == before


def test_a_changed_row_is_published_again_under_its_address(installation: Installation) -> None:
    _imported(installation)
    with installation.database.reading() as session:
        before = current_revision(session).number
    rows = json.loads(FEED.read_text())
    rows[1]["description"] = "<p>Now we dive.</p>"
    report = _imported(installation, rows)
    assert (report.new, report.changed, report.unchanged) == (0, 1, 4)
    with installation.database.reading() as session:
        assert activity_page(session, "otter-swimmers").listing.summary == "Now we dive."
        assert current_revision(session).number == before + 1


def _of(trust: str, name: str) -> dict[str, Any]:
    return {"id": name, "name": name, "organization": {"id": "T-1", "name": trust}}


def _organisers(installation: Installation, *slugs: str) -> list[str | None]:
    with installation.database.reading() as session:
        pages = [activity_page(session, slug) for slug in slugs]
    return [page.provider.name if page.provider else None for page in pages]


def test_one_organisation_under_two_names_is_one_organisation(installation: Installation) -> None:
    rows = [_of("Kestrel Trust", "Chess"), _of("The Kestrel Trust", "Ludo")]
    assert _imported(installation, rows).accepted == 2
    assert _organisers(installation, "chess", "ludo") == ["Kestrel Trust", "Kestrel Trust"]
    assert _imported(installation, rows).unchanged == 2


def test_a_renamed_organisation_keeps_its_services(installation: Installation) -> None:
    _imported(installation, [_of("Kestrel Trust", "Chess")])
    _imported(installation, [_of("Kestrel Foundation", "Chess"), _of("Kestrel Foundation", "Ludo")])
    assert _organisers(installation, "chess", "ludo") == ["Kestrel Foundation", "Kestrel Foundation"]


def test_what_an_import_that_broke_off_left_is_never_seen(installation: Installation) -> None:
    rows = [{"id": f"n{number}", "name": f"Number {number}"} for number in range(1200)]

    def breaks() -> Any:
        yield from rows
        raise FeedError("the file ends here")

    before = installation.rows()
    with pytest.raises(FeedError):
        import_open_referral(installation.database, breaks(), now=now())
    installation.family().get("/activities?q=Number").get_data()
    assert installation.row_counts()["activity"] == len(before["activity"]) + 1000
    _indexed(installation)
    assert "Number 7" not in installation.family().visit("/activities?q=Number").get_text()
    assert _imported(installation, rows).new == 1200


def test_two_imports_at_a_time_lose_nothing_unsaid(installation: Installation) -> None:
    others = [{"id": f"o{number}", "name": f"Other {number}"} for number in range(3)]

    def interrupted() -> Any:
        for number in range(700):
            yield {"id": f"n{number}", "name": f"Number {number}"}
            if number == 600:
                assert _imported(installation, others).new == 3

    before = installation.row_counts()["activity"]
    with pytest.raises(StagingError, match="run this one again"):
        import_open_referral(installation.database, interrupted(), now=now())
    assert _imported(installation, others).unchanged == 3
    assert installation.row_counts()["activity"] == before + 3


@pytest.mark.sqlite
def test_imported_services_are_found_by_name_and_say_what_is_not_known(installation: Installation) -> None:
    _imported(installation)
    _indexed(installation)
    family = installation.family()
    for name in ("Otter Swimmers", "Gardening Club", "Tea, talk and toast"):
        family.visit(f"/activities?q={name}")
        assert family.page.main.select("h3 a")[0].get_text() == name
    family.visit("/activities/otter-swimmers")
    assert "Not yet checked by the council." in family.text
    assert "Not known – ask" in family.text
    assert "alert" not in family.text
    assert family.page.find("a", href="https://www.otters.example.org") is not None


@pytest.mark.sqlite
def test_equal_names_have_addresses_of_their_own(installation: Installation) -> None:
    _imported(installation)
    _indexed(installation)
    family = installation.family()
    family.visit("/activities?q=Gardening Club")
    links = [
        str(link["href"]) for link in family.page.main.select("h3 a") if link.get_text() == "Gardening Club"
    ]
    assert len(set(links)) == 3
    texts = [family.visit(link).main.get_text() for link in links]
    assert len(set(texts)) == 3


@pytest.mark.sqlite
def test_a_service_cannot_take_an_address_of_ours(installation: Installation) -> None:
    _imported(installation, [{"id": "s", "name": "Search"}])
    _indexed(installation)
    family = installation.family()
    family.visit("/activities?q=Search")
    family.follow("Search")
    assert family.heading == "Search"


@pytest.mark.sqlite
def test_a_file_that_is_no_list_changes_nothing(installation: Installation, tmp_path: Path) -> None:
    before = installation.rows()
    (tmp_path / "bad.json").write_text('[{"id": "1", "name": "A"}, oops]')
    with pytest.raises(FeedError, match="row 2"):
        _imported(installation, tmp_path / "bad.json")
    assert installation.rows() == before


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("page", "said"),
    [
        ({"totalPages": 2, "number": 0, "first": True, "last": False}, "page 1 of 2:"),
        ({"totalPages": 3, "number": 2, "first": False, "last": False}, "page 2 of 3:"),
        ({"total_pages": 2, "page_number": 2, "first_page": False, "last_page": True}, "page 2 of 2:"),
        ({"last": False}, "page ? of ?:"),
        ({"totalPages": 1, "number": 1, "first": True, "last": True}, None),
        ({"totalPages": "many", "number": [], "last": "no"}, None),
        ({}, None),
    ],
)
def test_one_page_of_several_is_said_to_be_one(
    page: dict[str, Any], said: str | None, installation: Installation, tmp_path: Path
) -> None:
    (tmp_path / "page.json").write_text(json.dumps({"content": [{"id": "p", "name": "Page"}], **page}))
    text = _imported(installation, tmp_path / "page.json").as_text()
    assert (said in text) if said else ("The file is page" not in text)


def test_two_feeds_that_count_their_ids_do_not_overwrite_each_other(installation: Installation) -> None:
    feeds = {"ours": [_of("Otter Trust", "Otters")], "theirs": [_of("Lark Trust", "Larks")]}
    for rows in feeds.values():
        rows[0]["id"] = 1
    for _run in range(2):
        for name, rows in feeds.items():
            report = import_open_referral(installation.database, rows, now=now(), feed=name)
            assert report.changed == 0
    assert _organisers(installation, "otters", "larks") == ["Otter Trust", "Lark Trust"]
    closed = [rows[0] | {"status": "inactive"}]
    assert import_open_referral(installation.database, closed, now=now(), feed="theirs").withdrawn == 1
    assert _organisers(installation, "otters") == ["Otter Trust"]
