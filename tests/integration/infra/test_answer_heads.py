"""What an answer tells programs beside its page."""

import pytest

from tests.careful_client import CarefulClient

pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize(
    ("address", "method", "allowed"),
    [
        ("/activities/search", "DELETE", {"GET", "HEAD", "OPTIONS", "POST"}),
        ("/activities", "POST", {"GET", "HEAD", "OPTIONS"}),
        ("/missing/thank-you", "PUT", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_what_does_not_work_says_what_does(
    address: str, method: str, allowed: set[str], family: CarefulClient
) -> None:
    answer = family.open(address, method=method)
    assert answer.status_code == 405
    assert {name.strip() for name in answer.headers["Allow"].split(",")} == allowed
    assert answer.headers.getlist("Content-Type") == ["text/html; charset=utf-8"]
    assert family.heading == "That does not work here"


def test_an_error_without_heads_of_its_own_names_no_methods(family: CarefulClient) -> None:
    assert "Allow" not in family.get("/no-such-page").headers


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("encoding", ["gzip", ""])
def test_what_has_not_changed_depends_on_what_the_whole_answer_does(
    method: str, encoding: str, family: CarefulClient
) -> None:
    asked = {"Accept-Encoding": encoding}
    whole = family.open("/activities/new.atom", method=method, headers=asked)
    assert (whole.status_code, whole.headers["Vary"]) == (200, "Accept-Encoding")
    same = family.open(
        "/activities/new.atom", method=method, headers={**asked, "If-None-Match": whole.headers["ETag"]}
    )
    assert (same.status_code, same.headers.get("Vary")) == (304, "Accept-Encoding")
    assert (same.data, same.headers.get("Content-Encoding")) == (b"", None)


@pytest.mark.parametrize(
    ("address", "encoding"),
    [("/activities", ""), ("/activities/new.atom", ""), ("/activities/new.atom", "gzip")],
)
def test_a_head_says_what_the_whole_answer_says(address: str, encoding: str, family: CarefulClient) -> None:
    asked = {"Accept-Encoding": encoding}
    whole, head = (family.open(address, method=method, headers=asked) for method in ("GET", "HEAD"))
    names = ("Vary", "Content-Encoding", "Content-Type", "Cache-Control", "Content-Length")
    assert [head.headers.get(name) for name in names] == [whole.headers.get(name) for name in names]
    assert head.data == b""
