"""Cells that stay text in any spreadsheet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.csv_cells import safe_cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\u00a0=", "  -"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["Zofia", "1 April 2027", "a=b", "", "4 to 17", "'quoted'"])
def test_other_text_stays_as_it_was(text: str) -> None:
    assert safe_cell(text) == text


def test_nothing_is_an_empty_cell_and_numbers_are_text() -> None:
    assert safe_cell(None) == ""
    assert safe_cell(7) == "7"


@given(st.text())
def test_a_cell_read_back_is_the_text_and_no_formula(text: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerow([safe_cell(text), "end"])
    [cell, end] = next(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert end == "end"
    assert not cell.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t"))
    assert cell.removeprefix("'") == text.replace("\x00", "").removeprefix("'")
