"""formal-and-territorial-totals: the branches and members of the two lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graph.figures.figure import Figure, Part, nulls_last, weakest


def formal_and_territorial_totals(parts: Iterable[Part], codes: Sequence[str]) -> Iterator[Figure]:
    """Each part is a branch on a line of a leading organization."""
    led: dict[tuple[Any, ...], list[Part]] = defaultdict(list)
    whole: list[Part] = []
    for part in parts:
        place = part["subdistrict"], part["community_code"], part["community"]
        led[(*place, part["organization"], part["organization_id"])].append(part)
        whole.append(part)
    if not led:
        return
    for figure, value, how in _line_totals(whole):
        yield Figure(figure, None, value, how)
    for key, found in sorted(led.items(), key=lambda item: tuple(map(nulls_last, item[0]))):
        for figure, value, how in _line_totals(found):
            yield Figure(figure, None, value, how, None, None, *key)


def _line_totals(parts: Iterable[Part]) -> Iterator[tuple[str, int, str]]:
    """Each branch once: on the formal line, and with those that are co-managed."""
    lines: dict[str, dict[str, Part]] = defaultdict(dict)
    for part in parts:
        lines[part["line"]][part["branch_id"]] = part
    formal = lines["formal"]
    territorial = {**lines["dual"], **formal}
    still_open = lines["open"].keys() - territorial.keys()
    for name, branches, more in (
        ("formal", formal, False),
        ("territorial", territorial, bool(still_open)),
    ):
        yield f"{name}_branches", len(branches), "at_least" if more else "exact"
        stated = ("at_least" if b["members"] is None else b["qualifier"] for b in branches.values())
        how = weakest(["at_least" if more else "exact", *stated])
        yield f"{name}_members", sum(int(part["members"] or 0) for part in branches.values()), how
