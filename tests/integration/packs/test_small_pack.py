"""Both faces with another council’s pack: 2 tiers under other names, other rules, questions and languages."""

import shutil
from pathlib import Path

import pytest

from portal.core.roles import STAFF_ROLES, Role
from portal.infra.content_files import ContentError
from portal.infra.i18n import _, speaking, with_words_of
from portal.pack import load_pack
from tests.careful_client import Answers, CarefulClient
from tests.installation import Installation
from tests.integration.offer.test_pages import crawled
from tests.integration.packs.conftest import FOLDER

pytestmark = pytest.mark.sqlite
# What only the first pack may say; its words for the kinds of tier are its own too.
FIRST_PACK = (
    *("Orchard", "Herefordshire", "Leominster", "Bromyard", "Kington", "Ledbury", "Moving Forward"),
    *("Tier 1", "Tier 2", "Tier 3", "64 hours", "SENDIASS", "buddy"),
)
A_WISH: Answers = {
    "urgent_help": "no",
    "child_first_name": "Ion",
    "child_last_name": "Exemplu",
    "child_born-day": "1",
    "child_born-month": "2",
    "child_born-year": "2018",
    "district": "leek",
    "activity": "Leek Cavers",
}
REACHED_AT: Answers = {
    "contact_method": "email",
    "phone": "01632 960341",
    "email": "ion@example.org",
    "safe_message": "yes",
    "interpreter": "no",
    "parental_responsibility": "yes",
    "agreed": "yes",
}


def a_wish(client: CarefulClient) -> None:
    """Ask for a short break with the other council’s questions."""
    client.visit("/ask")
    client.press("Start")
    client.press("Continue", A_WISH)
    client.press("Continue", REACHED_AT)
    assert client.heading == "Check your answers", client.errors
    client.press("Send my request")
    assert client.heading == "We have your request", client.text


def words_of_the_first_pack(text: str) -> set[str]:
    """Give the words of the first pack that stand in a text."""
    return {word for word in FIRST_PACK if word in text}


@pytest.mark.parametrize("language", ["en", "ro"])
def test_every_page_of_the_families_face_is_this_councils(language: str, small: Installation) -> None:
    family = small.family()
    found = crawled(family, f"/?lang={language}")
    assert {"/open-to-all", "/with-some-help", "/holiday-passport", "/statement", "/glossary"} <= found.keys()
    foreign = {}
    for address in found:
        answer = family.get(address, follow_redirects=True)
        if answer.mimetype == "text/html" and (words := words_of_the_first_pack(family.text)):
            foreign[address] = words
    assert not foreign


def test_home_shows_the_two_tiers_under_their_names(small: Installation) -> None:
    family = small.family()
    family.visit("/")
    titles = [card.get_text() for card in family.page.select("main h3")]
    assert titles[-2:] == ["Open to all", "With some help"]
    family.follow("With some help")
    assert family.page.select_one(".panel--message")
    assert family.page.select_one('main a[href="/holiday-passport"]')
    for address in ("/tier-1", "/tier-3", "/moving-forward"):
        assert family.get(address).status_code == 404


def test_a_search_finds_by_words_tier_and_place(small: Installation) -> None:
    family = small.family()
    for address, name in (
        ("/activities?q=potholing", "Leek Cavers"),
        ("/activities?tier=targeted", "Stone Bakers"),
        ("/activities?near=ST13+5&within=5", "Leek Cavers"),
        ("/activities?q=pe%C8%99teri&lang=ro", "Leek Cavers"),
    ):
        family.visit(address)
        assert name in family.text, address
    family.visit("/activities?lang=en")
    tiers = {box["value"] for box in family.page.select("[name=tier]")}
    assert tiers == {"universal", "targeted"}


def test_an_activity_says_how_to_get_it(small: Installation) -> None:
    family = small.family()
    family.visit("/activities/stone-bakers")
    assert "Holiday passport" in family.text
    assert family.page.select_one('main a[href^="/ask"]')


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"years": "8", "helper": "yes"}, "A helper comes along on all 12 days."),
        ({"years": "3", "helper": "no"}, "The passport starts at 5."),
        ({"years": "30", "helper": "not_sure"}, "We find the team for adults."),
        ({"years": "8", "helper": "not_sure"}, "Make a wish, and we find out together."),
    ],
)
def test_the_checker_goes_to_its_end(answers: Answers, says: str, small: Installation) -> None:
    family = small.family()
    family.visit("/eligibility")
    family.follow("Start")
    for _page in range(5):
        asked = {str(field["name"]) for field in family.page.select("main [name]")}
        good = {name: given for name, given in answers.items() if name in asked}
        if not good:
            break
        family.press("Continue", good)
    assert says in family.text, family.heading
    assert "Ring the time off team" in family.text
    assert not words_of_the_first_pack(family.text)


def test_a_wish_reaches_the_queue_and_is_decided_with_this_councils_outcomes(small: Installation) -> None:
    a_wish(small.family())
    small.work()
    officer = small.officer(Role.TRIAGE_OFFICER)
    officer.visit("/referrals")
    assert "0 to 10" in officer.text
    officer.page.select_one("tbody a")
    reference = officer.page.select_one("tbody a").get_text()
    officer.follow(reference)
    offered = {str(one["value"]) for one in officer.page.select("[name=outcome]")}
    assert offered == {"passport_given", "open_club"}, "what protects a child is no decision"
    officer.press("Save the decision", {"outcome": "open_club"})
    assert "Choose the reason: the family hears why" in officer.errors
    officer.press("Save the decision", {"outcome": "passport_given"})
    assert "Holiday passport" in officer.text
    small.work()
    mails = "".join(path.read_text() for path in small.mails())
    assert "We got your wish" in mails
    assert "You get a holiday passport." not in mails, "a message says only that there is news"
    assert not words_of_the_first_pack(mails)


def test_messages_use_the_words_that_the_pack_brings(small: Installation) -> None:
    family = small.family()
    family.visit("/?lang=ro")
    a_wish(family)
    small.work()
    assert any("Am primit" in path.read_text() or "Am_primit" in path.read_text() for path in small.mails())


def test_words_come_from_the_pack_and_then_from_the_portal(small: Installation) -> None:
    family = small.family()
    family.visit("/?lang=ro")
    assert family.page.html["lang"] == "ro"
    assert "Deschis tuturor" in family.text
    assert "Găsește activități" in family.text
    with with_words_of(FOLDER / "translations"), speaking("pl"):
        assert _("Find things to do") != "Find things to do"


def test_every_page_of_the_staff_face_is_good(small: Installation) -> None:
    a_wish(small.family())
    small.work()
    found = crawled(small.officer(*STAFF_ROLES), "/")
    assert {"/referrals", "/surveys", "/unmet-needs", "/told-a-diagnosis", "/local-offer"} <= found.keys()


def test_an_activity_of_a_tier_that_is_not_offered_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(FOLDER, folder)
    path = folder / "activities" / "all.yaml"
    path.write_text(path.read_text().replace("tier: universal", "tier: specialist"))
    with pytest.raises(ContentError, match=r"leek-cavers: tiers\.yaml has not its tier"):
        load_pack(folder, samples=True)
