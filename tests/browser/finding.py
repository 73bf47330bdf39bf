"""Reading and using the search page as a family does."""

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from portal.activities.content import SampleActivities
from portal.infra.content_pack import ContentPack
from tests.browser.conftest import NARROW
from tests.browser.walking import press

LEAST_TARGET = 24
# Links inside a sentence and fields whose label can be pressed are let off by the guideline (WCAG 2.5.8).
_TARGETS = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter(one => {
    if (!one.checkVisibility() || one.closest('.skip-link, .visually-hidden')) return false
    const words = one.parentElement.textContent.replace(one.textContent, '').trim()
    return !(one.tagName === 'A' && /^(P|LI|DD|SPAN|STRONG)$/.test(one.parentElement.tagName) && words)
}).map(one => { const box = (one.closest('label') || one).getBoundingClientRect();
    return [one.name || one.textContent.trim(), box.width, box.height] })"""
_SEEN = """() => { const one = document.activeElement, box = one.getBoundingClientRect()
    const at = document.elementFromPoint(box.x + Math.min(box.width / 2, 40), box.y + box.height / 2)
    return one === document.body || box.height === 0 || (at !== null && (one.contains(at) || at.contains(one))) }"""


def on_a_telephone(page: Page) -> Page:
    """Make a tab as small as the smallest telephone."""
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # The library types sizes as its own dictionary
    return page


def access_of(pack: ContentPack) -> Mapping[str, Mapping[str, str]]:
    """Give what is known of the access to each sample activity."""
    return {one.slug: one.access for one in pack.of(SampleActivities).activities}


def total(page: Page) -> int:
    """Give the number of results that the page states."""
    return int(re.sub(r"\D", "", page.locator("#results").inner_text()))


def slugs(page: Page) -> list[str]:
    """Give which activities the page shows, in order."""
    links = page.locator("main .cards h3 a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return [str(address).removeprefix("/activities/") for address in links]


def all_slugs(page: Page) -> list[str]:
    """Give which activities all pages of the results show, in order."""
    found = slugs(page)
    while page.locator("a[rel=next]").count():
        with page.expect_navigation():
            page.locator("a[rel=next]").click()
        found += slugs(page)
    return found


def open_group(page: Page, title: str) -> Locator:
    """Open the filters, where they are closed, and one group of them."""
    filters = page.locator(".facets")
    if filters.locator("> summary").is_visible() and filters.get_attribute("open") is None:
        filters.locator("> summary").click()
    group = page.locator("details.facet").filter(
        has=page.locator("summary", has_text=re.compile(f"^{title}$"))
    )
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    return group


def tick(page: Page, title: str, label: str) -> int:
    """Tick a box; give the number of results that it promises."""
    words = re.compile(rf"^{re.escape(label)} \((\d+)\)$")
    box = open_group(page, title).get_by_label(words)
    expect(box).to_be_visible()
    box.check()
    promised = words.match(" ".join(box.locator("xpath=..").inner_text().split()))
    assert promised is not None
    return int(promised[1])


def show(page: Page) -> int:
    """Ask for what fits the ticks; give the number of results."""
    press(page, "Show what fits")
    return total(page)


def too_small(page: Page) -> list[str]:
    """Give what is too small to be hit with a shaking finger."""
    return [
        f"{name}: {wide:.0f} × {high:.0f}"
        for name, wide, high in page.evaluate(_TARGETS)
        if min(wide, high) < LEAST_TARGET - 0.1
    ]


def hidden_stops(page: Page, most: int = 150) -> list[str]:
    """Walk through the page by keyboard; give where the focus cannot be seen."""
    hidden: list[str] = []
    # Where a page glides, the keyboard is there before its picture is.
    page.emulate_media(reduced_motion="reduce")
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return hidden
        if not page.evaluate(_SEEN):
            hidden.append(str(page.evaluate("document.activeElement.outerHTML.slice(0, 120)")))
    return hidden
