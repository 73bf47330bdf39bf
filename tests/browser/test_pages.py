"""Every kind of page, wide and narrow, through axe: no violation and no sideways scrolling."""

import pytest
from playwright.sync_api import Page

from portal.infra.content_pack import ContentPack
from tests.browser.conftest import Site
from tests.browser.inspection import assert_good
from tests.browser.walking import answer_all, answer_until, fill_in, follow, go_on, heading, press
from tests.factories import a_sent_referral
from tests.installation import Installation

pytestmark = pytest.mark.sqlite

PUBLIC = (
    "/",
    "/?lang=pl",
    "/what-are-short-breaks",
    "/tier-1",
    "/tier-2",
    "/tier-3",
    "/moving-forward",
    "/help-now",
    "/privacy",
    "/cookies",
    "/accessibility",
    "/about",
    "/activities",
    "/activities?q=horse&tier=universal",
    "/activities?q=zzzzzz",
    "/activities/map",
    "/shortlist",
    "/compare",
    "/compare?activity=bromyard-saturday-crew&activity=wheels-on-the-downs&activity=rowan-lodge-weekends",
    "/missing",
    "/eligibility",
    "/eligibility/questions",
    "/ask",
    "/ask/check",
    "/tell-us",
    "/nothing-here",
)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_page_of_the_families_face(address: str, page: Page, site: Site) -> None:
    page.goto(site.public + address)
    assert_good(page)


def test_the_page_of_an_activity(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/activities")
    with page.expect_navigation():
        page.locator("main a[href^='/activities/']").first.click()
    assert_good(page)


def test_the_result_of_the_checker(page: Page, site: Site) -> None:
    answers = {"who": "parent", "age": "7", "area": "bromyard", "diagnosis": "no", "ehc_plan": "no"}
    page.goto(f"{site.public}/eligibility/questions")
    for _page in range(12):
        if not page.get_by_role("button", name="Continue", exact=True).count():
            break
        fill_in(page, {**answers, "assessment": "no", "safe": "yes"})
        go_on(page)
    assert "/result" in page.url
    assert_good(page)


def test_each_page_of_the_request_and_its_receipt(page: Page, site: Site) -> None:
    seen: set[str] = set()

    def look(shown: Page) -> None:
        # One page for each kind of field; a second page of radios teaches nothing new.
        kinds = shown.locator("main form#answers").evaluate_all(
            "forms => forms.flatMap(form => [...form.elements].map(one => one.tagName + one.type)).join()"
        )
        if kinds not in seen:
            seen.add(kinds)
            assert_good(shown)

    page.goto(f"{site.public}/ask")
    answer_all(page, {"contact_method": "text", "phone": "07700 900982", "agreed_by": "other_parent"}, look)
    assert len(seen) >= 5
    assert_good(page)
    press(page, "Send my request")
    assert_good(page)
    page.locator("summary", has_text="What you told us").click()
    assert_good(page)
    press(page, "Delete this copy from this browser")
    assert heading(page) == "Your answers are deleted"
    assert_good(page)


def test_a_page_with_errors_and_one_with_help(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/ask")
    answer_until(page, "urgent_help")
    go_on(page)
    assert_good(page)
    fill_in(page, {"urgent_help": "not_safe"})
    go_on(page)
    assert_good(page)


def test_the_survey(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/tell-us")
    follow(page, "A parent or carer")
    assert_good(page)
    follow(page, "Start")
    assert_good(page)
    for _page in range(25):
        if not page.get_by_role("button", name="Continue", exact=True).count():
            break
        fill_in(page, {"best_thing": "My son laughs."})
        go_on(page)
    assert_good(page)
    press(page, "Send my answers")
    assert heading(page) == "Thank you"
    assert_good(page)


def test_the_pages_of_staff(staff_page: Page, site: Site, pack: ContentPack) -> None:
    same = Installation(site.folder, site.database_url, pack)
    reference = a_sent_referral(same.database)
    same.close()
    assert_good(staff_page)
    staff_page.goto(f"{site.staff}/referrals")
    for _turn in range(100):
        if staff_page.get_by_role("link", name=reference).count():
            break
        staff_page.wait_for_timeout(100)
        staff_page.reload()
    assert_good(staff_page)
    follow(staff_page, reference)
    assert_good(staff_page)
    staff_page.locator("summary", has_text="Decide").click()
    press(staff_page, "Save the decision")
    assert_good(staff_page)
    for address in (
        "/surveys",
        "/surveys/parent-survey",
        "/surveys/parent-survey/words/best_thing",
        "/nothing-here",
    ):
        staff_page.goto(site.staff + address)
        assert_good(staff_page)


def test_the_sign_in(page: Page, site: Site) -> None:
    page.goto(f"{site.staff}/sign-in")
    assert_good(page)
    press(page, "Sign in")
    assert_good(page)


def test_a_fault_in_a_page_is_noticed(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/help-now")
    page.evaluate(
        """() => { const main = document.querySelector('main');
        const wide = document.createElement('div'); wide.style.width = '600px'; wide.textContent = 'x';
        main.append(document.createElement('img'), wide); }"""
    )
    with pytest.raises(AssertionError, match="image-alt") as noticed:
        assert_good(page)
    assert "too wide" in str(noticed.value)
