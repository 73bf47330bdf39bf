"""When things are on: the next date on card and page, a date to look for, and a date that cannot be one."""

import re
from calendar import month_name
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from portal.infra.clock import today
from tests.browser.conftest import Site
from tests.browser.finding import all_slugs, on_a_telephone, slugs, total
from tests.browser.inspection import assert_good
from tests.browser.walking import follow, press

pytestmark = pytest.mark.sqlite

_DAY = r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} [A-Z][a-z]+( 20\d\d)?"
_HOUR = r"(\d{1,2}(:\d\d)?[ap]m|12 noon)"
NEXT = re.compile(rf"(Next|Now): {_DAY}, {_HOUR} to {_HOUR}( the next day)?")
WRONG = "Write the date with day, month and year, such as 12/12/2026."


def _day_of(words: str) -> date:
    """Give the day that a sentence names; this year's where it names no year."""
    found = re.search(r"day (\d{1,2}) ([A-Z][a-z]+)(?: (20\d\d))?", words)
    assert found is not None
    return date(int(found[3] or today().year), list(month_name).index(found[2]), int(found[1]))


def test_the_next_date_stands_on_the_card_and_on_the_page(plain_page: Page, site: Site) -> None:
    page = on_a_telephone(plain_page)
    page.goto(f"{site.public}/activities?day=saturday")
    card = page.locator("main .cards > li").filter(has_text=NEXT).first
    told = NEXT.search(card.inner_text())
    assert told is not None
    with page.expect_navigation():
        card.locator("h3 a").click()
    expect(page.get_by_text(told[0], exact=True)).to_be_visible()
    first = page.locator("h2:text-is('Next dates') + ul li").first
    expect(first).to_have_text(told[0].partition(": ")[2])
    expect(page.get_by_role("link", name="Put the dates in my calendar")).to_be_visible()


def test_the_soonest_come_first_when_asked_for(plain_page: Page, site: Site) -> None:
    page = plain_page
    # The order knows full hours. What ended within this one stands with today, and its card has its next date.
    page.goto(f"{site.public}/activities?season=term_time&date={today()}")
    on_today = set(all_slugs(page))
    page.goto(f"{site.public}/activities?season=term_time")
    page.locator("summary", has_text="Order:").click()
    page.get_by_label("Next date first").check()
    press(page, "Change the order")
    assert "sort=date" in page.url
    expect(page.locator("summary", has_text="Order: Next date first")).to_be_visible()
    cards = page.locator("main .cards > li").all_inner_texts()
    told = [NEXT.search(words) for words in cards]
    assert sum(found is not None for found in told) > 5
    # What has no date that is known stands last.
    without = [place for place, found in enumerate(told) if found is None]
    assert without == list(range(len(told) - len(without), len(told)))
    shown = dict(zip(slugs(page), told, strict=True))
    days = [_day_of(found[0]) for found in shown.values() if found]
    late = [slug in on_today and day > today() for slug, day in zip(shown, days, strict=False)]
    sure = [day for day, is_late in zip(days, late, strict=True) if not is_late]
    assert len(sure) > 5
    assert sure == sorted(sure)
    # All that is on today stands first; what of it was over an hour ago stands with its next date.
    assert days[len(on_today) :] == sorted(days[len(on_today) :])


def test_a_date_leaves_only_what_is_on_then(plain_page: Page, site: Site) -> None:
    page = plain_page
    page.goto(f"{site.public}/activities?day=saturday")
    everything = total(page)
    page.goto(f"{site.public}/activities")
    page.get_by_label("On this date").fill("2027-06-12")
    press(page, "Show what fits")
    assert "date=2027-06-12" in page.url
    assert 0 < total(page) <= everything
    follow(page, "Remove: Saturday 12 June 2027")
    assert "date=" not in page.url


def test_a_date_that_cannot_be_one_is_said_at_its_field_and_nothing_is_lost(
    plain_page: Page, site: Site
) -> None:
    page = on_a_telephone(plain_page)
    page.goto(f"{site.public}/activities?q=swim&near=bromyard&within=20&access=step_free_entrance&age=8-10")
    page.locator(".facets > summary").click()
    # A browser without date fields shows one for text.
    page.locator("#date").evaluate("field => { field.type = 'text' }")
    page.get_by_label("On this date").fill("31/02/2027")
    press(page, "Show what fits")
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_text(WRONG)
    assert page.title().startswith("Error: ")
    summary.get_by_role("link").click()
    field = page.get_by_label("On this date")
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()
    expect(field).to_have_value("31/02/2027")
    expect(page.locator("#date-error")).to_contain_text(WRONG)
    assert field.get_attribute("aria-describedby") == "date-error"
    expect(page.get_by_label("What are you looking for?")).to_have_value("swim")
    expect(page.get_by_label("Town or postcode")).to_have_value("Bromyard")
    expect(page.get_by_label("How far")).to_have_value("20")
    expect(page.locator("[name=access][value=step_free_entrance]")).to_be_checked()
    field.fill("13/3/2027")
    press(page, "Show what fits")
    assert not page.locator(".error-summary").count()
    assert {"q=swim", "date=2027-03-13", "near=bromyard", "within=20"} <= set(re.split("[?&#]", page.url))


@pytest.mark.parametrize(
    "nonsense", ["tomorrow", "2027-13-45", "30-02-2027", "1/1/27", "<b>x</b>", "٣١/٠٢/٢٠٢٧", "9" * 5000]
)
def test_nonsense_for_a_date_is_answered_with_a_page(nonsense: str, plain_page: Page, site: Site) -> None:
    form = {"q": "swim", "near": "Ledbury", "type": "swimming", "date": nonsense}
    answer = plain_page.request.post(f"{site.public}/activities/search", form=form)
    assert answer.status == 200
    plain_page.route("**/asked", lambda route: route.fulfill(body=answer.text(), content_type="text/html"))
    plain_page.goto(f"{site.public}/asked")
    expect(plain_page.locator("#date-error")).to_contain_text(WRONG)
    expect(plain_page.locator("#date")).to_have_value(nonsense[:60])
    expect(plain_page.locator("#q")).to_have_value("swim")
    expect(plain_page.locator("#near")).to_have_value("Ledbury")
    expect(plain_page.locator("[name=type][value=swimming]")).to_be_checked()


def test_another_language_keeps_what_was_typed_wrongly(plain_page: Page, site: Site) -> None:
    page = on_a_telephone(plain_page)
    page.goto(f"{site.public}/activities?q=swim&access=hoist&date=2027-02-31")
    page.get_by_label("Town or postcode").fill("Nowhereville")
    page.get_by_label("How far").select_option("10")
    press(page, "Search")
    expect(page.locator(".error-summary").get_by_role("link")).to_have_count(2)
    follow(page, "Polski")
    expect(page.locator("html")).to_have_attribute("lang", "pl")
    expect(page.locator(".error-summary").get_by_role("link")).to_have_count(2)
    for name, value in {"q": "swim", "near": "Nowhereville", "within": "10", "date": "2027-02-31"}.items():
        expect(page.locator(f"#{name}")).to_have_value(value)
    expect(page.locator("[name=access][value=hoist]")).to_be_checked()


def test_an_address_with_a_wrong_date_and_a_wrong_place_says_both(page: Page, site: Site) -> None:
    page.goto(f"{site.public}/activities?near=Nowhereville&date=2027-02-31&lang=en")
    links = page.locator(".error-summary").get_by_role("link")
    expect(links).to_have_count(2)
    assert_good(page)
    page.goto(f"{site.public}/activities?date=2027-02-31&lang=pl")
    expect(page.locator("#date-error")).not_to_contain_text("Write the date")
    assert_good(page)
