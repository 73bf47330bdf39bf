"""The folder of the index: signed directories, and a pointer to the one in use."""

import fcntl
import hashlib
import hmac
import json
import os
import re
import secrets
import shutil
from collections.abc import Container, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from portal.core.errors import PortalError

_POINTER = "current"
_MANIFEST = "manifest.json"
_LOCK = "lock"
_NAME = re.compile(r"index-[0-9]{1,18}-[0-9a-f]{8}")
_BUILDING = "building-"


class IndexFolderError(PortalError):
    """There is no index that may be opened; the reason says why."""


@contextmanager
def new_directory(folder: Path, key: bytes, revision: int) -> Iterator[Path]:
    """Give an empty directory to build in; when the block ends well it is signed and put in use."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left_over in folder.glob(f"{_BUILDING}*"):
            shutil.rmtree(left_over, ignore_errors=True)
        token = secrets.token_hex(4)
        building = folder / f"{_BUILDING}{token}"
        building.mkdir(mode=0o700)
        try:
            yield building
            _sign(building, key, revision)
            name = f"index-{revision}-{token}"
            building.rename(folder / name)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        before = current_name(folder)
        _point_to(folder, name)
        # The one before is kept, because a process may be about to read it.
        _remove_all_but(folder, {name, before})


def current_name(folder: Path) -> str | None:
    """Give the name of the directory in use, or None."""
    try:
        name = (folder / _POINTER).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return name if _NAME.fullmatch(name) else None


def revision_of(name: str) -> int:
    """Give the revision of the directory that an index was built from."""
    return int(name.split("-")[1])


def built_at(folder: Path, name: str) -> datetime:
    """Give when a directory was put in use; raises IndexFolderError."""
    try:
        return datetime.fromtimestamp((folder / name / _MANIFEST).stat().st_mtime, UTC)
    except OSError as error:
        raise IndexFolderError(f"the index cannot be read ({type(error).__name__})") from error


def checked_files(folder: Path, key: bytes, name: str) -> dict[str, bytes]:
    """Give the content of every file of a directory as it was signed; raises IndexFolderError.

    Nothing may be read but the bytes that were checked: not even the same file a moment later.
    """
    directory = folder / name
    try:
        manifest = json.loads((directory / _MANIFEST).read_bytes())
        stated, mac = manifest["files"], str(manifest["mac"])
        if not hmac.compare_digest(mac.encode(), _mac(key, revision_of(name), stated).encode()):
            raise IndexFolderError("the manifest was not signed with our key")
        files = {str(name): (directory / str(name)).read_bytes() for name in stated}
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise IndexFolderError(f"the index cannot be read ({type(error).__name__})") from error
    if stated != {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}:
        raise IndexFolderError("a file was changed")
    return files


def _sign(directory: Path, key: bytes, revision: int) -> None:
    files = {path.name: _digest(path) for path in sorted(directory.iterdir())}
    for name in files:
        _flush(directory / name)
    path = directory / _MANIFEST
    path.write_text(json.dumps({"files": files, "mac": _mac(key, revision, files)}), encoding="ascii")
    _flush(path)


def _mac(key: bytes, revision: int, files: object) -> str:
    message = json.dumps({"revision": revision, "files": files}, sort_keys=True).encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _point_to(folder: Path, name: str) -> None:
    """Put a directory in use; a reader sees the old name or the new one, never half a name."""
    pointer = folder / f"{_POINTER}.new"
    pointer.write_text(name, encoding="ascii")
    _flush(pointer)
    pointer.replace(folder / _POINTER)


def _remove_all_but(folder: Path, kept: Container[str | None]) -> None:
    for path in folder.iterdir():
        if _NAME.fullmatch(path.name) and path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)
