"""Lost keys are never replaced in silence: what they closed would stay closed."""

from pathlib import Path

import pytest

from portal.infra.keys import KeyFileError, load_keys, make_keys
from portal.settings import Face


def test_keys_are_made_once(tmp_path: Path) -> None:
    assert make_keys(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert not make_keys(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    "lost", ["staff-vault.key", "sealing-private.key", "sealing-public.key", "audit.key"]
)
def test_a_lost_key_is_named_and_not_made_anew(tmp_path: Path, lost: str) -> None:
    make_keys(tmp_path)
    (tmp_path / lost).unlink()
    with pytest.raises(KeyFileError, match=lost):
        make_keys(tmp_path)
    assert not (tmp_path / lost).exists()


def test_a_public_key_of_another_pair_is_refused(tmp_path: Path) -> None:
    make_keys(tmp_path / "one")
    make_keys(tmp_path / "other")
    (tmp_path / "one" / "sealing-public.key").unlink()
    (tmp_path / "other" / "sealing-public.key").rename(tmp_path / "one" / "sealing-public.key")
    with pytest.raises(KeyFileError, match="does not belong"):
        load_keys(tmp_path / "one", Face.WORKER)
