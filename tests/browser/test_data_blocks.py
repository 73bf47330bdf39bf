"""Data for search engines in a real browser: the policy does not speak of it, and nothing of it runs."""

import json

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Site

pytestmark = pytest.mark.sqlite

# Counts what the policy refuses from the first moment of a page on.
_WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", event => refused.push(event.violatedDirective));
"""


def test_the_block_of_the_home_page_breaks_no_policy(page: Page, site: Site) -> None:
    page.add_init_script(_WATCH)
    page.goto(site.public)
    block = page.locator('script[type="application/ld+json"]')
    assert json.loads(block.text_content() or "")["@graph"][0]["@type"] == "GovernmentOrganization"
    assert page.evaluate("refused") == []


def test_code_in_the_page_is_refused_and_noticed(browser: Browser, site: Site) -> None:
    # In a window of its own: the others fail for what the browser reports.
    page = browser.new_context().new_page()
    page.add_init_script(_WATCH)
    page.goto(site.public)
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'ran = 1'}))")
    assert page.evaluate("[typeof ran, refused.length]") == ["undefined", 1]
    page.context.close()
