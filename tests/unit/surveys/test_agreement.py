"""Agreement is said of comments that two people coded, and of nothing else."""

from portal.surveys.rules.agreement import (
    Agreement,
    Codings,
    agreement,
    agreement_by_theme,
    differences,
)
from portal.surveys.rules.coding import Merge


def codings(**chosen: str) -> Codings:
    """Give what coders chose: one letter for each theme."""
    return {coder: frozenset(codes) for coder, codes in chosen.items()}


def test_nothing_is_said_where_nothing_was_coded_twice() -> None:
    assert agreement([codings(x="a"), codings(y="")]).percent is None
    assert agreement_by_theme([codings(x="a")]) == {}


def test_exactly_the_same_themes_are_agreement_and_so_is_none_at_all() -> None:
    comments = [codings(x="ab", y="ba"), codings(x="", y=""), codings(x="a", y="ab"), codings(x="a")]
    assert agreement(comments) == Agreement(3, 2)
    assert agreement(comments).percent == 67


def test_a_third_coder_has_to_agree_too() -> None:
    assert agreement([codings(x="a", y="a", z="b")]) == Agreement(1, 0)


def test_a_theme_is_measured_where_anybody_chose_it() -> None:
    comments = [codings(x="a", y="a"), codings(x="a", y=""), codings(x="b", y="b"), codings(x="c")]
    assert agreement_by_theme(comments) == {"a": Agreement(2, 1), "b": Agreement(1, 1)}


def test_a_merge_ends_a_difference_between_both() -> None:
    comments = {"2": codings(x="a", y="b"), "1": codings(x="a", y="c"), "3": codings(x="a", y="a")}
    assert list(differences(comments, [])) == ["1", "2"]
    assert differences(comments, [Merge("b", "a")]) == {"1": codings(x="a", y="c")}
