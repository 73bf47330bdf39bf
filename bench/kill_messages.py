"""600 messages through an imitation of GOV.UK Notify that fails, the worker killed again and again: 0 lost, 0 twice."""

import logging
import tempfile
from pathlib import Path

from bench.figures import figure
from bench.messages.killing import LEAST_KILLS, MESSAGES, NeverAsks, Outcome, run
from portal.infra.mail import NotifyMail

SEED = 20_261_126


def main(arguments: list[str]) -> None:
    """Run it with the worker as it is, and with the control, which must fail or the check is void."""
    logging.disable(logging.CRITICAL)
    seed = int(arguments[0]) if arguments else SEED
    with tempfile.TemporaryDirectory() as folder:
        ours = run(_made(Path(folder) / "ours"), NotifyMail, seed)
        _print("messages", ours)
        figure("messages.lost", ours.lost, "messages", "<= 0")
        figure("messages.twice", ours.twice, "messages", "<= 0")
        figure("messages.not_sent", MESSAGES - ours.statuses.get("sent", 0), "messages", "<= 0")
        control = run(_made(Path(folder) / "control"), NeverAsks, seed)
        _print("control", control)
        figure("control.lost", control.lost, "messages", "<= 0")
        figure("control.twice", control.twice, "messages", ">= 1")


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _print(name: str, outcome: Outcome) -> None:
    figure(f"{name}.queued", MESSAGES, "messages", "none")
    figure(f"{name}.kills", outcome.kills, "kills", f">= {LEAST_KILLS}")
    figure(f"{name}.requests", outcome.requests, "requests", "none")
    figure(f"{name}.time", outcome.seconds, "s", "<= 60")
