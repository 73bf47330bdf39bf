"""“Tell us what is missing” in a real browser, on the smallest telephone too."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Site
from tests.browser.inspection import assert_good
from tests.browser.walking import fill_in, follow, heading, press

pytestmark = pytest.mark.sqlite


def test_a_family_tells_what_is_missing_on_a_small_screen(plain_page: Page, site: Site) -> None:
    page = plain_page
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # The library types sizes as its own dictionary
    page.goto(f"{site.public}/missing?q=trampoline&district=bromyard&access=hoist&day=saturday")
    expect(page.get_by_label("Hoist")).to_be_checked()
    page.get_by_label("Hoist").uncheck()
    page.locator("summary", has_text="What to do").click()
    page.get_by_label("Swimming").check()
    fill_in(page, {"words": "A trampoline club"})
    press(page, "Send")
    assert heading(page) == "Thank you for telling us"
    follow(page, "Back to your search")
    assert "district=bromyard" in page.url


def test_its_pages_are_good(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/missing?need=autism&access=hoist")
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    assert_good(page)
    page.goto(f"{site.public}/missing")
    press(page, "Send")
    expect(page.locator(".error-summary")).to_be_focused()
    assert_good(page)
    press(page, "Polski")
    assert_good(page)
    page.goto(f"{site.public}/missing/thank-you?lang=en")
    assert_good(page)


def test_enter_on_a_choice_sends_and_changes_no_language(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/missing?district=bromyard")
    page.locator("[name=district]:checked").press("Enter")
    page.wait_for_url("**/missing/thank-you**")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_pages_of_commissioners(page: Page, staff_page: Page, site: Site) -> None:
    page.goto(f"{site.public}/missing?type=swimming&district=ledbury&need=autism&q=Swimming")
    press(page, "Send")
    for address in ("/unmet-needs", "/unmet-needs?from=x", "/unmet-needs/words"):
        staff_page.goto(site.staff + address)
        assert_good(staff_page)
