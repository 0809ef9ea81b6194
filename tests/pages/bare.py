"""Places as a roster may leave them: communities without a code, subdistricts of one name."""

from __future__ import annotations

from collections import defaultdict
from typing import Any


class Bare:
    """Rows for `tests.graph.small.build`: each place by a short id, which is all that is unique."""

    def __init__(self) -> None:
        self.nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.edges: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def add(self, label: str, id_: str, **columns: Any) -> str:
        source = f"{label}.xlsx|表|{len(self.nodes[label]) + 2}"
        self.nodes[label].append({"id": id_, "source": source, **columns})
        return f"{label}/{id_}"

    def tie(self, type_: str, start: str, end: str, **columns: Any) -> None:
        self.edges[type_].append({"from": start, "to": end, **columns})

    def district(self, id_: str, name: str) -> None:
        self.add("District", id_, name=name)

    def subdistrict(self, id_: str, name: str, district: str) -> None:
        place = self.add("Subdistrict", id_, name=name, subdistrict=name)
        self.tie("PART_OF", place, f"District/{district}")

    def community(
        self, id_: str, name: str, subdistrict: str, *, code: str | None = None, covered: str = ""
    ) -> dict[str, Any]:
        """A community with a building for each letter of `covered`: y is covered, n is not.

        Returns the columns by which all that lies in it says where it lies.
        """
        (street,) = [row["name"] for row in self.nodes["Subdistrict"] if row["id"] == subdistrict]
        here = {"community_code": code, "community": name, "subdistrict": street}
        asked = ["COVERS.Building", "LEADS", "SUBORDINATE_TO", "DUAL_MANAGED_BY"]
        place = self.add("Community", id_, name=name, code=code, asked=asked, **here)
        self.tie("PART_OF", place, f"Subdistrict/{subdistrict}")
        leading = self.organization(f"{id_}/lead", name + "党委", id_, here, kind="committee")
        self.tie("LEADS", leading, place)
        for number, answer in enumerate(covered):
            building = self.inside("Building", f"{id_}/{number}", id_, here,
                                   name=f"{name}{number + 1}栋")  # fmt: skip
            if answer == "y":
                self.tie("COVERS", leading, building)
        return here

    def inside(
        self, label: str, id_: str, community: str, here: dict[str, Any], **columns: Any
    ) -> str:
        """A thing that lies in a community."""
        thing = self.add(label, id_, **columns, **here)
        self.tie("IN_COMMUNITY", thing, f"Community/{community}")
        return thing

    def organization(
        self, id_: str, name: str, community: str, here: dict[str, Any], **columns: Any
    ) -> str:
        made = self.inside("PartyOrganization", id_, community, here, name=name, **columns)
        self.tie("SEATED_IN", made, f"Community/{community}")
        return made

    def stand(self, west: float = 113.9, south: float = 22.5) -> None:
        """Give all buildings coordinates, a few hundred metres apart."""
        for number, building in enumerate(self.nodes["Building"]):
            building["longitude"] = round(west + 0.003 * number, 6)
            building["latitude"] = round(south + 0.002 * (number % 3), 6)


def without_codes() -> Bare:
    """Three communities of a roster without a column of codes, and a building of none of them."""
    rows = Bare()
    rows.district("ns", "南山区")
    rows.subdistrict("ns/zs", "招商街道", "ns")
    for id_, name, covered in (("hy", "海月", "yn"), ("gy", "桂园", "nn"), ("xt", "新田", "yyn")):
        rows.community(f"ns/zs/{id_}", name + "社区", "ns/zs", covered=covered)
    rows.add("Building", "-/none", name="无名楼")
    return rows


def namesakes() -> Bare:
    """Two subdistricts of one name, each in a district of its own."""
    rows = Bare()
    for code, name, covered in (("440304", "福田", "nnn"), ("440305", "南山", "nnyy")):
        rows.district(code, name + "区")
        rows.subdistrict(f"{code}007", "招商街道", code)
        rows.nodes["Subdistrict"][-1]["code"] = f"{code}007"
        rows.community(f"{code}007001", name + "社区", f"{code}007", code=f"{code}007001",
                       covered=covered)  # fmt: skip
    return rows
