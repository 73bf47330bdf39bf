"""Buttons that post to an address of their own, pressed as a browser does it."""

from bs4 import Tag
from werkzeug.test import TestResponse

from tests.careful_client import Answers, CarefulClient


def pressed(family: CarefulClient, words: str, answers: Answers) -> TestResponse:
    """Fill in the form around a button and press it; the answer is not followed."""
    button = next(one for one in family.page.find_all("button") if words == " ".join(one.get_text().split()))
    form = button.find_parent("form")
    assert isinstance(form, Tag)
    assert button["formmethod"] == "post"
    return family.post(str(button["formaction"]), data=family.filled(form, answers))
