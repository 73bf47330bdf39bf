"""Rounds that are over, with made-up answers, and releasing them."""

import csv
import io
import random
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from docx import Document

from portal.core.roles import Role
from portal.infra.clock import now, today
from portal.surveys.models import SurveyChoice, SurveyResponse, SurveyRound
from tests.careful_client import CarefulClient
from tests.installation import Installation

BARRIERS = "What made it hard to get a short break?"
CROSSED = "What made it hard, by whether somebody said that you need a diagnosis"
_SOME = ("awareness", "diagnosis", "nothing_suitable", "school_link", "overwhelmed")
Chosen = Mapping[str, Sequence[str]]


def made_up(number: int, seed: int = 1) -> list[Chosen]:
    """Give answers of parents of whom few give rare ones."""
    dice = random.Random(seed)
    answers: list[Chosen] = []
    for place in range(number):
        told = dice.choices(("yes", "no", "not_sure"), (5, 10, 2))[0]
        answers.append(
            {
                "barriers": dice.sample(_SOME, dice.randint(1, 3)) if place % 9 else ["none"],
                "told_diagnosis": [told],
                "told_by": ["school"] if told == "yes" else [],
                "aware_of": ["haf"] if place % 2 else ["haf", "buddying"],
                "district": [dice.choices(("hereford", "ledbury", "kington"), (10, 4, 1))[0]],
            }
        )
    return answers


def round_over(
    installation: Installation, code: str, answers: Sequence[Chosen], channel: str = "online"
) -> None:
    """Add a round of the parents' survey that ended yesterday."""
    last = today() - timedelta(days=1)
    with installation.database.unit_of_work() as session:
        row = SurveyRound(
            code=code, name=f"Round {code}", questionnaire="parent-survey", audience="parents",
            opens_on=last - timedelta(days=30), closes_on=last, created_by="test", created_at=now(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        for place, chosen in enumerate(answers):
            key = f"{code}-{place}".encode().hex().zfill(32)[-32:]
            session.add(
                SurveyResponse(
                    key=key,
                    round_id=row.id,
                    channel=channel,
                    survey="parent-survey",
                    version="1",
                    answered_on=last,
                )
            )
            session.flush()
            session.add_all(
                SurveyChoice(response_key=key, question=question, code=choice)
                for question, codes in chosen.items()
                for choice in codes
            )


def look(commissioner: CarefulClient, *codes: str) -> None:
    """Look at the figures of some rounds before they are released."""
    rounds = "&".join(f"round={code}" for code in codes)
    commissioner.visit(f"/surveys/releases/parents/preview?{rounds}")


def released(installation: Installation, *codes: str) -> CarefulClient:
    """Release some rounds as a commissioner."""
    commissioner = installation.officer(Role.COMMISSIONER)
    look(commissioner, *codes)
    commissioner.press("Release these figures", {"round": list(codes), "sure": "yes"})
    assert commissioner.heading == "Release figures", commissioner.text
    return commissioner


def cells_of_page(family: CarefulClient) -> dict[tuple[str, str, str], str]:
    """Give the cells of a release's page by table, row and column."""
    cells = {}
    for section in family.page.select("section.released"):
        head = [one.get_text(" ", strip=True) for one in section.select("thead th")][1:]
        for row in section.select("tbody tr"):
            label = row.select_one("th").get_text(" ", strip=True)  # type: ignore[union-attr]
            for name, cell in zip(head, row.select("td"), strict=True):
                cells[section.h2.get_text(strip=True), label, name] = _number(cell.get_text())  # type: ignore[union-attr]
    return cells


def cells_of_csv(text: str) -> dict[tuple[str, str, str], str]:
    """Give the cells of the CSV likewise."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    return {(row["Table"], row["Answer"], row["Column"]): row["People"] for row in rows if row["People"]}


def cells_of_word(data: bytes) -> dict[tuple[str, str, str], str]:
    """Give the cells of the Word document likewise."""
    document, cells = Document(io.BytesIO(data)), {}
    parts = iter(document.iter_inner_content())
    title = ""
    for part in parts:
        if not hasattr(part, "rows"):
            title = part.text if part.style and part.style.name == "Heading 2" else title
            continue
        head, *rows = [[cell.text for cell in row.cells] for row in part.rows]
        for label, *numbers in rows:
            cells |= {
                (title, label, name): _number(number) for name, number in zip(head[1:], numbers, strict=True)
            }
    return cells


def _number(text: str) -> str:
    return re.sub(r"\s*\(.*\)", "", text).strip()
