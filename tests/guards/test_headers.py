"""The same strict headers on every answer, whatever went wrong; the careful client holds each one against the list."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from portal.infra.access import public
from portal.infra.clock import now
from portal.infra.limits import MOST_POSTS, WINDOW, PostCount
from portal.infra.security_headers import HEADERS
from tests.careful_client import CarefulClient
from tests.factories import answer_until
from tests.installation import Installation, error_pages

pytestmark = pytest.mark.sqlite


@pytest.fixture
def visitor(installation: Installation) -> Iterator[CarefulClient]:
    """Give somebody who sees errors as families do."""
    app = installation.public
    app.add_url_rule("/broken", "broken", public(lambda: 1 / 0))
    with error_pages(app):
        client = installation.family()
        client.expects_failure = True
        yield client


def test_a_wrong_host_is_refused(visitor: CarefulClient) -> None:
    answer = visitor.get("/", base_url="http://evil.example.org")
    assert answer.status_code == 400
    assert "evil" not in answer.text


@pytest.mark.parametrize(
    ("method", "address", "status", "heading"),
    [
        ("GET", "/", 200, "Short breaks for disabled children and young people"),
        ("GET", "/nothing-here", 404, "Page not found"),
        ("GET", "/activities/nothing-here", 404, "Page not found"),
        ("POST", "/help-now", 405, "That does not work here"),
        ("GET", "/broken", 500, "Sorry, something went wrong"),
        ("GET", "/static/nothing.svg", 404, "Page not found"),
    ],
)
def test_every_kind_of_answer_is_a_good_page(
    method: str, address: str, status: int, heading: str, visitor: CarefulClient
) -> None:
    answer = visitor.open(address, method=method)
    assert answer.status_code == status
    assert visitor.heading == heading
    assert "Traceback" not in answer.text
    assert "ZeroDivision" not in answer.text


def test_a_foreign_post_is_refused(visitor: CarefulClient) -> None:
    assert visitor.post("/ask", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert visitor.heading == "You cannot open this page"


def test_too_much_at_once_is_refused_in_words(visitor: CarefulClient) -> None:
    answer = visitor.post("/ask/questions/in-your-words", data={"hopes": "x" * 300_000})
    assert answer.status_code == 413
    assert visitor.heading == "That was too long"


def _early_in_a_window() -> datetime:
    """Give the next moment at which a window of counting has just begun; a new one counts from 1."""
    since_it_began = now().timestamp() % WINDOW.total_seconds()
    return now() - timedelta(seconds=since_it_began) + WINDOW + timedelta(seconds=1)


def test_too_many_posts_are_refused_in_words(visitor: CarefulClient, installation: Installation) -> None:
    moment = _early_in_a_window()
    with time_machine.travel(moment):
        visitor.post("/ask")
    with installation.database.unit_of_work() as session:
        session.execute(update(PostCount).values(count=MOST_POSTS))
    # What another process counted is known a second later.
    with time_machine.travel(moment + timedelta(seconds=2)):
        assert visitor.post("/ask").status_code == 429
        assert visitor.heading == "Too many tries"
        assert visitor.get("/help-now").status_code == 200


def test_posts_of_one_second_are_all_counted(visitor: CarefulClient, installation: Installation) -> None:
    moment = _early_in_a_window()
    for later in (0, 0.1, 0.2, 1.5):
        with time_machine.travel(moment + timedelta(seconds=later), tick=False):
            visitor.post("/ask")
    with installation.database.reading() as session:
        assert session.scalars(select(PostCount.count)).all() == [4]


def test_a_database_that_is_busy_says_so_and_shows_what_was_typed(
    visitor: CarefulClient, installation: Installation
) -> None:
    answer_until(visitor, "urgent_help")
    address = visitor.address
    form = visitor.page.select_one("form#answers")
    data = visitor.filled(form, {"urgent_help": "no"})
    data["urgent_help"] = "I typed this by hand"
    with installation.database.write_engine.connect() as other:
        other.exec_driver_sql("SELECT 1")
        answer = visitor.post(address, data=data)
    assert answer.status_code == 503
    assert "I typed this by hand" in visitor.text
    visitor.expects_failure = False
    assert visitor.post(address, data={**data, "urgent_help": "no"}).status_code == 303


@pytest.mark.parametrize("address", ["/static/icon.svg", "/static/pictures.svg", "/robots.txt", "/healthz"])
def test_files_have_them_too(address: str, visitor: CarefulClient) -> None:
    assert visitor.get(address).status_code == 200


def test_the_style_sheet_has_them_and_its_address_changes_with_its_words(visitor: CarefulClient) -> None:
    visitor.visit("/")
    [sheet] = visitor.page.select("link[rel=stylesheet]")
    answer = visitor.get(sheet["href"])
    assert answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_policy_allows_nothing_inline_and_nobody_else() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
    assert "frame-ancestors 'none'" in policy


def test_an_answer_without_the_headers_is_noticed(installation: Installation) -> None:
    app = installation.public
    # Without the middleware around it.
    app.wsgi_app = app.wsgi_app._application
    with pytest.raises(AssertionError, match="Content-Security-Policy"):
        installation.family().get("/")
