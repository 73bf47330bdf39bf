"""The young people's survey on a small screen: by keyboard or switch alone, without scripts, and read aloud."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NARROW, Site
from tests.browser.inspection import assert_good
from tests.browser.walking import follow, heading, press

pytestmark = pytest.mark.sqlite

START, CHECK = "/tell-us/young-people", "Send your answers"
SMALLEST_TARGET = 44
# A browser that has a voice, and that notes what it is asked to say.
A_VOICE = """() => {
    window.said = [];
    const speech = new EventTarget();
    speech.getVoices = () => [{lang: 'en-GB', name: 'Voice'}];
    speech.speak = (part) => { window.said.push([part.lang, part.text]); part.onstart?.(); };
    speech.cancel = () => { window.said.push(['', 'cancel']); };
    Object.defineProperty(window, 'speechSynthesis', {value: speech});
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""
NO_VOICE = """() => {
    const speech = new EventTarget();
    speech.getVoices = () => [];
    Object.defineProperty(window, 'speechSynthesis', {value: speech});
}"""


def narrow(page: Page) -> None:
    """Make the window as small as a small telephone."""
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # The library types sizes as its own dictionary


def tab_to(page: Page, selector: str) -> None:
    """Press the Tab key until something that fits has the focus; what has it can always be seen."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            focused = page.locator(":focus")
            expect(focused).to_be_in_viewport()
            return
    raise AssertionError(f"the keyboard does not reach “{selector}” on “{heading(page)}”")


def go_by_key(page: Page, selector: str) -> None:
    """Reach a link or a button by keyboard and use it."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def answer_by_key(page: Page) -> None:
    """Answer the open page by keyboard alone."""
    written = page.locator("#answers textarea, #answers input[type=text]").count()
    if written:
        tab_to(page, "#answers textarea, #answers input[type=text]")
        page.keyboard.type("Lego with my friends")
        return
    tab_to(page, "#answers input[type=radio], #answers input[type=checkbox]")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.checked")
    # The ring stands round the whole card, not only round the small box.
    ring = page.evaluate("getComputedStyle(document.activeElement.closest('.choose')).outlineStyle")
    assert ring == "solid"


def small_targets(page: Page) -> list[str]:
    """Give the cards and main buttons that a finger could miss."""
    found: list[Locator] = page.locator("#answers .choose, #answers .actions .button, #answers .input").all()
    assert found
    boxes = [(one.inner_text(), one.bounding_box()) for one in found]
    return [name for name, box in boxes if not box or min(box["width"], box["height"]) < SMALLEST_TARGET]


def test_the_whole_survey_by_keyboard_on_a_small_screen(page: Page, site: Site) -> None:
    page.goto(f"{site.public}{START}")
    assert_good(page)
    narrow(page)
    go_by_key(page, "a.button--big")
    step = 0
    while heading(page) != CHECK:
        step += 1
        expect(page.locator(".progress")).to_contain_text(f"{step} of 11")
        assert_good(page)
        narrow(page)
        assert not small_targets(page)
        answer_by_key(page)
        go_by_key(page, "#answers .actions .button:not([form])")
        assert not page.locator(".error-summary").count()
    assert step == 11
    expect(page.locator("main")).to_contain_text("Horse riding")
    expect(page.locator("main")).not_to_contain_text("Not answered")
    assert_good(page)
    narrow(page)
    go_by_key(page, "main form:first-of-type button")
    assert heading(page) == "Thank you"
    assert_good(page)
    follow(page, "Do you want to answer the equality questions?")
    assert heading(page) == "Do you want to answer the equality questions?"
    assert_good(page)


def test_without_scripts_questions_are_answered_and_skipped(plain_page: Page, site: Site) -> None:
    page = plain_page
    narrow(page)
    page.goto(f"{site.public}{START}")
    expect(page.get_by_role("button", name="Read this page to me")).to_be_hidden()
    follow(page, "Start")
    page.get_by_label("Me, with help").check()
    press(page, "Next")
    page.get_by_text("Trampolining").click()
    expect(page.get_by_label("Trampolining")).to_be_checked()
    press(page, "Next")
    while heading(page) != CHECK:
        press(page, "Skip")
    said = page.locator("main")
    expect(said).to_contain_text("Me, with help")
    expect(said).to_contain_text("Trampolining")
    expect(said.get_by_text("Not answered").first).to_be_hidden()
    said.get_by_text("9 questions without an answer").click()
    expect(said.get_by_text("Not answered", exact=True)).to_have_count(9)
    expect(said.get_by_text("Not answered").last).to_be_visible()
    press(page, "Send my answers")
    assert heading(page) == "Thank you"


def test_skip_drops_what_was_ticked(page: Page, site: Site) -> None:
    page.goto(f"{site.public}{START}")
    follow(page, "Start")
    page.get_by_label("Someone for me").check()
    press(page, "Skip")
    follow(page, "Back")
    assert heading(page) == "Who is filling this in?"
    assert not page.locator("#answers :checked").count()


def test_a_page_is_read_aloud_in_its_language_and_stopped(page: Page, site: Site) -> None:
    page.add_init_script(f"({A_VOICE})()")
    page.goto(f"{site.public}{START}/questions/who-answers")
    page.get_by_role("button", name="Read this page to me").click()
    said = page.evaluate("window.said.filter(([language]) => language)")
    assert {language for language, _text in said} == {"en"}
    texts = [text for _language, text in said]
    assert texts[:4] == ["Who is filling this in?", "Me", "Me, with help", "Someone for me"]
    assert "0800 1111" in texts[-1]
    assert_good(page)
    page.get_by_role("button", name="Stop reading").click()
    assert page.evaluate("window.said.at(-1)[1]") == "cancel"
    expect(page.get_by_role("button", name="Read this page to me")).to_be_visible()
    assert not page.locator(".is-read").count()


@pytest.mark.parametrize("language", ["en", "pl"])
def test_without_a_voice_for_the_language_there_is_no_button(page: Page, site: Site, language: str) -> None:
    voices = {"en": NO_VOICE, "pl": A_VOICE}[language]
    page.add_init_script(f"({voices})()")
    page.goto(f"{site.public}{START}?lang={language}")
    assert page.evaluate("typeof speechSynthesis.getVoices") == "function"
    expect(page.locator("#read-aloud")).to_be_hidden()


def test_own_colours_no_motion_and_right_to_left(page: Page, site: Site) -> None:
    narrow(page)
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.goto(f"{site.public}{START}/questions/who-answers")
    first = page.locator(".choose").first
    before = first.evaluate("card => getComputedStyle(card).borderTopWidth")
    page.locator(".choose input").first.check()
    assert first.evaluate("card => getComputedStyle(card).borderTopWidth") != before
    assert first.evaluate("card => getComputedStyle(card).transitionDuration") == "0s"
    colours = first.evaluate(
        "card => [card.querySelector('svg'), card].map(one => getComputedStyle(one).color)"
    )
    assert colours[0] == colours[1], "a drawing has the colour of the words beside it"
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    boxes = [page.locator(".choose").nth(number).bounding_box() for number in (0, 1)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["x"] > boxes[1]["x"]
