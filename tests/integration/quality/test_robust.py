"""Whatever stands in a pack, the check tells it and does not fall over."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.faces import PUBLIC
from portal.quality.queries.addresses import Addresses
from portal.quality.queries.checking import check_pack
from tests.integration.quality.small_pack import FILES, TODAY, write_pack

ADDRESSES = Addresses(PUBLIC)
PIECES = st.sampled_from(
    (
        *("](", "[a](", "{contacts.team.phone}", "| a | b |\n|---|", "## ", "- ", "%(name)s", "HAF", "(HAF)"),
        *("\t", ": ", "[", "'", '"', "/x", "https://", "//", "mailto:", "&", "*", "---\n", "\n\n"),
        *("2026-13-01", "null", "é", "\u2028", "\x85"),
    )
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=25).map("".join)


def told_of(file: str, text: str) -> list[int]:
    """Check a pack in which one file has other words; give the lines of what was found in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = write_pack(Path(name))
        (folder / file).write_text(text, encoding="utf-8", newline="")
        report = check_pack(folder, addresses=ADDRESSES, load=lambda _folder: None, today=TODAY)
    return [found.line for found in report.findings if found.file == file]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_page_is_checked(text: str) -> None:
    head = '---\ntitle: "A page"\ndescription: "x"\nreviewed: 2026-10-01\n---\n'
    assert all(line >= 1 for line in told_of("pages/en/about.md", head + text))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(FILES)), TEXTS)
def test_any_yaml_file_is_checked(file: str, text: str) -> None:
    assert all(line >= 1 for line in told_of(file, text))


@pytest.mark.parametrize("file", sorted(FILES))
@pytest.mark.parametrize(
    "text",
    ["", "a\n", "- a\n", "{}\n", "[]\n", "a: {b: [1, {c: d}]}\n", "? [x, y]\n: z\n", "a: &b 1\nc: *b\n"],
)
def test_a_file_of_another_shape_is_checked(file: str, text: str) -> None:
    told_of(file, text)
