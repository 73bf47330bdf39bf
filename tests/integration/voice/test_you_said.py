"""“You said, we did”: written, checked, published, changed with its history, told once, and due each year."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from portal.core.roles import Role
from portal.infra.clock import now, today
from portal.voice.jobs import ReminderPlace, remind_editors, tell_news
from portal.voice.models import NewsRequest
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.voice.commenting import (
    ITEM,
    POLISH,
    actions,
    editor_of,
    published,
    published_long_ago,
    written,
)

PLACE = ReminderPlace("http://localhost:8001/you-said", "Orchard County Council")
ADDRESS = "http://127.0.0.1:8000/you-said-we-did"


@pytest.fixture
def editor(installation: Installation) -> CarefulClient:
    """Give the browser of a content editor."""
    return editor_of(installation)


def told(installation: Installation) -> int:
    """Run the worker's job."""
    return tell_news(installation.database, opener=installation.keys.opener, address=ADDRESS, now=now())


def kinds_queued(installation: Installation) -> list[str]:
    """Give the kinds of the messages that were queued."""
    with installation.database.reading() as session:
        return list(session.scalars(text("SELECT kind FROM outgoing_message ORDER BY id")))


def test_an_item_is_written_looked_at_and_published(
    installation: Installation, family: CarefulClient, editor: CarefulClient
) -> None:
    family.visit("/you-said-we-did")
    assert "There is nothing here yet." in family.text
    written(editor)
    assert "Reading grade" in editor.text
    assert "list of what you can buy" not in family.visit("/you-said-we-did").get_text()
    editor.press("Publish")
    family.visit("/you-said-we-did")
    heads = [head.get_text() for head in family.page.select("article h3")]
    assert heads == ["We asked", "You said", "We did", "History"]
    for words in (ITEM["said"], ITEM["did"], "Short breaks team", "More guidance on what the targeted"):
        assert str(words) in family.text
    assert actions(installation, "you_said.") == ["you_said.added", "you_said.published"]


@pytest.mark.parametrize(
    ("part", "words", "piece"),
    [
        ("said", "Ask Zofia Nowak about it.", "Zofia Nowak"),
        ("did", "Ring 01632 960001 at night.", "01632 960001"),
        ("asked", "Write to anna@example.org now.", "anna@example.org"),
        ("said", "You said “nobody helps us”.", "“nobody helps us”"),
        ("owner", "Team of Zofia", "Zofia"),
    ],
)
def test_publishing_waits_until_each_piece_is_confirmed(
    family: CarefulClient, editor: CarefulClient, part: str, words: str, piece: str
) -> None:
    written(editor, {part: words})
    boxes = editor.page.select("[name=safe]")
    editor.press("Publish")
    assert editor.errors == [f"This may point to a person: {piece}. Confirm it or take it out."]
    assert words not in family.visit("/you-said-we-did").get_text()
    editor.press("Publish", {"safe": [str(box["value"]) for box in boxes]})
    assert editor.heading == "You said, we did", editor.errors
    assert words in " ".join(family.visit("/you-said-we-did").get_text().split())


@pytest.mark.sqlite
def test_a_tick_for_an_earlier_version_publishes_no_later_one(
    family: CarefulClient, editor: CarefulClient
) -> None:
    written(editor, {"said": "Ask Zofia about it."})
    preview, address = editor.page, editor.address
    ticks = [str(box["value"]) for box in preview.select("[name=safe]")]
    editor.follow("Change what was said and done")
    editor.press("Save and look at it", {"said": "Ask Maria about it."})
    editor.page, editor.address = preview, address
    editor.press("Publish", {"safe": ticks})
    assert "Maria" in editor.errors[0]
    assert "Maria" not in family.visit("/you-said-we-did").get_text()


@pytest.mark.sqlite
def test_what_cannot_be_done_needs_a_reason_and_only_that(editor: CarefulClient) -> None:
    editor.visit("/you-said/new")
    editor.press("Save and look at it", {**ITEM, "status": "cannot"})
    assert editor.errors == ["Write why it cannot be done: families ask"]
    editor.press("Save and look at it", {"status": "done", "why": "There is no money."})
    assert editor.errors == ["A reason belongs only to what cannot be done"]
    editor.press("Save and look at it", {"status": "cannot", "due_on": "soon"})
    assert editor.errors == ["Enter a date, like 2026-11-01"]
    editor.press("Save and look at it", {"due_on": "2027-04-01"})
    assert editor.heading == "Look at it before families do"
    assert "There is no money." in editor.text
    assert "1 April 2027" in editor.text


@pytest.mark.sqlite
def test_the_preview_tells_hard_words_and_long_parts(editor: CarefulClient) -> None:
    hard = "The determination of eligibility necessitates comprehensive multidisciplinary assessment. "
    written(editor, {"did": hard * 12})
    assert "Too hard: at most 6." in editor.text
    assert "words over the limit of 80" in editor.text
    editor.press("Publish")
    assert editor.heading == "You said, we did", "hard words are told and stop nobody"


def test_a_change_is_a_version_that_is_read_only_once_it_is_published(
    installation: Installation, family: CarefulClient, editor: CarefulClient
) -> None:
    published(editor, {"status": "started"})
    published_long_ago(installation, today() - timedelta(days=30))
    editor.follow("Change")
    editor.press("Save and look at it", {"status": "done", "did": "The list is there."})
    assert "The list is there." not in family.visit("/you-said-we-did").get_text()
    editor.visit("/you-said")
    assert "Published; there are changes that are not" in editor.text
    editor.follow("Preview")
    editor.press("Publish")
    family.visit("/you-said-we-did")
    assert "The list is there." in family.text
    assert "We wrote a list" not in family.text
    history = [" ".join(line.get_text().split()) for line in family.page.select("article ul li")]
    assert [line.split(" on ")[0] for line in history] == ["Published", "Changed"]
    editor.follow("Change")
    summaries = [one.get_text() for one in editor.page.select("details summary")]
    assert len(summaries) == 2
    assert all("Editor One" in summary for summary in summaries)


@pytest.mark.sqlite
def test_of_two_editors_one_is_told_and_loses_no_word(editor: CarefulClient) -> None:
    published(editor)
    editor.follow("Change")
    form, address = editor.page, editor.address
    editor.press("Save and look at it", {"did": "Mine."})
    editor.page, editor.address = form, address
    answer = editor.press("Save and look at it", {"did": "Yours."})
    assert answer.status_code == 409
    assert "Somebody else has changed this meanwhile." in editor.text
    assert "Yours." in str(editor.page.select_one("#did"))


@pytest.mark.sqlite
def test_what_is_taken_off_the_page_is_gone_from_it(family: CarefulClient, editor: CarefulClient) -> None:
    published(editor)
    editor.press("Take it off the page 1")
    assert str(ITEM["did"]) not in family.visit("/you-said-we-did").get_text()
    editor.follow("Preview")
    editor.press("Publish")
    assert str(ITEM["did"]) in family.visit("/you-said-we-did").get_text()


def test_polish_words_are_read_while_they_translate_what_stands_there(
    family: CarefulClient, editor: CarefulClient
) -> None:
    published(editor)
    assert "Missing: Polski" in editor.text
    family.visit("/you-said-we-did?lang=pl")
    (english,) = {tag["lang"] for tag in family.page.select("article p.typed")}
    assert english == "en"
    editor.follow("Change")
    editor.follow("Polski")
    editor.press("Save and look at it", POLISH)
    editor.press("Publish")
    assert "Missing: Polski" not in editor.text
    family.visit("/you-said-we-did?lang=pl")
    assert str(POLISH["did"]) in family.text
    assert not family.page.select("article p.typed[lang=en]")
    editor.follow("Change")
    editor.press("Save and look at it", {"did": "Something else."})
    editor.press("Publish")
    assert "Missing: Polski" in editor.text
    family.visit("/you-said-we-did?lang=pl")
    assert str(POLISH["did"]) not in family.text
    assert "Something else." in family.text


def _asks(family: CarefulClient, email: str, language: str = "en") -> None:
    family.visit(f"/you-said-we-did/tell-me?lang={language}")
    form = family.page.select_one("#telling")
    assert form is not None
    answer = family.post("/you-said-we-did/tell-me", data=family.filled(form, {"email": email}))
    assert answer.status_code == 303


def test_those_who_asked_are_told_once_and_forgotten(
    installation: Installation, family: CarefulClient, editor: CarefulClient
) -> None:
    _asks(family, "anna@example.org")
    _asks(family, "Anna@Example.org")
    _asks(family, "piotr@example.org", "pl")
    # Another address, though "ß" is a way to write "ss".
    _asks(family, "anna@weiß.example.org")
    _asks(family, "anna@weiss.example.org")
    with installation.database.reading() as session:
        rows = session.scalars(select(NewsRequest)).all()
        assert {row.asked_in for row in rows} == {today().replace(day=1)}
        assert not [row for row in rows if b"example" in row.sealed]
    assert told(installation) == 0
    written(editor)
    assert told(installation) == 0
    editor.press("Publish")
    assert told(installation) == 4
    assert told(installation) == 0
    assert kinds_queued(installation) == ["you_said_we_did"] * 4
    with installation.database.reading() as session:
        assert not session.scalars(select(NewsRequest)).all()
    _asks(family, "late@example.org")
    assert told(installation) == 0, "who asks after the news is told of the next"


@pytest.mark.sqlite
def test_only_an_e_mail_address_is_taken(installation: Installation, family: CarefulClient) -> None:
    for typed in ("", "anna", "07700 900123", "anna@"):
        family.visit("/you-said-we-did/tell-me")
        family.press("Tell me once", {"email": typed})
        assert family.errors == ["Enter an e-mail address, like name@example.org"], typed
    with installation.database.reading() as session:
        assert not session.scalars(select(NewsRequest)).all()


def test_a_year_without_news_is_told_to_editors_with_the_regulation(
    installation: Installation, editor: CarefulClient
) -> None:
    editor.visit("/you-said")
    assert "Nothing is published yet." in editor.text
    published(editor)
    assert "Regulation 56" not in editor.visit("/you-said").get_text()
    published_long_ago(installation, today() - timedelta(days=367))
    for address in ("/you-said", "/offer-comments"):
        editor.visit(address)
        assert "Last published on" in editor.text
        assert "Regulation 56 of the Special Educational Needs and Disability Regulations 2014" in editor.text


def test_editors_are_reminded_once(installation: Installation, editor: CarefulClient) -> None:
    installation.officer(Role.COMMISSIONER)
    published(editor)

    def reminded(days: int) -> int:
        with installation.database.unit_of_work() as session:
            return remind_editors(session, place=PLACE, now=now() + timedelta(days=days))

    assert reminded(0) == 0
    assert reminded(367) == 1
    assert reminded(368) == 0
    assert reminded(367 + 367) == 1
    assert kinds_queued(installation) == ["staff_you_said_reminder"] * 2
