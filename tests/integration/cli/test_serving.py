"""Starting the three processes, and what is said when they cannot start."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from portal.settings import PROJECT
from tests.support_mail import free_port


def _serve(instance: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "portal.cli", "serve", *words]
    settings = {"PORTAL_INSTANCE": str(instance), **environment}
    return subprocess.run(
        command, cwd=PROJECT, env={**os.environ, **settings}, capture_output=True, text=True, timeout=60
    )


def test_a_port_in_use_is_one_clear_line(tmp_path: Path) -> None:
    port = free_port(and_the_next=1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        told = _serve(tmp_path, "--port", str(port))
    assert told.returncode == 1
    assert told.stderr == f"Error: port {port} is in use; stop what listens there, or: make run PORT=8123\n"
    assert list(tmp_path.iterdir()) == []


def test_the_port_after_it_in_use_is_named_too(tmp_path: Path) -> None:
    port = free_port(and_the_next=1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port + 1))
        taken.listen()
        told = _serve(tmp_path, "--port", str(port))
    assert told.returncode == 1
    assert f"port {port + 1} is in use" in told.stderr


def test_broken_content_stops_the_start_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "council.yaml").write_text("name: [\n")
    told = _serve(
        tmp_path, "--port", str(free_port(and_the_next=1)), PORTAL_CONTENT=str(tmp_path / "content")
    )
    assert told.returncode == 1
    assert told.stderr.startswith(f"Error: {tmp_path / 'content' / 'council.yaml'}:")
    assert told.stderr.count("\n") == 1
