"""How a figure is printed, so that a machine and a person can read it."""


def figure(name: str, value: float, unit: str, goal: str) -> None:
    """Print one line; `goal` is an operator and a number, such as "<= 25"."""
    print(f"figure {name} {value:.1f} {unit} goal {goal}", flush=True)
