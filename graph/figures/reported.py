"""reported-figures: the figures that rosters state, as they state them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph.figures.figure import Figure, Part, by_codes, by_level, nulls_last, place, whole


def reported_figures(parts: Iterable[Part], codes: Sequence[str]) -> Iterator[Figure]:
    """Each part is a count at a place or an organization, and one figure."""
    order = by_codes(codes)
    columns = ("category", "period", "community_code", "subdistrict", "community", "place")
    for part in sorted(
        parts,
        key=lambda part: (
            order(part["figure"] or "unknown"),
            by_level(part["level"]),
            *(nulls_last(part[key]) for key in columns),
            part["place_id"],
            part["id"],
        ),
    ):
        organization = part["level"] == "organization"
        yield Figure(
            part["figure"] or "unknown",
            part["category"],
            whole(float(part["value"])),
            part["qualifier"] or "exact",
            part["level"],
            part["period"],
            **place(part),
            organization=part["place"] if organization else None,
            organization_id=part["place_id"] if organization else None,
            source=part["source"],
        )
