"""Families who send while the server is killed at random moments, and press again when nobody answers."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from bench.generated import SEED
from bench.requesting.client import NO_ANSWER, Browser, RefusedError
from bench.requesting.faces import Site, kill
from portal.settings import Face

_CLIENTS = 8
_PAUSE = 0.2
_AGAIN = 0.3
_MOST_BETWEEN = 10
_LONGEST = 600

# Presses the button and gives what stands on the page after it; raises RefusedError for a page that no family may
# expect, and one of NO_ANSWER when nobody answers.
Press = Callable[[Browser], str]


@dataclass
class Run:
    """What happened, shared by all threads; `acknowledged` holds what each family read, by the key of its draft."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    repeats: int = 0
    kills: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    in_flight: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    is_over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)


def killed_and_sent(held: Site, browsers: Sequence[Browser], press: Press, faces: Sequence[Face]) -> Run:
    """Let all families send at last, while some or all processes of `faces` are killed (SIGKILL) again and again."""
    run = Run()
    killer = threading.Thread(target=_keep_killing, args=(held, run, faces), daemon=True)
    killer.start()
    families = [
        threading.Thread(target=_send_all, args=(browsers[number::_CLIENTS], press, run, number), daemon=True)
        for number in range(_CLIENTS)
    ]
    for one in families:
        one.start()
    for one in families:
        one.join(_LONGEST)
    run.is_over.set()
    run.in_flight.release()
    killer.join()
    if len(run.acknowledged) < len(browsers):
        raise SystemExit(f"only {len(run.acknowledged)} of {len(browsers)} were acknowledged in time")
    return run


def _send_all(browsers: Sequence[Browser], press: Press, run: Run, number: int) -> None:
    chance = random.Random(SEED + number)
    for browser in browsers:
        time.sleep(chance.random() * _PAUSE)
        read = _sent_at_last(browser, press, run)
        with run.lock:
            run.acknowledged[browser.draft.key] = read


def _sent_at_last(browser: Browser, press: Press, run: Run) -> str:
    """Press the button until there is something to read, as a family does."""
    while True:
        try:
            if not browser.form:
                browser.open_check()
            run.in_flight.release()
            return press(browser)
        except NO_ANSWER:
            with run.lock:
                run.repeats += 1
        except RefusedError as error:
            with run.lock:
                run.refused[str(error)] += 1
        time.sleep(_AGAIN)


def _keep_killing(held: Site, run: Run, faces: Sequence[Face]) -> None:
    """Wait until somebody sends, kill within the next moments, start again, and so on."""
    chance = random.Random(SEED + 99)
    kinds = [face for face in faces for _number in range(_number_of(held, face))]
    running = [held.start(face) for face in kinds]
    places = range(len(kinds))
    hits = [some for number in places for some in combinations(places, number + 1)]
    try:
        while not run.is_over.is_set():
            held.wait_until_up()
            while run.in_flight.acquire(blocking=False):
                pass
            # From the middle of the first sending to some later one.
            for _number in range(chance.randint(1, _MOST_BETWEEN)):
                run.in_flight.acquire(timeout=5)
            time.sleep(chance.random() * 0.03)
            if run.is_over.is_set():
                break
            hit = chance.choice(hits)
            kill([running[place] for place in hit])
            run.kills += 1
            for place in hit:
                running[place] = held.start(kinds[place])
    finally:
        kill(running)


def _number_of(held: Site, face: Face) -> int:
    return held.settings.public_processes if face is Face.PUBLIC else 1
