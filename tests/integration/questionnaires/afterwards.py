"""Answering the equality questions, after a request or after a survey."""

from tests.careful_client import CarefulClient

ANSWERS = {
    "condition": "yes",
    "daily_life": "a_little",
    "ethnic_group": "asian",
    "sex": "female",
    "religion": "sikh",
}


def answered(client: CarefulClient, address: str, **changes: str) -> None:
    """Answer until the answers stand there to be checked."""
    client.visit(address)
    client.follow("Yes, answer the questions")
    for _page in range(7):
        if client.heading == "Check your answers":
            return
        asked = {str(field["name"]) for field in client.page.select("main [name]")}
        good = {name: given for name, given in {**ANSWERS, **changes}.items() if name in asked and given}
        client.press("Continue", good)
    raise AssertionError(client.heading)
