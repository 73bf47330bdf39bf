"""The harness itself can fail: what it lets through, every test lets through."""

import socket

import pytest

from tests import page_inspection
from tests.careful_client import CarefulClient
from tests.factories import answer_until
from tests.support_network import NetworkForbiddenError

GOOD = """<!doctype html><html lang="en" dir="ltr"><head><title>Things to do – Site</title></head><body>
<h1>Things to do</h1><form method="post"><input type="hidden" name="csrf_token" value="x"><label for="a">Age</label>
<input id="a" name="a"><button>Go</button></form><a href="/">Home</a></body></html>"""

FAULTS = {
    "no language": ('lang="en" ', "", "no lang"),
    "no direction": (' dir="ltr"', "", "no dir"),
    "two headings": ("<a href", "<h1>Two</h1><a href", "2 <h1>"),
    "a title that says something else": ("<title>Things", "<title>Other", "does not start with"),
    "an id twice": ("<a href", '<p id="a"></p><a href', "used 2 times"),
    "a field without a label": ('for="a"', "", "has no label"),
    "an inline script": ("<h1>", "<script>1</script><h1>", "inline <script>"),
    "an inline module": ("<h1>", '<script type="module">1</script><h1>', "inline <script>"),
    "a script that is called data": (
        "<h1>",
        '<script type="application/json">1</script><h1>',
        "inline <script>",
    ),
    "data that is broken": ("<h1>", '<script type="application/ld+json">{</script><h1>', "is no JSON"),
    "an inline style": ("<h1>", '<h1 style="color:red">', "style"),
    "an event": ("<button>", '<button onclick="x()">', "onclick"),
    "a form without a token": ('name="csrf_token"', 'name="other"', "has no token"),
    "an empty link": (">Home<", "><", "has no text"),
    "a link that says here": (">Home<", ">here<", "says only"),
    "an empty button": (">Go<", "><", "a button has no text"),
    "a picture without words": ("<a href", '<img src="/x.svg"><a href', "has no alt"),
    "a picture from elsewhere": (
        "<a href",
        '<img alt="" src="https://example.org/x.png"><a href',
        "leaves the portal",
    ),
    "a description that is not there": ('id="a"', 'id="a" aria-describedby="gone"', "names “gone”"),
    "an anchor that is not there": ('href="/"', 'href="#gone"', "names “gone”"),
    "a tag that is not closed": ("</form>", "", "not valid HTML"),
    "a list in a paragraph": ("<a href", "<p><ul><li>x</li></ul></p><a href", "not valid HTML"),
    "an error that the title hides": (
        "<h1>",
        '<div class="error-summary"></div><h1>',
        "its title starts with",
    ),
}


def test_a_good_page_passes() -> None:
    assert page_inspection.faults_of(GOOD) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_page_is_noticed(fault: str) -> None:
    good, bad, told = FAULTS[fault]
    assert good in GOOD
    found = page_inspection.faults_of(GOOD.replace(good, bad, 1))
    assert any(told in one for one in found), found


def test_a_form_that_stores_nothing_needs_no_token() -> None:
    assert page_inspection.faults_of(GOOD.replace('name="csrf_token"', 'name="kept"')) == []


def test_data_for_search_engines_is_no_code() -> None:
    block = '<script type="application/ld+json">{"name": "Swim"}</script>'
    assert page_inspection.faults_of(GOOD.replace("</head>", f"{block}</head>")) == []


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_no_test_reaches_another_machine(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as attempt, pytest.raises(NetworkForbiddenError):
        attempt.connect((host, 25))


def test_no_test_looks_a_name_up() -> None:
    with pytest.raises(NetworkForbiddenError):
        socket.getaddrinfo("example.org", 80)


@pytest.mark.sqlite
def test_a_test_cannot_give_answers_that_no_person_could_give(family: CarefulClient) -> None:
    answer_until(family, "urgent_help")
    with pytest.raises(AssertionError, match="asks"):
        family.press("Continue", {"no_such_question": "yes"})
    with pytest.raises(AssertionError, match="offers"):
        family.press("Continue", {"urgent_help": "perhaps"})
    with pytest.raises(AssertionError, match="no button"):
        family.press("Submit everything")
    with pytest.raises(AssertionError, match="no link"):
        family.follow("Nowhere")


@pytest.mark.sqlite
def test_a_page_that_is_not_there_fails_a_visit(family: CarefulClient) -> None:
    with pytest.raises(AssertionError, match="404"):
        family.visit("/nothing-here")
