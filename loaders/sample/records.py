"""What the sample district consists of, before anything is written into a roster."""

from __future__ import annotations

from dataclasses import dataclass, field

Point = tuple[float, float]
"""Longitude and latitude, in degrees."""


@dataclass(eq=False)
class Community:
    """A community with its leading Party organization and what its office has sent in."""

    code: str
    name: str
    subdistrict: str
    level: str
    members: int
    sends_buildings: bool = True
    sends_groups: bool = True

    @property
    def leading(self) -> str:
        """The name of the leading Party organization."""
        return f"{self.name}{self.level}"

    @property
    def upgraded(self) -> bool:
        """Whether a committee or general branch leads, which alone can have branches under it."""
        return self.level != "党支部"

    @property
    def working_committee(self) -> str:
        """The name of the subdistrict's working committee."""
        return f"{self.subdistrict}党工委"


@dataclass(eq=False)
class Building:
    """A building, in an estate or outside any."""

    community: Community
    estate: str | None
    name: str
    code: str | None
    use: str | None
    storeys: int
    households: int
    position: Point | None = None


@dataclass(eq=False)
class Estate:
    """An estate; its property office may serve others too."""

    community: Community
    name: str
    kind: str
    buildings: list[Building] = field(default_factory=list)
    owners_committee: str | None = None
    company: str | None = None
    office: str | None = None
    position: Point | None = None

    @property
    def households(self) -> int:
        """The households of its buildings."""
        return sum(building.households for building in self.buildings)


@dataclass(eq=False)
class Unit:
    """A resident unit and the Party organization that it is given, if any."""

    community: Community
    name: str
    code: str | None
    nature: str
    sector: str | None
    employees: int
    members: int
    full_members: int
    organization: str | None = None
    joint: bool = False


@dataclass(eq=False)
class PartyOrganization:
    """A Party organization as its roster will describe it."""

    name: str
    kind: str
    superior: str | None
    community: Community | None
    members: int
    established: str | None = None
    units: list[str] = field(default_factory=list)
    estates: list[str] = field(default_factory=list)
    buildings: str | None = None
    dual: bool = False
    """Whether the community's leading organization co-manages it."""
