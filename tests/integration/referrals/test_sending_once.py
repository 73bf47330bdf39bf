"""One request for one intent, however nervous the finger."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.careful_client import CarefulClient
from tests.factories import a_family_that_asked, answer_all
from tests.installation import Installation

PRESSES = 8


def _sent(installation: Installation) -> int:
    return installation.row_counts()["sealed_submission"]


def _with_the_cookies_of(client: CarefulClient, installation: Installation) -> CarefulClient:
    other = installation.family()
    other._cookies = dict(client._cookies)
    return other


def test_eight_presses_at_once_send_one_request(installation: Installation, family: CarefulClient) -> None:
    answer_all(family)
    form = family.page.find("button", string="Send my request").find_parent("form")
    data = family.filled(form, {})
    start = Barrier(PRESSES)

    def press(client: CarefulClient) -> tuple[int, str]:
        start.wait()
        answer = client.post("/ask/parent/check", data=data)
        return answer.status_code, client.get(answer.headers["Location"]).text.split("SB-")[1][:14]

    fingers = [_with_the_cookies_of(family, installation) for _finger in range(PRESSES)]
    with ThreadPoolExecutor(PRESSES) as pool:
        answers = list(pool.map(press, fingers))
    assert {status for status, _reference in answers} == {303}
    assert len({reference for _status, reference in answers}) == 1
    assert _sent(installation) == 1
    assert installation.row_counts()["outgoing_message"] == 1


def test_the_back_button_and_a_second_press_lead_to_the_same_receipt(
    installation: Installation, family: CarefulClient
) -> None:
    answer_all(family)
    page_before = family.page
    family.press("Send my request")
    reference = family.page.select_one(".reference").get_text()
    family.page, family.address = page_before, "/ask/parent/check"
    family.press("Send my request")
    assert family.page.select_one(".reference").get_text() == reference
    assert _sent(installation) == 1


def test_a_family_can_ask_again_for_another_child(installation: Installation, family: CarefulClient) -> None:
    first = a_family_that_asked(family)
    second = a_family_that_asked(family, {"child_first_name": "Tomasz"})
    assert first != second
    assert _sent(installation) == 2


def test_the_receipt_shows_reference_and_days_and_is_gone_for_others(
    installation: Installation, family: CarefulClient
) -> None:
    reference = a_family_that_asked(family)
    family.visit("/ask/parent/sent")
    assert reference in family.text
    assert "working days" in family.text
    stranger = installation.family()
    assert stranger.get("/ask/parent/sent").status_code == 404
    assert reference not in stranger.text


def test_deleting_the_copy_leaves_the_request_with_the_council(
    installation: Installation, family: CarefulClient
) -> None:
    a_family_that_asked(family)
    family.press("Delete this copy from this browser")
    assert family.get("/ask/parent/sent").status_code == 404
    assert _sent(installation) == 1
