"""Themes are merged and merges undone without a tag rewritten; two people at once lose nothing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from portal.core.roles import Role
from portal.infra.clock import now
from portal.infra.db import Base
from portal.surveys.queries.coding import coded
from portal.surveys.queries.rounds import round_named
from portal.surveys.queries.themes import group_here, standing_merges
from portal.surveys.rules.coding import Choice, MergeFault
from portal.surveys.rules.rounds import Audience
from portal.surveys.rules.themes import CodeBook
from portal.surveys.services.coding import save_coding
from portal.surveys.services.themes import MergeError, add_theme, merge_themes
from portal.surveys.views.coding_pages import theme_lines
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.surveys.coding_desk import AT, GROUP, ROUND, a_comment, a_round

BUDDIES, CLOSED = "not_enough_buddies_or_local", "closed_covid"
LONG_BUDDIES = "Not enough buddies/buddying hours or local short break services available"
LONG_CLOSED = "Services closed because of Covid-19 lockdown"


@pytest.fixture
def anna(installation: Installation) -> CarefulClient:
    """Give the browser of a commissioner."""
    return installation.officer(Role.COMMISSIONER, name="Anna One")


@pytest.fixture
def bert(installation: Installation) -> CarefulClient:
    """Give the browser of another commissioner."""
    return installation.officer(Role.COMMISSIONER, name="Bert Two")


def code(installation: Installation, key: str, codes: set[str], coder: str = "7") -> None:
    """Code a comment as a coder does."""
    book = installation.pack.of(CodeBook)
    with installation.database.unit_of_work() as session:
        save_coding(
            session,
            now=now(),
            actor=coder,
            round_=round_named(session, ROUND),
            book=book,
            group=group_here(session, book, Audience.PARENTS, GROUP),
            key=key,
            choice=Choice(frozenset(codes), "new"),
        )


def numbers(installation: Installation) -> dict[str, int]:
    """Give the respondents by theme as reports count them."""
    with installation.database.reading() as session:
        round_ = round_named(session, ROUND)
        group = group_here(session, installation.pack.of(CodeBook), Audience.PARENTS, GROUP)
        lines = theme_lines(group, coded(session, round_, group))
    return {line.theme.code: line.respondents for line in lines}


def table(installation: Installation, name: str) -> list[tuple[object, ...]]:
    with installation.database.reading() as session:
        return [tuple(row) for row in session.execute(select(Base.metadata.tables[name]))]


def three_comments(installation: Installation) -> list[str]:
    found = [a_comment(installation.database, installation.keys, words) for words in ("a", "b", "c")]
    for key, codes in zip(found, ({BUDDIES}, {CLOSED}, {BUDDIES, CLOSED}), strict=True):
        code(installation, key, codes)
    return found


def test_a_merge_counts_each_person_once_and_is_undone(
    installation: Installation, anna: CarefulClient
) -> None:
    three_comments(installation)
    tags = sorted(table(installation, "theme_tag"))
    assert numbers(installation) == {BUDDIES: 2, CLOSED: 2}
    anna.visit(f"{AT}/list")
    anna.press("Merge", {"from_code": CLOSED, "into_code": BUDDIES})
    assert "count as one from now on" in anna.text
    assert numbers(installation) == {BUDDIES: 3}
    anna.visit(AT)
    assert f"with: {LONG_CLOSED} 3" in anna.text
    anna.visit(f"{AT}/list")
    anna.press(f"Undo the merge of {LONG_CLOSED}")
    assert "Both themes count for themselves again." in anna.text
    assert numbers(installation) == {BUDDIES: 2, CLOSED: 2}
    assert sorted(table(installation, "theme_tag")) == tags


def test_a_choice_saved_again_while_themes_are_merged_can_still_be_parted(
    installation: Installation, anna: CarefulClient
) -> None:
    key = a_comment(installation.database, installation.keys, "All was closed")
    anna.visit(f"{AT}/answers/{key}")
    anna.press("Save", {"themes": [CLOSED]})
    anna.visit(f"{AT}/list")
    anna.press("Merge", {"from_code": CLOSED, "into_code": BUDDIES})
    anna.visit(f"{AT}/answers/{key}")
    assert [str(box["value"]) for box in anna.page.select('[name="themes"]')] == [BUDDIES]
    anna.press("Save", {"themes": [BUDDIES], "new_theme": "Far away"})
    anna.visit(f"{AT}/list")
    anna.press(f"Undo the merge of {LONG_CLOSED}")
    assert numbers(installation) == {BUDDIES: 0, CLOSED: 1, "far_away": 1}


def test_a_theme_that_is_merged_while_a_form_is_open_is_still_saved(
    installation: Installation, anna: CarefulClient, bert: CarefulClient
) -> None:
    key = a_comment(installation.database, installation.keys, "All was closed")
    anna.visit(f"{AT}/answers/{key}")
    bert.visit(f"{AT}/list")
    bert.press("Merge", {"from_code": CLOSED, "into_code": BUDDIES})
    anna.press("Save", {"themes": [CLOSED]})
    assert numbers(installation) == {BUDDIES: 1}


def test_the_second_of_two_people_is_told_what_the_first_has_merged(
    installation: Installation, anna: CarefulClient, bert: CarefulClient
) -> None:
    a_round(installation.database)
    for client in (anna, bert):
        client.visit(f"{AT}/list")
    anna.press("Merge", {"from_code": CLOSED, "into_code": BUDDIES})
    assert bert.press("Merge", {"from_code": BUDDIES, "into_code": CLOSED}).status_code == 409
    assert bert.errors == [
        "The second theme counts as the first already. Undo that merge below to turn it round."
    ]
    assert len(table(installation, "theme_merge")) == 1
    bert.visit(f"{AT}/list")
    anna.visit(f"{AT}/list")
    bert.press(f"Undo the merge of {LONG_CLOSED}")
    anna.press(f"Undo the merge of {LONG_CLOSED}")
    assert "Somebody has undone this merge already." in anna.text
    events = [event for event in table(installation, "audit_event") if "survey.merge_undone" in event]
    assert len(events) == 1


def test_two_who_merge_in_opposite_directions_at_once_make_no_circle(installation: Installation) -> None:
    a_round(installation.database)
    group = installation.pack.of(CodeBook).group(Audience.PARENTS, GROUP)
    assert group is not None
    together = Barrier(2)

    def merge(codes: tuple[str, str]) -> MergeFault | None:
        together.wait()
        try:
            with installation.database.unit_of_work() as session:
                merge_themes(
                    session, now=now(), actor="7", group=group, from_code=codes[0], into_code=codes[1]
                )
        except MergeError as error:
            return error.fault
        return None

    with ThreadPoolExecutor(2) as pool:
        faults = list(pool.map(merge, [(CLOSED, BUDDIES), (BUDDIES, CLOSED)]))
    assert sorted(faults, key=str) == [None, MergeFault.CIRCLE]
    with installation.database.reading() as session:
        assert len(standing_merges(session, Audience.PARENTS, GROUP)) == 1


def test_two_who_add_the_same_theme_at_once_get_one(installation: Installation) -> None:
    a_round(installation.database)
    book = installation.pack.of(CodeBook)
    group = book.group(Audience.PARENTS, GROUP)
    assert group is not None
    together = Barrier(2)

    def add(actor: str) -> str:
        together.wait()
        with installation.database.unit_of_work() as session:
            theme, _new = add_theme(
                session, now=now(), actor=actor, book=book, group=group, label="Too far away"
            )
        return theme.code

    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(add, ["7", "8"]))
    assert codes == ["too_far_away"] * 2
    assert len(table(installation, "added_theme")) == 1


def test_two_coders_at_once_both_keep_their_choice(installation: Installation) -> None:
    key = a_comment(installation.database, installation.keys, "No buddies")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda coder: code(installation, key, {BUDDIES}, coder), ["7", "8"]))
    assert sorted(str(row[3]) for row in table(installation, "theme_tag")) == ["7", "8"]
    assert numbers(installation) == {BUDDIES: 1, CLOSED: 0}


def test_agreement_is_shown_with_its_number_and_differences_side_by_side(
    installation: Installation, anna: CarefulClient, bert: CarefulClient
) -> None:
    same, other = (a_comment(installation.database, installation.keys, words) for words in ("a", "b"))
    anna.visit(AT)
    assert "Nothing coded twice" in anna.text
    for client, choice in ((anna, [BUDDIES]), (bert, [BUDDIES, CLOSED])):
        client.visit(f"{AT}/answers/{same}")
        client.press("Save", {"themes": [BUDDIES]})
        client.visit(f"{AT}/answers/{other}")
        client.press("Save", {"themes": choice})
    assert "50% of 2 coded twice" in bert.text
    assert f"{LONG_BUDDIES} 2 100% of 2" in bert.text
    assert f"{LONG_CLOSED} 1 0% of 1" in bert.text
    anna.visit("/themes")
    assert "50% of 2 coded twice" in anna.text
    anna.visit(f"{AT}/differences")
    assert "1 comment." in anna.text
    assert f"Anna One {LONG_BUDDIES} Bert Two {LONG_BUDDIES} {LONG_CLOSED}" in anna.text
    anna.visit(f"{AT}/list")
    anna.press("Merge", {"from_code": CLOSED, "into_code": BUDDIES})
    anna.visit(AT)
    assert "100% of 2 coded twice" in anna.text
    anna.visit(f"{AT}/differences")
    assert "Nobody differs" in anna.text


def test_the_history_says_who_did_what(installation: Installation, anna: CarefulClient) -> None:
    key = a_comment(installation.database, installation.keys, "No buddies")
    anna.visit(f"{AT}/answers/{key}")
    anna.press("Save", {"themes": [BUDDIES]})
    anna.visit(f"{AT}/answers/{key}")
    anna.press("Take my choice back")
    anna.visit(f"{AT}/list")
    anna.press("Add", {"label": "Too far away"})
    anna.press("Merge", {"from_code": "too_far_away", "into_code": BUDDIES})
    anna.press("Undo the merge of Too far away")
    anna.visit(f"{AT}/history")
    said = [" ".join(item.get_text().split()).partition(": ")[2] for item in anna.page.select(".timeline li")]
    assert said == [
        f"Anna One undid the merge of “Too far away” into “{LONG_BUDDIES}”.",
        f"Anna One merged “Too far away” into “{LONG_BUDDIES}”.",
        "Anna One added the theme “Too far away”.",
        "Anna One took a choice back 1 time.",
        "Anna One coded 1 comment.",
    ]


@pytest.mark.parametrize(
    ("button", "answers", "error"),
    [
        ("Add", {"label": " "}, "Write the name of the theme"),
        ("Add", {"label": "x" * 201}, "Write 200 characters or fewer"),
        ("Merge", {"from_code": "", "into_code": CLOSED}, "Choose a theme from the list"),
        ("Merge", {"from_code": CLOSED, "into_code": CLOSED}, "Choose two different themes"),
    ],
)
@pytest.mark.sqlite
def test_a_form_that_cannot_be_done_says_why(
    installation: Installation, anna: CarefulClient, button: str, answers: dict[str, str], error: str
) -> None:
    a_round(installation.database)
    before = [table(installation, name) for name in ("added_theme", "theme_merge")]
    anna.visit(f"{AT}/list")
    anna.press(button, {**answers})
    assert anna.errors == [error]
    assert [table(installation, name) for name in ("added_theme", "theme_merge")] == before


def test_a_theme_with_the_same_name_is_not_added_twice(
    installation: Installation, anna: CarefulClient
) -> None:
    a_round(installation.database)
    anna.visit(f"{AT}/list")
    anna.press("Add", {"label": LONG_CLOSED.upper()})
    assert "There is a theme with this name already." in anna.text
    assert not table(installation, "added_theme")


def test_a_merge_of_another_group_cannot_be_undone_here(
    installation: Installation, anna: CarefulClient
) -> None:
    a_round(installation.database)
    anna.visit(f"{AT}/list")
    anna.press("Merge", {"from_code": CLOSED, "into_code": BUDDIES})
    form = anna.page.select_one('form[action$="/undo"]')
    assert form is not None
    address = str(form["action"]).replace(f"/{GROUP}/", "/positive/")
    assert anna.post(address, data=anna.filled(form, {})).status_code == 404
    with installation.database.reading() as session:
        assert len(standing_merges(session, Audience.PARENTS, GROUP)) == 1
