"""The questions about governance bodies in plain Python, written from QUESTIONS.md alone."""

from __future__ import annotations

from collections.abc import Iterator

from tests.graph.oracle_graph import Node, OracleGraph, State, Thing, Things, joined, place_of


class BodyOracle(OracleGraph):
    def questions(self) -> dict[str, Things]:
        return super().questions() | {
            "incomplete-five-in-one": self.incomplete_five_in_one,
            "owners-committees-missing": self.owners_committees_missing,
            "property-offices-without-party": self.offices_without_party,
        }

    def serving(self, place: Node | None, kind: str) -> list[Node]:
        bodies = [] if place is None else self.sources("SERVES", place, "GovernanceBody")
        return [body for body in bodies if body["kind"] == kind]

    def incomplete_five_in_one(self) -> Iterator[Thing]:
        for estate in self.listed("Estate"):
            community = self.community_of(estate)
            five = {
                "party": ("LEADS", [] if community is None else self.leaders(community)),
                **{
                    kind: (f"SERVES.GovernanceBody.{kind}", self.serving(place, kind))
                    for place, kind in (
                        (community, "workstation"),
                        (community, "residents_committee"),
                        (estate, "owners_committee"),
                        (estate, "property_office"),
                    )
                },
            }
            absent = [name for name, (_, bodies) in five.items() if not bodies]
            missing = [name for name in absent if self.asks(community, five[name][0])]
            yield Thing(
                self.absent(asked=bool(missing)) if absent else "fine",
                {
                    **place_of(estate),
                    "estate": estate["name"],
                    **{name: joined(bodies, "name") for name, (_, bodies) in five.items()},
                    "missing": "; ".join(missing) or None,
                    "source": estate["source"],
                    "estate_id": estate["id"],
                    **{f"{name}_id": joined(bodies, "id") for name, (_, bodies) in five.items()},
                },
            )

    def owners_committees_missing(self) -> Iterator[Thing]:
        key = "SERVES.GovernanceBody.owners_committee"
        for estate in self.listed("Estate"):
            bodies = self.serving(estate, "owners_committee")
            ended = {body["ended"] for body in bodies}
            state: State
            if not bodies:
                asked = self.asks(self.community_of(estate), key)
                state, status = self.absent(asked=asked), "none" if asked else "not_asked"
            elif False in ended:
                state, status = "fine", "in_office"
            elif None in ended:
                state, status = "unknown", "term_unknown"
            else:
                state, status = "gap", "expired"
            yield Thing(
                state,
                {
                    **place_of(estate),
                    "estate": estate["name"],
                    "status": status,
                    "term_end": joined(bodies, "term_end", first="term_end"),
                    "source": estate["source"],
                    "estate_id": estate["id"],
                    "owners_committee_id": joined(bodies, "id", first="term_end"),
                },
            )

    def offices_without_party(self) -> Iterator[Thing]:
        for office in self.listed("GovernanceBody"):
            if office["kind"] != "property_office":
                continue
            companies = self.targets("OPERATED_BY", office, "Unit")
            said = {company["has_party_organization"] for company in companies}
            asked = self.asks(self.community_of(office), "ESTABLISHED_IN.Unit")
            state: State = self.absent(asked=asked or "no" in said)
            if any(self.established(each) for each in (office, *companies)):
                state = "fine"
            elif said & {"yes", "unknown"}:
                state = "unknown"
            yield Thing(
                state,
                {
                    **place_of(office),
                    "office": office["name"],
                    "company": joined(companies, "name"),
                    "instructor": instructor({company["instructor"] for company in companies}),
                    "source": office["source"],
                    "office_id": office["id"],
                    "company_id": joined(companies, "id"),
                },
            )


def instructor(answers: set[bool | None]) -> str:
    """Whether one of the companies has an instructor: yes, no, unknown."""
    if True in answers:
        return "yes"
    return "unknown" if None in answers or not answers else "no"
