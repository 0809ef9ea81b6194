"""Seeded draws: each subject has its own source of chance, so a change in one moves no other."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random


def chance(subject: str) -> Random:
    """The source of chance of a subject: the same draws in every run and on every machine."""
    return Random(f"shequ sample {subject}")


def draw_to_total(random: Random, total: int, bounds: Sequence[tuple[int, int]]) -> list[int]:
    """Draw one whole number within each of `bounds`, both ends included, that add up to `total`.

    Raises ValueError where no such numbers exist.
    """
    low = sum(b[0] for b in bounds)
    high = sum(b[1] for b in bounds)
    if not low <= total <= high:
        raise ValueError(f"{total} is not between {low} and {high}")
    drawn = [random.uniform(*b) for b in bounds]
    # Draws are pulled towards the end that lets them meet the total; the order among them stays.
    excess = sum(drawn) - total
    if excess > 0:
        share = (total - low) / (sum(drawn) - low)
        drawn = [b[0] + (v - b[0]) * share for v, b in zip(drawn, bounds, strict=True)]
    elif excess < 0:
        share = (high - total) / (high - sum(drawn))
        drawn = [b[1] - (b[1] - v) * share for v, b in zip(drawn, bounds, strict=True)]
    numbers = [int(v) for v in drawn]
    missing = total - sum(numbers)
    while missing:
        for i, (_, most) in enumerate(bounds):
            if missing and numbers[i] < most:
                numbers[i] += 1
                missing -= 1
    return numbers


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """Split `total` in proportion to `weights`, by largest remainders."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(total * weights[i] % whole))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts
