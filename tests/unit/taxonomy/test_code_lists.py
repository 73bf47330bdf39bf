"""The code lists are whole, and keep the codes that were agreed."""

from itertools import pairwise
from pathlib import Path

import pytest

from portal.infra.content_files import ContentError
from portal.settings import PROJECT
from portal.taxonomy import content
from portal.taxonomy.content import Taxonomy


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return content.load(PROJECT / "content")


def test_labels_are_found_by_list_and_code(taxonomy: Taxonomy) -> None:
    assert taxonomy.labels["activity_types"]["horse_riding"] == "Horse riding"
    assert taxonomy.labels["access_features"].keys() == {feature.code for feature in taxonomy.access_features}


def test_no_diagnosis_is_a_need_and_counts_as_hidden(taxonomy: Taxonomy) -> None:
    assert "no_diagnosis" in taxonomy.hidden_needs
    assert "wheelchair_user" not in taxonomy.hidden_needs


def test_no_diagnosis_stands_first_and_only_prefer_not_to_say_stands_alone(taxonomy: Taxonomy) -> None:
    assert taxonomy.support_needs[0].code == "no_diagnosis"
    assert [need.code for need in taxonomy.support_needs if need.exclusive] == ["prefer_not_to_say"]


def test_age_bands_follow_each_other_from_0_to_25(taxonomy: Taxonomy) -> None:
    bands = taxonomy.age_bands
    assert (bands[0].youngest, bands[-1].oldest) == (0, 25)
    assert all(after.youngest == before.oldest + 1 for before, after in pairwise(bands))


def test_unknown_codes_are_noticed(taxonomy: Taxonomy) -> None:
    assert taxonomy.knows("support_needs", ["autism", "adhd"])
    assert not taxonomy.knows("support_needs", ["autism", "nonsense"])


def test_every_kind_of_activity_has_a_drawing(taxonomy: Taxonomy) -> None:
    drawings = {path.stem for path in (PROJECT / "portal" / "static" / "pictograms").glob("*.svg")}
    assert set(taxonomy.pictograms.values()) <= drawings


def test_a_code_that_stands_twice_is_refused(tmp_path: Path) -> None:
    text = (PROJECT / "content" / "taxonomy.yaml").read_text()
    (tmp_path / "taxonomy.yaml").write_text(text.replace("code: adhd", "code: autism"))
    with pytest.raises(ContentError, match=r"support_needs: autism stands there twice"):
        content.load(tmp_path)
