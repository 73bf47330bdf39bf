"""Each word is found on the line on which its editor wrote it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.infra.content_files import ContentError
from portal.quality.content.markdown_lines import page_in
from portal.quality.content.yaml_lines import scalars_in
from portal.quality.rules.dates import months_later, overdue, running_out
from portal.quality.rules.findings import Finding, Level, Review
from portal.quality.rules.limits import ReviewEvery
from portal.quality.rules.texts import Kind

YAML_TEXT = """\
# A comment.
title: "A form"
pages:
  - id: one
    texts:
      - "First."
      - second
  - {id: two, lead: "Here"}
body: |
  A first line.

  A second one. And a third.
none: null
word: "null"
long: "starts here
  and goes on"
"""

PAGE = """\
---
title: "A page"
reviewed: 2026-11-20
---

A first line
that goes on. A second sentence.

## A heading

- an item with [a link](/ask)
- Ring {contacts.team.phone}

| One | Two |
|---|---|
| a cell | [another](https://example.org) |
"""


def test_a_value_has_its_path_and_its_line() -> None:
    found = {scalar.path: (scalar.value, scalar.line) for scalar in scalars_in(Path("x.yaml"), YAML_TEXT)}
    assert found["title",] == ("A form", 2)
    assert found["pages", 0, "id"] == ("one", 4)
    assert found["pages", 0, "texts", 1] == ("second", 7)
    assert found["pages", 1, "lead"] == ("Here", 8)
    assert found["long",] == ("starts here and goes on", 15)
    assert ("none",) not in found
    assert found["word",] == ("null", 14)


def test_a_text_over_several_lines_knows_each_of_them() -> None:
    body = next(one for one in scalars_in(Path("x.yaml"), YAML_TEXT) if one.path == ("body",))
    assert [line for _start, line in body.lines] == [9, 10, 12]
    assert body.value[body.lines[2][0] :].startswith("A second one.")


def test_yaml_that_cannot_be_read_is_refused_with_its_line() -> None:
    with pytest.raises(ContentError) as refused:
        scalars_in(Path("x.yaml"), "a: 1\nb: [\n")
    assert refused.value.line in {2, 3}


def test_a_page_gives_each_paragraph_and_link_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "pages" / "en" / "page.md"
    path.parent.mkdir(parents=True)
    path.write_text(PAGE)
    page = page_in(tmp_path, path, {"contacts.team.phone": "01632 960120"})
    assert (page.folder, page.language, page.slug, page.headings) == ("pages", "en", "page", (2,))
    assert [line for _text, line in page.passages[0].sentences()] == [6, 7]
    assert [(one.text, one.line_at(0)) for one in page.passages if one.kind is Kind.HEADING] == [
        ("A heading", 9),
        ("One", 14),
        ("Two", 14),
    ]
    assert "Ring 01632 960120" in [one.text for one in page.passages]
    assert [(link.text, link.address, link.line) for link in page.links] == [
        ("a link", "/ask", 11),
        ("another", "https://example.org", 16),
    ]


@given(st.text(max_size=300))
def test_any_yaml_is_read_or_refused(text: str) -> None:
    try:
        found = scalars_in(Path("x.yaml"), text)
    except ContentError:
        return
    assert all(scalar.line >= 1 for scalar in found)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 11, 20), 12, date(2027, 11, 20)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
    ],
)
def test_months_later_is_the_same_day_or_the_last(start: date, months: int, end: date) -> None:
    assert months_later(start, months) == end


@pytest.mark.parametrize(
    ("today", "levels"),
    [
        (date(2026, 11, 19), [Level.ERROR]),
        (date(2026, 11, 20), []),
        (date(2027, 10, 20), []),
        (date(2027, 10, 21), [Level.WARNING]),
        (date(2027, 11, 20), [Level.WARNING]),
        (date(2027, 11, 21), [Level.ERROR]),
    ],
)
def test_a_review_is_in_the_future_then_good_then_soon_then_past(today: date, levels: list[Level]) -> None:
    review = Review("page.md", 4, date(2026, 11, 20), date(2027, 11, 20))
    found: list[Finding] = list(overdue(review, today, ReviewEvery()))
    assert [one.level for one in found] == levels
    assert all(one.line == 4 for one in found)


@pytest.mark.parametrize(
    ("today", "levels"),
    [
        (date(2027, 1, 1), []),
        (date(2028, 7, 1), [Level.WARNING]),
        (date(2028, 9, 1), [Level.ERROR]),
    ],
)
def test_a_school_year_runs_out(today: date, levels: list[Level]) -> None:
    found = running_out("school-year.yaml", 5, date(2028, 8, 31), today, ReviewEvery())
    assert [one.level for one in found] == levels


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(min_value=0, max_value=600))
def test_months_later_is_never_before(start: date, months: int) -> None:
    later = months_later(start, months)
    assert later >= start
    assert (later.year * 12 + later.month) - (start.year * 12 + start.month) == months
