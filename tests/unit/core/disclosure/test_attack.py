"""An attacker with everything that was published learns no small number; without second cells he nearly always does."""

from functools import cache

import pytest

from portal.core.disclosure.protector import RefusedError, protect
from portal.core.disclosure.releases import Release, is_small
from tests.unit.core.disclosure.attacker import Attacker
from tests.unit.core.disclosure.made_up import Case, random_case

TABLES = range(200)
PAIRS = range(20)


@cache
def released(seed: int, second_cells: bool = True) -> tuple[Case, Release | None]:
    """Release a random case; None when nothing can be shown."""
    case = random_case(seed)
    try:
        return case, protect(case.shapes, frozenset(case.people), case.counts(), second_cells=second_cells)
    except RefusedError:
        return case, None


def has_hidden(release: Release) -> bool:
    """Tell whether something is hidden in a release."""
    return any(value is None for table in release.tables for value in table.values.values())


def test_no_hidden_cell_and_no_small_complement_of_200_random_tables_is_recovered() -> None:
    hiding = 0
    for seed in TABLES:
        case, release = released(seed)
        assert release is not None, seed
        hiding += has_hidden(release)
        attacker = Attacker(case.questions, [release])
        assert attacker.recovered() == [], seed
        for key in case.complements():
            if is_small(case.number(case.people, key)):
                assert attacker.width(release.people, key) >= 5, (seed, key)
    assert hiding > 150


def test_what_is_shown_is_right_and_never_small() -> None:
    for seed in TABLES:
        case, release = released(seed)
        assert release is not None
        for table in release.tables:
            for key, value in table.values.items():
                assert value is None or (value == case.number(case.people, key) and not is_small(value))


def test_zero_is_shown_wherever_a_table_is() -> None:
    for seed in TABLES:
        case, release = released(seed)
        assert release is not None
        for table in release.tables:
            hidden = [key for key, value in table.values.items() if value is None]
            assert all(case.number(case.people, key) > 0 for key in hidden), seed


def test_much_is_still_shown() -> None:
    cells = hidden = small = tables = withheld = 0
    for seed in TABLES:
        case, release = released(seed)
        assert release is not None
        for table in release.tables:
            tables, withheld = tables + 1, withheld + table.is_withheld
            cells += len(table.values)
            hidden += sum(value is None for value in table.values.values())
            small += sum(is_small(case.number(case.people, key)) for key in table.values)
    assert withheld < tables / 20
    assert hidden < 2 * small
    assert hidden < cells * 0.6


def test_with_small_numbers_hidden_alone_the_attacker_succeeds() -> None:
    tried = succeeded = 0
    for seed in TABLES:
        case, release = released(seed, second_cells=False)
        if release is not None and has_hidden(release):
            tried += 1
            succeeded += Attacker(case.questions, [release]).succeeds()
    assert tried > 150
    assert succeeded >= 0.9 * tried


@pytest.mark.parametrize("seed", PAIRS)
def test_a_second_release_with_more_people_tells_nothing_about_them(seed: int) -> None:
    more = (3, 6, 12, 40)[seed % 4]
    case = random_case(seed, [60 + seed, more])
    first, both, counts = frozenset({"round-0"}), frozenset(case.people), case.counts()
    earlier = protect(case.shapes, first, counts)
    if more < 5:
        with pytest.raises(RefusedError, match="more than in an earlier release"):
            protect(case.shapes, both, counts, [earlier])
        return
    try:
        later = protect(case.shapes, both, counts, [earlier])
    except RefusedError:
        return
    attacker = Attacker(case.questions, [earlier, later])
    assert attacker.recovered() == []
    for shape in (table.shape for table in later.tables if not table.is_withheld):
        for key in shape.cells():
            if is_small(case.number(["round-1"], key)):
                assert attacker.width(frozenset({"round-1"}), key) >= 5, key


def test_most_second_releases_with_many_more_people_show_something() -> None:
    shown = 0
    for seed in PAIRS:
        case = random_case(seed, [60 + seed, 40])
        earlier = protect(case.shapes, frozenset({"round-0"}), case.counts())
        try:
            shown += bool(protect(case.shapes, frozenset(case.people), case.counts(), [earlier]).shapes())
        except RefusedError:
            continue
    assert shown >= 15
