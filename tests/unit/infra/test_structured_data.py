"""Data for search engines cannot break out of its block, whatever an organiser is called."""

import json

import html5lib
import pytest

from portal.infra.structured_data import data_block, known

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "]]>",
    "a\u2028b\u2029c",
    "\"quoted\" and 'single' & \\u003c/script\\u003e",
    "\x00\x0b\ud800",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_inside_and_comes_out_whole(name: str) -> None:
    block = str(data_block([{"@type": "Place", "name": name}]))
    page = f"<!doctype html><html><head><title>x</title>{block}</head><body><p>after</p></body></html>"
    root = html5lib.parse(page, namespaceHTMLElements=False)
    [script] = root.iter("script")
    assert json.loads(script.text)["@graph"][0]["name"] == name
    assert [paragraph.text for paragraph in root.iter("p")] == ["after"]
    assert block.isascii()


def test_without_things_there_is_no_block() -> None:
    assert str(data_block([])) == ""


def test_what_is_not_known_is_not_said_but_no_and_nothing_to_pay_are() -> None:
    assert known({"a": None, "b": "", "c": [], "d": {}, "e": False, "f": 0, "g": "x"}) == {
        "e": False,
        "f": 0,
        "g": "x",
    }
