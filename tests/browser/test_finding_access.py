"""A wheelchair user finds a place with everything he needs (journey J6), by small screen and keyboard, scripts off."""

import re

import pytest
from playwright.sync_api import Page, expect

from portal.infra.content_pack import ContentPack
from tests.browser.conftest import Site
from tests.browser.finding import (
    access_of,
    all_slugs,
    hidden_stops,
    on_a_telephone,
    open_group,
    show,
    tick,
    too_small,
    total,
)
from tests.browser.walking import follow

pytestmark = pytest.mark.sqlite

NEEDED = {
    "Getting in and around": ("Step-free entrance", "step_free_entrance"),
    "Toilets and changing": ("Changing Places toilet", "changing_places_toilet"),
}
HOIST = ("Toilets and changing", "Hoist")


def test_a_wheelchair_user_finds_only_what_has_all_three(
    plain_page: Page, site: Site, pack: ContentPack
) -> None:
    page = on_a_telephone(plain_page)
    access = access_of(pack)
    page.goto(f"{site.public}/activities")
    for title, (label, _code) in NEEDED.items():
        promised = tick(page, title, label)
        assert show(page) >= 1
        if title == "Getting in and around":
            assert total(page) == promised
    promised = tick(page, *HOIST)
    assert show(page) == promised > 0
    fitting, address = total(page), page.url.partition("#")[0]
    found = all_slugs(page)
    wanted = {*(code for _label, code in NEEDED.values()), "hoist"}
    assert len(found) == fitting
    assert all(access[slug][code] == "yes" for slug in found for code in wanted)
    only_a_toilet = {
        slug
        for slug, known in access.items()
        if known.get("accessible_toilet") == "yes" and known.get("changing_places_toilet") == "no"
    }
    assert only_a_toilet
    assert only_a_toilet.isdisjoint(found)

    page.goto(address)
    offered = page.get_by_role("link", name=re.compile(r"^\d+ more where this is not known$")).first
    more = int(offered.inner_text().split()[0])
    with page.expect_navigation():
        offered.click()
    assert total(page) == fitting + more
    marked = 0
    for _page in range(9):
        for card in page.locator("main .cards > li").all():
            slug = str(card.locator("h3 a").get_attribute("href")).removeprefix("/activities/")
            told = re.search(r"Not known – ask: (.*(Step-free|Changing|Hoist).*)\.", card.inner_text())
            assert (told is None) == (slug in found), slug
            marked += told is not None
        if not page.locator("a[rel=next]").count():
            break
        follow(page, "Next page")
    assert marked == more
    page.goto(address + "&unknown=1")
    follow(page, "Remove: Also where it is not known")
    assert total(page) == fitting


def test_the_page_of_an_activity_says_what_a_wheelchair_user_must_know(
    plain_page: Page, site: Site, pack: ContentPack
) -> None:
    page = on_a_telephone(plain_page)
    needed = ("step_free_entrance", "changing_places_toilet", "hoist", "visit_first")
    slug = next(
        one for one, known in access_of(pack).items() if all(known.get(code) == "yes" for code in needed)
    )
    page.goto(f"{site.public}/activities/{slug}")
    for title in ("Getting in", "Access", "When we checked this"):
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    for label in ("Step-free entrance", "Changing Places toilet", "Hoist", "You can visit first"):
        answer = page.locator("dt", has_text=re.compile(f"^{label}$")).locator(
            "xpath=following-sibling::dd[1]"
        )
        expect(answer).to_be_visible()
        expect(answer).to_have_text("Yes")
    expect(page.get_by_text(re.compile(r"(visited|told us) on \d+ \w+ 20\d\d"))).not_to_have_count(0)
    assert not too_small(page)
    assert not hidden_stops(page)


def test_every_target_is_large_enough_and_no_focus_is_hidden(plain_page: Page, site: Site) -> None:
    page = on_a_telephone(plain_page)
    page.goto(f"{site.public}/activities?near=bromyard&within=10&access=hoist")
    assert not too_small(page)
    assert not hidden_stops(page)
    open_group(page, "Toilets and changing")
    assert not too_small(page)


def test_the_filters_are_used_by_keyboard_alone(plain_page: Page, site: Site) -> None:
    page = on_a_telephone(plain_page)
    page.goto(f"{site.public}/activities")
    page.locator("#q").focus()
    _tab_to(page, "Choose what fits")
    page.keyboard.press("Enter")
    _tab_to(page, "Toilets and changing")
    page.keyboard.press("Enter")
    for _press in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "hoist":
            break
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "access=hoist" in page.url


def _tab_to(page: Page, words: str) -> None:
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == words:
            return
    raise AssertionError(f"the keyboard does not reach “{words}”")
