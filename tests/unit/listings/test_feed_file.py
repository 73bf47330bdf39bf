"""Files of feeds, good and bad, of any size."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.listings.services.feed_file import FeedError, _Rows, feed_rows

ROWS: list[Any] = [
    {"id": "1", "name": "Å", "n": [1, 2.5, None, True]},
    "word",
    12,
    {"id": "2", "name": "B" * 9000},
]


def _file(folder: Path, text: str | bytes) -> Path:
    path = folder / "feed.json"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ROWS),
        json.dumps(ROWS, indent=4),
        "\ufeff " + json.dumps(ROWS),
        json.dumps({"totalElements": 4, "content": ROWS}),
        json.dumps({"contents": ROWS}),
        json.dumps({"services": ROWS, "page": 1}),
    ],
)
def test_rows_come_from_a_list_or_from_a_page(tmp_path: Path, text: str) -> None:
    assert list(feed_rows(_file(tmp_path, text))) == ROWS


def test_one_service_alone_is_a_list_of_one(tmp_path: Path) -> None:
    assert list(feed_rows(_file(tmp_path, '{"id": "1", "name": "A"}'))) == [{"id": "1", "name": "A"}]


@pytest.mark.parametrize("text", ["[]", " [ ] ", '{"content": []}'])
def test_an_empty_list_has_no_rows(tmp_path: Path, text: str) -> None:
    assert list(feed_rows(_file(tmp_path, text))) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[{"id": "1", "name": "A"}]\n[{"id": "2", "name": "B"}]\n', "follows after the end"),
        ("[] x", "follows after the end"),
        ("[1]" + " " * 600_000 + "[2]", "follows after the end"),
        ("", "holds no list"),
        ("   ", "holds no list"),
        ("hello", "holds no list"),
        ('"text"', "holds no list"),
        ('{"a": 1}', "holds no list"),
        ('{"content": {}}', "holds no list"),
        ("{", "not JSON"),
        ("[", "does not end"),
        ("[1, 2", "row 2 cannot be read"),
        ("[1 2]", "comma"),
        ("[1,]", "row 2 cannot be read"),
        ('[{"a": NaN}]', "row 1 cannot be read"),
        ('[{"a": 1}, {"b": ]', "row 2 cannot be read"),
        ("[" * 100_000, "too deeply"),
        ('[{"a": ' + "9" * 5000 + "}]", "row 1 cannot be read"),
        (b"[\xff\xfe]", "not UTF-8"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_its_reason(
    tmp_path: Path, text: str | bytes, reason: str
) -> None:
    with pytest.raises(FeedError, match=reason):
        list(feed_rows(_file(tmp_path, text)))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="cannot be read"):
        list(feed_rows(tmp_path / "nowhere.json"))


class _Drop:
    """A file that gives only a few characters at a time."""

    def __init__(self, text: str, size: int) -> None:
        self._text, self._size = text, size

    def read(self, _most: int) -> str:
        piece, self._text = self._text[: self._size], self._text[self._size :]
        return piece


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(st.lists(values, max_size=5), st.integers(1, 7))
def test_rows_are_the_same_however_the_file_is_cut(rows: list[Any], size: int) -> None:
    file: Any = _Drop(json.dumps(rows)[1:], size)
    assert list(_Rows(Path("feed"), file)) == rows
