"""Comments as editors handle them: nothing public before, nothing that points to a person, legal reasons only."""

import pytest
from sqlalchemy import select, update

from portal.core.roles import STAFF_ROLES, Role
from portal.infra.clock import today
from portal.voice.models import OfferComment, PublishedComment
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.voice.commenting import actions, commented, editor_of, keys_of, opened


@pytest.fixture
def editor(installation: Installation) -> CarefulClient:
    """Give the browser of a content editor."""
    return editor_of(installation)


def state_of(installation: Installation) -> tuple[str, str | None]:
    """Give where the only comment stands, and for which reason."""
    with installation.database.reading() as session:
        row = session.scalars(select(OfferComment)).one()
        return row.state, row.reason


def test_a_comment_is_read_written_anew_answered_and_published(
    installation: Installation, family: CarefulClient, editor: CarefulClient
) -> None:
    commented(family)
    editor.visit("/")
    editor.visit("/offer-comments")
    assert "1 comment, the oldest day first" in editor.text
    assert "Zofian" not in editor.text
    editor.follow("Read")
    assert "My son Zofian cannot read it." in editor.text
    editor.press("Publish", {"words": "The page is too long.", "answer": "We made it short."})
    assert editor.heading == "Comments of families: New", editor.errors
    assert state_of(installation) == ("answered", None)
    family.visit("/comments")
    assert "The page is too long." in family.text
    assert "We made it short." in family.text
    assert "Zofian" not in family.text
    assert actions(installation, "offer_comment") == [
        "offer_comment.sent",
        "offer_comment.seen",
        "offer_comment.answered",
    ]


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        ("Zofia Nowak", "Ask Zofia Nowak about it."),
        ("01632 960001", "Ring 01632 960001 at night."),
        ("anna@example.org", "Write to anna@example.org now."),
        ("HR6 8NW", "It is near HR6 8NW only."),
    ],
)
def test_nothing_that_may_point_to_a_person_goes_out_unconfirmed(
    installation: Installation, family: CarefulClient, editor: CarefulClient, piece: str, words: str
) -> None:
    commented(family)
    opened(installation, editor)
    editor.press("Publish", {"words": "Too long.", "answer": words})
    assert editor.errors == [f"This may point to a person: {piece}. Confirm it or take it out."]
    assert state_of(installation) == ("new", None)
    (tick,) = (str(box["value"]) for box in editor.page.select("[name=safe]"))
    editor.press("Publish", {"answer": words.replace(piece, "Maria Example"), "safe": tick})
    assert "Maria Example" in editor.errors[0]
    editor.press("Publish", {"answer": "We made it short."})
    assert state_of(installation)[0] == "answered"


@pytest.mark.sqlite
def test_a_piece_that_is_safe_goes_out(
    installation: Installation, family: CarefulClient, editor: CarefulClient
) -> None:
    commented(family)
    opened(installation, editor)
    editor.press("Publish", {"words": "The Puffin club is full."})
    (tick,) = (str(box["value"]) for box in editor.page.select("[name=safe]"))
    editor.press("Publish", {"safe": tick})
    assert state_of(installation) == ("published", None)
    assert "The Puffin club is full." in family.visit("/comments").get_text()
    assert "We have not answered yet." in family.text


def test_a_comment_is_refused_for_a_reason_of_the_law_only(
    installation: Installation, family: CarefulClient, editor: CarefulClient
) -> None:
    commented(family)
    address = opened(installation, editor)
    offered = {str(one["value"]) for one in editor.page.select("[name=reason] option")}
    assert offered == {"", "vexatious", "about_an_individual", "duplicate", "not_about_offer"}
    editor.press("Do not publish")
    assert editor.errors == ["Choose one of the reasons of the law"]
    token = editor.page.select_one("[name=csrf_token]")
    assert token is not None
    editor.post(f"{address}/refuse", data={"csrf_token": str(token["value"]), "reason": "it_hurts"})
    assert state_of(installation) == ("new", None)
    editor.press("Do not publish", {"reason": "about_an_individual"})
    assert state_of(installation) == ("refused", "about_an_individual")
    assert actions(installation, "offer_comment.refused") == ["offer_comment.refused.about_an_individual"]
    assert "too long" not in family.visit("/comments").get_text()
    editor.visit("/offer-comments?state=refused")
    assert "About the services of one person" in editor.text


def test_of_two_editors_one_is_told_that_the_other_was_faster(
    installation: Installation, family: CarefulClient, editor: CarefulClient
) -> None:
    commented(family)
    address = opened(installation, editor)
    page = editor.page
    editor.press("Do not publish", {"reason": "duplicate"})
    editor.page, editor.address = page, address
    answer = editor.press("Publish", {"words": "Too long."})
    assert answer.status_code == 409
    assert "Somebody else was faster." in editor.text
    assert state_of(installation) == ("refused", "duplicate")
    assert "Too long." not in family.visit("/comments").get_text()


def test_what_was_published_leaves_the_page_when_it_is_opened_again(
    installation: Installation, family: CarefulClient, editor: CarefulClient
) -> None:
    commented(family)
    address = opened(installation, editor)
    editor.press("Publish", {"words": "Too long."})
    editor.visit(address)
    editor.press("Publish", {"words": "Much too long.", "answer": "We made it short."})
    with installation.database.reading() as session:
        row = session.scalars(select(PublishedComment)).one()
        assert (row.words, row.published_on, row.answered_on) == ("Much too long.", today(), today())
    editor.visit(address)
    editor.press("Begin again")
    assert state_of(installation) == ("new", None)
    assert "too long" not in family.visit("/comments").get_text()


@pytest.mark.sqlite
def test_small_numbers_are_not_shown(
    installation: Installation, family: CarefulClient, editor: CarefulClient
) -> None:
    for number in range(5):
        commented(family, {"kind": "content", "words": f"Wish {number}"})
    commented(family, {"kind": "involvement", "words": "Ask us"})
    for key in keys_of(installation):
        editor.visit(f"/offer-comments/{key}")
        editor.press("Publish", {"words": "More swimming."})
    family.visit("/comments")
    rows = {
        row.th.get_text(): row.td.get_text() for row in family.page.select("tbody tr") if row.th and row.td
    }
    assert rows["Published: What there is"] == "5"
    assert rows["Published: How it was made"] == "fewer than 5"
    assert rows["Published: Something wrong on a page"] == "0"
    assert "6" not in rows.values()


@pytest.mark.sqlite
def test_words_that_are_gone_are_told(
    installation: Installation, family: CarefulClient, editor: CarefulClient
) -> None:
    commented(family)
    with installation.database.unit_of_work() as session:
        session.execute(update(OfferComment).values(sealed=None))
    opened(installation, editor)
    assert "The words are deleted, because two years have passed." in editor.text


@pytest.mark.sqlite
def test_only_editors_read_comments_and_only_commissioners_feedback(
    installation: Installation, family: CarefulClient
) -> None:
    commented(family)
    (key,) = keys_of(installation)
    for role in STAFF_ROLES:
        officer = installation.officer(role)
        may = 200 if role is Role.CONTENT_EDITOR else 403
        assert officer.get("/offer-comments").status_code == may, role
        assert officer.get(f"/offer-comments/{key}").status_code == may, role
        assert officer.get("/you-said").status_code == may, role
        for address in ("/session-feedback", "/session-feedback.csv", "/session-feedback/words"):
            may = 200 if role is Role.COMMISSIONER else 403
            assert officer.get(address).status_code == may, role
    assert family.get("/offer-comments").status_code == 404


def test_buildings_that_are_not_accessible_are_counted(
    installation: Installation, family: CarefulClient
) -> None:
    for building in ("no", "no", "partly"):
        family.visit("/feedback")
        family.press("Send", {"building": building, "words": f"Steps {building}"})
    commissioner = installation.officer(Role.COMMISSIONER)
    commissioner.visit("/session-feedback")
    heads = [head.get_text() for head in commissioner.page.select("thead th")]
    whole = commissioner.page.select("tbody tr")[-1]
    numbers = dict(zip(heads[1:], [cell.get_text() for cell in whole.select("td")], strict=True))
    assert numbers["Building accessible: No"] == "2"
    assert numbers["Building accessible: Partly"] == "1"
    assert "Steps" not in commissioner.text
    commissioner.follow("In their own words")
    assert "Steps partly" in commissioner.text
    file = commissioner.get("/session-feedback.csv").text
    assert "Not for publication" in file
    assert actions(installation, "session_feedback.")[-3:] == [
        "session_feedback.counts_seen",
        "session_feedback.words_seen",
        "session_feedback.counts_exported",
    ]


@pytest.mark.sqlite
def test_a_refusal_without_a_reason_leaves_the_other_form_as_it_was(
    installation: Installation, family: CarefulClient, editor: CarefulClient
) -> None:
    commented(family)
    opened(installation, editor)
    editor.press("Do not publish")
    editor.press("Publish", {"words": "The map is hard to read.", "answer": "There is a list beside it now."})
    assert editor.heading == "Comments of families: New", editor.errors
    assert state_of(installation)[0] == "answered"
