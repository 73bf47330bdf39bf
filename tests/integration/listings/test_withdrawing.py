"""A service that its source has closed leaves the directory, and can come back."""

from typing import Any

import pytest

from portal.activities.queries import current_revision
from portal.infra.clock import now
from portal.listings.rules.report import ImportReport
from portal.listings.services import import_open_referral
from tests.careful_client import CarefulClient
from tests.installation import Installation

PAGE = "/activities/zanzibar-evenings"


def _imported(installation: Installation, *statuses: str | None) -> ImportReport:
    """Import one service that comes with each of the statuses, and one beside it."""
    rows: list[Any] = [{"id": "z", "name": "Zanzibar Evenings", "status": status} for status in statuses]
    beside = {"id": "o", "name": "Otter Evenings", "status": "active"}
    return import_open_referral(installation.database, [*rows, beside], now=now())


def _revision(installation: Installation) -> int:
    with installation.database.reading() as session:
        return current_revision(session).number


def _found(family: CarefulClient) -> list[str]:
    page = family.visit("/activities?q=Evenings")
    return [link.get_text() for link in page.select("main .cards h3 a") if "Evenings" in link.get_text()]


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily closed", "Closed"])
def test_a_service_that_closes_is_gone_at_once_and_comes_back(
    status: str, installation: Installation
) -> None:
    _imported(installation, "active")
    family = installation.family()
    assert sorted(_found(family)) == ["Otter Evenings", "Zanzibar Evenings"]
    report, before = _imported(installation, status), _revision(installation)
    assert (report.withdrawn, report.unchanged, report.rejected[0].reason) == (1, 1, "status is not active")
    assert "Withdrawn 1: published before, and closed now." in report.as_text()
    assert family.get(PAGE).status_code == 404
    assert _found(family) == ["Otter Evenings"]
    assert PAGE not in family.get("/sitemap.xml").text
    rows = installation.rows()
    assert _imported(installation, status).withdrawn == 0
    assert installation.rows() == rows
    report = _imported(installation, "active")
    assert (report.changed, report.withdrawn, _revision(installation)) == (1, 0, before + 1)
    assert family.get(PAGE).status_code == 200
    assert sorted(_found(family)) == ["Otter Evenings", "Zanzibar Evenings"]


@pytest.mark.parametrize("statuses", [("active", "inactive"), ("inactive", None)])
def test_a_service_that_one_row_calls_active_stays(
    statuses: tuple[str | None, ...], installation: Installation
) -> None:
    for _run in range(2):
        assert _imported(installation, *statuses).withdrawn == 0
        assert installation.family().get(PAGE).status_code == 200


def test_a_service_that_was_never_published_is_only_rejected(installation: Installation) -> None:
    _imported(installation)
    before = installation.rows()
    assert _imported(installation, "inactive").withdrawn == 0
    assert installation.rows() == before


def test_a_closed_service_on_a_short_list_is_said_to_be_gone(installation: Installation) -> None:
    _imported(installation, "active")
    family = installation.family()
    family.set_cookie("list", "zanzibar-evenings.otter-evenings")
    _imported(installation, "inactive")
    family.visit("/shortlist")
    assert "1 activity is no longer there." in family.text
