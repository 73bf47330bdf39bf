"""The picture in docs/triage.md is the table that decides."""

import pytest

from portal.referrals.rules.picture import pictures, with_pictures
from portal.referrals.rules.routes import Kind
from portal.referrals.rules.triage import TABLE
from portal.settings import PROJECT


def test_the_picture_in_the_docs_is_the_table_of_moves() -> None:
    page = (PROJECT / "docs" / "triage.md").read_text()
    assert with_pictures(page) == page, "draw it anew: .venv/bin/portal triage-picture"


@pytest.mark.parametrize("kind", Kind)
def test_every_move_stands_in_the_picture(kind: Kind) -> None:
    drawn = pictures()
    for before, moves in TABLE[kind].items():
        for move, after in moves.items():
            assert f"| {before.value} | {move.value} | {after.value} |" in drawn


def test_a_page_without_a_place_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for the pictures"):
        with_pictures("# Triage")
