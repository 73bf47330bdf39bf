"""Addresses of web pages as organisers type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.listings.rules.web_address import web_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://www.example.org/a?b=c#d", "https://www.example.org/a?b=c#d"),
        ("http://example.org", "http://example.org"),
        ("HTTP://Example.ORG/Path", "http://example.org/Path"),
        (" www.example.org/a/ ", "https://www.example.org/a/"),
        ("example.org", "https://example.org"),
        ("http:www.example.org", "http://www.example.org"),
        ("https:/example.org/x", "https://example.org/x"),
        ("//example.org", "https://example.org"),
        ("http://http-only.example.org:8080/", "http://http-only.example.org:8080/"),
        ("https://example.org/café", "https://example.org/caf%C3%A9"),
        ("https://bücher.example.org/", "https://xn--bcher-kva.example.org/"),
    ],
)
def test_an_address_is_made_whole(typed: str, address: str) -> None:
    assert web_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "Village Hall", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "ftp://example.org",
        "mailto:a@example.org", "http://", "https://user:pass@example.org/", "http://127.0.0.1/", "localhost",
        "http://localhost:8001/", 'https://example.org/"onclick=', "https://example.org/<b>", "https://exa mple.org",
        "http://[::1]/", "https://-.org", "a@b.org", "x" * 600 + ".org", "https://example.org/\x00", "https://..org",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_web_page_is_dropped(typed: str) -> None:
    assert web_address(typed) is None


@given(st.text(max_size=60))
def test_only_http_ever_comes_out(typed: str) -> None:
    address = web_address(typed)
    assert address is None or address.startswith(("http://", "https://"))
    assert address is None or web_address(address) == address
