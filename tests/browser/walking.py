"""Going through the pages as people do."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page

from tests.careful_client import Answers
from tests.factories import A_FAMILY

MOST_PAGES = 40


def heading(page: Page) -> str:
    """Give the heading of the page that is open."""
    return " ".join(page.locator("h1").inner_text().split())


def fill_in(page: Page, answers: Answers) -> None:
    """Give the answers to the questions of the page that is open, field by field."""
    for name, given in answers.items():
        fields = page.locator(f'main [name="{name}"]')
        if fields.count():
            for text in [given] if isinstance(given, str) else given:
                _give(fields, text)


def _give(fields: Locator, text: str) -> None:
    first = fields.first
    kind = first.evaluate("field => field.tagName === 'SELECT' ? 'select' : field.type")
    if kind == "select":
        first.select_option(text)
    elif kind in {"radio", "checkbox"}:
        fields.and_(fields.page.locator(f'[value="{text}"]')).check()
    else:
        first.fill(text)


def press(page: Page, words: str) -> None:
    """Press a button and wait for the page that answers."""
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()


def follow(page: Page, words: str) -> None:
    """Follow the first link with these words and wait for its page."""
    with page.expect_navigation():
        page.get_by_role("link", name=words).first.click()


def go_on(page: Page) -> None:
    """Press the button that goes on."""
    press(page, "Continue")


def answer_until(page: Page, question: str) -> None:
    """Walk from the start of “Ask for a short break” to the page that asks a question."""
    press(page, "Start")
    for _page in range(MOST_PAGES):
        if page.locator(f'main [name="{question}"]').count():
            return
        fill_in(page, A_FAMILY)
        go_on(page)
    raise AssertionError(f"no page asks {question}; the last page was “{heading(page)}”")


def answer_all(
    page: Page, changes: Answers | None = None, look: Callable[[Page], None] | None = None
) -> None:
    """Walk from the start of “Ask for a short break” to check your answers; `look` sees each page."""
    answers = {**A_FAMILY, **(changes or {})}
    press(page, "Start")
    for _page in range(MOST_PAGES):
        if look:
            look(page)
        if heading(page) == "Check your answers":
            return
        fill_in(page, answers)
        go_on(page)
        assert not page.locator(".error-summary").count(), page.locator(".error-summary").inner_text()
    raise AssertionError(f"the questions do not end; the last page was “{heading(page)}”")
