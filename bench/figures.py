"""How a figure is printed, so that a machine and a person can read it."""

import math
from collections.abc import Mapping, Sequence


def figure(name: str, value: float, unit: str, goal: str) -> None:
    """Print one line; `goal` is an operator and a number, such as "<= 25", or "none"."""
    print(f"figure {name} {_short(value)} {unit} goal {goal}", flush=True)


def size_name(size: int) -> str:
    """Give a number of activities as it stands in the name of a figure."""
    return f"{size // 1000}k" if size % 1000 == 0 else str(size)


def geometric_mean(values: Sequence[float]) -> float:
    """Give the mean of ratios."""
    return math.exp(sum(map(math.log, values)) / len(values))


def growth_exponent(seconds: Mapping[int, float]) -> float:
    """Give the slope of the logarithm of time over the logarithm of size, by least squares."""
    xs, ys = [math.log(size) for size in seconds], [math.log(one) for one in seconds.values()]
    x_mean, y_mean = sum(xs) / len(xs), sum(ys) / len(ys)
    above = sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True))
    return above / sum((x - x_mean) ** 2 for x in xs)


def _short(value: float) -> str:
    if value == 0 or abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.3f}"
