"""Nothing is read of an index but what was signed."""

import random
from pathlib import Path

import pytest

from portal.activities.search.folder import IndexFolderError, checked_files, current_name, new_directory
from portal.activities.search.holder import IndexHolder
from portal.activities.search.open_index import opened as open_named
from tests.unit.activities.small_directory import KEY, WORDBOOK, opened, titles


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    opened(tmp_path)
    return tmp_path


def _name(folder: Path) -> str:
    name = current_name(folder)
    assert name is not None
    return name


def test_a_signed_index_opens(folder: Path) -> None:
    assert titles(open_named(folder, KEY, _name(folder), WORDBOOK), "swim") == ["Splash hour"]


def test_another_key_opens_nothing(folder: Path) -> None:
    with pytest.raises(IndexFolderError, match="not signed with our key"):
        checked_files(folder, b"x" * 32, _name(folder))


def test_a_signature_of_another_revision_holds_nothing(folder: Path) -> None:
    name = _name(folder)
    (folder / name).rename(folder / name.replace("index-1-", "index-2-"))
    with pytest.raises(IndexFolderError, match="not signed"):
        checked_files(folder, KEY, name.replace("index-1-", "index-2-"))


def _damaged(content: bytes, way: str, chance: random.Random) -> bytes:
    """Damage the content of a file as a bad disk or a bad person would."""
    if way == "flipped" and content:
        place = chance.randrange(len(content))
        return content[:place] + bytes([content[place] ^ (1 << chance.randrange(8))]) + content[place + 1 :]
    if way == "cut" and content:
        return content[: len(content) // 2]
    return content + b"\x80\x04."


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("way", ["flipped", "cut", "longer"])
def test_a_changed_file_is_never_read(folder: Path, seed: int, way: str) -> None:
    chance = random.Random(seed)
    path = chance.choice(sorted((folder / _name(folder)).iterdir()))
    path.write_bytes(_damaged(path.read_bytes(), way, chance))
    with pytest.raises(IndexFolderError):
        checked_files(folder, KEY, _name(folder))


@pytest.mark.parametrize("kind", ["tables.bin", "manifest.json"])
def test_a_missing_file_is_noticed(folder: Path, kind: str) -> None:
    next(path for path in (folder / _name(folder)).iterdir() if path.name.endswith(kind)).unlink()
    with pytest.raises(IndexFolderError):
        checked_files(folder, KEY, _name(folder))


@pytest.mark.parametrize(
    "manifest", ["", "[]", "{}", '{"files": 1, "mac": 2}', '{"files": {"../x": "0"}, "mac": "é"}', "[" * 9999]
)
def test_a_broken_manifest_is_refused(folder: Path, manifest: str) -> None:
    (folder / _name(folder) / "manifest.json").write_text(manifest)
    with pytest.raises(IndexFolderError):
        checked_files(folder, KEY, _name(folder))


@pytest.mark.parametrize(
    "pointer", ["", "../../etc", "index-1-00000000/..", "index-x", "\xff", "index-1-0000000g"]
)
def test_a_strange_pointer_points_nowhere(folder: Path, pointer: str) -> None:
    (folder / "current").write_text(pointer, encoding="latin-1")
    assert current_name(folder) is None


def test_a_build_that_fails_leaves_the_old_index_in_use(folder: Path) -> None:
    before = _name(folder)
    with pytest.raises(ZeroDivisionError), new_directory(folder, KEY, 2) as building:
        (building / "half").write_text(str(1 / 0))
    assert _name(folder) == before
    assert not list(folder.glob("building-*"))


def test_the_one_before_is_kept_and_older_ones_go(folder: Path) -> None:
    names = []
    for _time in range(4):
        opened(folder)
        names.append(_name(folder))
    assert {path.name for path in folder.glob("index-*")} == set(names[-2:])


def test_a_process_changes_to_the_next_index(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.activities.search.holder._LOOK_EVERY_SECONDS", 0.0)
    holder = IndexHolder(folder, KEY, WORDBOOK)
    first = holder.current()
    assert first is not None
    assert holder.current() is first
    opened(folder, [])
    second = holder.current()
    assert second is not None
    assert second.facets.size == 0


def test_a_process_without_a_good_index_says_so_and_recovers(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.activities.search.holder._LOOK_EVERY_SECONDS", 0.0)
    (folder / _name(folder) / "tables.bin").write_bytes(b"nothing")
    holder = IndexHolder(folder, KEY, WORDBOOK)
    assert holder.current() is None
    assert holder.current() is None
    opened(folder)
    assert holder.current() is not None


def test_an_index_that_failed_is_not_asked_again(folder: Path) -> None:
    holder = IndexHolder(folder, KEY, WORDBOOK)
    failed = holder.current()
    assert failed is not None
    holder.distrust()
    assert holder.current() is None


def test_an_index_that_failed_is_tried_again_after_a_minute(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = 1_000.0
    monkeypatch.setattr("portal.activities.search.holder.time.monotonic", lambda: clock)
    holder = IndexHolder(folder, KEY, WORDBOOK)
    for _failure in range(2):
        failed = holder.current()
        assert failed is not None
        holder.distrust()
        clock += 59
        assert holder.current() is None
        clock += 2
        assert titles(holder.current() or failed, "swim") == ["Splash hour"]
        assert holder.current() is not failed
