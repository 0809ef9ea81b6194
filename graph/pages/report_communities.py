"""A section for each community: its gaps, its two lines of management, its five-in-one, its teams.

A section is made of blocks (a title, a line, a table of texts), so that the template and the page's
script write the same: a district stands in the page, a city is written when it is opened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from graph.language import language, say
from graph.output.columns import label_of
from graph.pages.findings import Findings
from graph.pages.places import Places
from graph.pages.report_cells import Row
from graph.pages.report_tables import Record, Tables
from graph.question import question

STANDING = 150  # sections that stand in the page as it is opened
_TEAMS = ("members", "workstation_staff", "social_workers", "volunteers", "youth_care")
_OF_COMMUNITY = ("workstation", "residents_committee")
_OF_ESTATE = ("owners_committee", "property_office")
_SCOPES = ("activities", "elections", "decisions")
Block = dict[str, Any]


def sections(tables: Tables, found: Findings, places: Places) -> list[dict[str, Any]]:
    """Each community that was asked for: address, name, subdistrict, kinds of gaps, and blocks."""
    maker = _Maker(tables, found, places)
    return [
        maker.section(row)
        for row in tables.communities
        if found.area is None
        or (row["subdistrict"], row["community_code"], row["community"]) in found.area
    ]


class _Maker:
    """Makes sections of the tables and of what the questions found."""

    def __init__(self, tables: Tables, found: Findings, places: Places) -> None:
        self.tables, self.places = tables, places
        self.lines: dict[str, list[Row]] = defaultdict(list)
        for row in found.by_community:
            if (community := places.community(row)) is not None:
                self.lines[community].append(row)
        self.states = found.states
        self.seated = found.by_seat(places)
        self.missing = {
            slug: {row[f"{of}_id"]: str(row["missing"]).split("; ") for row in found.gaps[slug]}
            for slug, of in (("incomplete-five-in-one", "estate"), ("teams-missing", "community"))
        }
        self.kinds = _codes("PartyOrganizationKind")
        self.bodies = question("incomplete-five-in-one")
        self.team_names = {c.key: str(c.title) for c in question("teams-missing").columns}
        self.body_names = {c.key: str(c.title) for c in self.bodies.columns}

    def section(self, community: Record) -> dict[str, Any]:
        """The section of one community."""
        id_ = community["id"]
        lines = self.lines.get(id_, [])
        above = self.places.above.get(id_)
        blocks = [
            self._gaps(lines),
            self._management(id_),
            self._five(id_),
            self._teams(id_),
            self._meetings(id_),
        ]
        return {
            "address": self.places.address(id_),
            "name": community["name"],
            "id": id_,
            "subdistrict": self.places.title(above)
            if above is not None
            else say("pages_without_subdistrict"),
            "gaps": sum(1 for row in lines if row["gaps"]),
            "blocks": blocks,
        }

    def _gaps(self, lines: list[Row]) -> Block:
        rows = [
            [
                [row["title"], row["question"]] if row["gaps"] else row["title"],
                row["gaps"],
                row["of"],
                row["unknown"],
                row["excluded"],
            ]
            for row in lines
            if row["gaps"] or row["unknown"]
        ]
        whole = [
            row["title"] for row in lines if row["of"] and not row["gaps"] and not row["unknown"]
        ]
        note = say("report_without_gaps", titles=_list(whole)) if whole else None
        keys = ("question", "gaps", "of", "unknown", "excluded")
        return _block("gaps", note, [label_of(key) for key in keys], rows, numbers=4)

    def _management(self, community: str) -> Block:
        tables = self.tables
        leading = tables.led.get(community, [])
        others = [id_ for id_ in tables.organizations.get(community, []) if id_ not in leading]
        rows = [self._organization(community, id_, leading) for id_ in [*leading, *others]]
        groups = tables.groups.get(community, 0)
        notes = [] if leading else [say("report_no_leading")]
        if groups:
            notes.append(say("report_groups", count=groups))
        keys = ("organization", "kind", "unit", "members", "home_line", "territorial", "how")
        headings = [say(f"report_column_{key}") for key in keys]
        return _block("management", " ".join(notes) or None, headings, rows)

    def _organization(self, community: str, id_: str, leading: list[str]) -> list[Any]:
        tables = self.tables
        record = tables.organization[id_]
        superiors = tables.superiors.get(id_, [])
        dual = tables.dual.get(id_, [])
        return [
            record["name"],
            self.kinds.get(record["kind"], record["kind"] or ""),
            _list(tables.names.get(seat, "") for seat in tables.seats.get(id_, [])),
            "" if record["members"] is None else f"{record['members']:,}",
            _list(tables.names.get(superior, "") for superior in superiors),
            _list(self._territorial(tie) for tie in dual),
            self._how(community, id_, leading, dual),
        ]

    def _territorial(self, tie: Record) -> str:
        scopes = [say(f"report_scope_{key}") for key in _SCOPES if tie[key]]
        denied = [
            say("report_not", what=say(f"report_scope_{key}"))
            for key in _SCOPES
            if tie[key] is False
        ]
        said = [
            *scopes,
            *denied,
            *([say("report_since", date=tie["since"])] if tie["since"] else []),
        ]
        name = self.tables.names.get(tie["to"], "")
        return say("pages_with", name=name, said=_list(said)) if said else name

    def _how(self, community: str, id_: str, leading: list[str], dual: list[Record]) -> str:
        """How an organization stands to the leading one of the community."""
        if id_ in leading:
            return say("report_how_leading")
        state = self.seated.get((community, id_))
        if state == "gap":
            return say("report_how_outside")
        if state == "unknown" or not leading:
            return say("output_code_unknown")
        if any(tie["in_force"] and tie["to"] in leading for tie in dual):
            return say("report_how_dual")
        return say("report_how_formal" if self._under(id_, leading) else "report_how_above")

    def _under(self, id_: str, leading: list[str]) -> bool:
        """Whether the formal line of an organization reaches the leading one."""
        reached, level = {id_}, {id_}
        while level:
            level = {up for low in level for up in self.tables.superiors.get(low, [])} - reached
            if not level.isdisjoint(leading):
                return True
            reached |= level
        return False

    def _five(self, community: str) -> Block:
        tables = self.tables
        said = [
            say(
                "report_is",
                what=self.body_names["party"],
                name=_list(tables.names.get(id_, "") for id_ in tables.led.get(community, []))
                or "—",
            )
        ]
        own = tables.bodies.get(community, {})
        said += [
            say("report_is", what=self.body_names[kind], name=_list(own.get(kind, [])) or "—")
            for kind in _OF_COMMUNITY
        ]
        missing, unknown = (
            self.missing["incomplete-five-in-one"],
            self.states["incomplete-five-in-one"],
        )
        rows = []
        for estate in tables.estates.get(community, []):
            bodies = tables.bodies.get(estate["id"], {})
            if estate["id"] in missing:
                names = (self.body_names.get(key, key) for key in missing[estate["id"]])
                state = say("report_lacking", what=_list(names))
            else:
                known = unknown.get(estate["id"]) != "unknown"
                state = say("report_complete" if known else "output_code_unknown")
            rows.append(
                [
                    estate["name"],
                    *(_list(bodies.get(kind, [])) or "—" for kind in _OF_ESTATE),
                    state,
                ]
            )
        headings = [
            self.body_names["estate"],
            *(self.body_names[kind] for kind in _OF_ESTATE),
            say("report_column_five"),
        ]
        return _block("five", say("report_sentence", said=_list(said)), headings, rows)

    def _teams(self, community: str) -> Block:
        teams = self.tables.teams.get(community, {})
        missing = self.missing["teams-missing"].get(community, [])
        complete = community not in self.states["teams-missing"]
        members = self.tables.with_members
        row: list[Any] = []
        for kind in _TEAMS:
            people = [number for number in teams.get(kind, []) if number is not None]
            if kind in missing:
                row.append(say("report_missing"))
            elif people:
                row.append(f"{sum(people):,}")
            else:
                counted = kind == "members" and community in members
                there = complete or kind in teams or counted
                row.append(say("report_there" if there else "output_code_unknown"))
        return _block("teams", None, [self.team_names[kind] for kind in _TEAMS], [row])

    def _meetings(self, community: str) -> Block:
        rows = []
        for meeting in self.tables.meetings.get(community, []):
            dates = "—".join([meeting["since"] or "", meeting["until"] or ""]).strip("—")
            if meeting["ended"]:
                dates = say("report_ended", dates=dates)
            parties = self.tables.parties.get(meeting["id"], [])
            rows.append([meeting["name"], say(f"report_{meeting['label']}"), dates, _list(parties)])
        keys = ("name", "what", "dates", "parties")
        return _block("meetings", None, [say(f"report_column_{key}") for key in keys], rows)


def _block(
    key: str, note: str | None, columns: list[str], rows: list[list[Any]], numbers: int = 0
) -> Block:
    """A block; `numbers` of its last columns are numbers. One without rows says so."""
    return {
        "key": key,
        "title": say(f"report_block_{key}"),
        "note": note,
        "columns": columns,
        "numbers": numbers,
        "rows": rows,
    }


def _list(texts: Iterable[str]) -> str:
    return say("output_list_separator").join(texts)


def _codes(name: str) -> dict[str, str]:
    from ontology import load_model

    codes = load_model().code_lists[name].codes.values()
    return {code.notation: code.zh if language() == "zh" else code.en for code in codes}
