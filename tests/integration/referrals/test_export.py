"""The CSV for the council's own systems: complete, recorded, and never a formula."""

import csv
import io

from tests.careful_client import CarefulClient
from tests.factories import a_tier_2_referral
from tests.installation import Installation

FORMULA = '=HYPERLINK("https://example.org","x")'


def _rows(client: CarefulClient) -> list[dict[str, str]]:
    answer = client.get("/referrals.csv")
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))


def test_every_answer_stands_in_its_column(installation: Installation, officer: CarefulClient) -> None:
    reference = a_tier_2_referral(installation)
    [row] = _rows(officer)
    assert row["reference"] == reference
    assert row["child_first_name"] == "Zofia"
    assert row["child_born"] == "27 March 2016"
    assert row["home_postcode"] == "HR6 8NW"


def test_what_a_family_wrote_never_becomes_a_formula(
    installation: Installation, officer: CarefulClient
) -> None:
    hostile = [FORMULA, "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\u00a0=1"]
    for text in hostile:
        a_tier_2_referral(installation, hopes=text)
    cells = [cell for row in _rows(officer) for cell in row.values()]
    assert any(FORMULA in cell for cell in cells)
    assert not [cell for cell in cells if cell.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t"))]


def test_the_export_is_in_the_audit_trail(installation: Installation, officer: CarefulClient) -> None:
    before = installation.row_counts()["audit_event"]
    _rows(officer)
    assert installation.row_counts()["audit_event"] == before + 1
