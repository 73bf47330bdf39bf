"""How long our index takes to open in a fresh process, and how much memory it adds there."""

import json
import pickle
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.engines import ours
from bench.engines.questions import Question
from portal.settings import PROJECT

_TIMES = 5


@dataclass(frozen=True, slots=True)
class Opening:
    """Milliseconds to open, and megabytes more: when it is open, and when all questions were asked."""

    milliseconds: float
    megabytes_open: float
    megabytes_used: float


def opening_of(folder: Path, questions: Sequence[Question]) -> Opening:
    """Measure in a process of its own."""
    path = folder / "questions.pickle"
    path.write_bytes(pickle.dumps(list(questions)))
    command = [sys.executable, "-m", "bench.engines.opening", str(folder)]
    answer = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    return Opening(**json.loads(answer))


def _measured(folder: Path) -> dict[str, float]:
    questions: list[Question] = pickle.loads((folder / "questions.pickle").read_bytes())
    before = _megabytes()
    index = ours.opened(folder / "ours")
    is_open = _megabytes()
    for question in questions:
        index.find(question.criteria)
    used = _megabytes()
    seconds = []
    for _time in range(_TIMES):
        started = time.perf_counter()
        ours.opened(folder / "ours")
        seconds.append(time.perf_counter() - started)
    return {
        "milliseconds": median(seconds) * 1000,
        "megabytes_open": is_open - before,
        "megabytes_used": used - before,
    }


def _megabytes() -> float:
    """Give the memory of this process that no other shares."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1000


if __name__ == "__main__":
    print(json.dumps(_measured(Path(sys.argv[1]))))
