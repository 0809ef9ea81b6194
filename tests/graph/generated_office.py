"""The parts of an office and the ties between them: what a generated graph arranges out of its own.

`CAST` gives the roles of each label and the kinds that fit, none where it has no kind; `PLOT` the
ties between them, with the values of their columns.
"""

from __future__ import annotations

from tests.graph.generated_values import BODY_KINDS, FORCE, MASS_KINDS, TEAM_KINDS, TRUTH, Values

CAST: dict[str, dict[str, Values]] = {
    "Community": {"community": ()},
    "Estate": {"estate": ()},
    "Building": {"building": ()},
    "PartyOrganization": {
        "leader": ("committee", "general_branch", "branch"),
        "branch": ("branch", "joint_branch"),
        "group": ("group",),
    },
    "GovernanceBody": {kind: (kind,) for kind in BODY_KINDS},
    "MassOrganization": {kind: (kind,) for kind in MASS_KINDS},
    "Team": {kind: (kind,) for kind in TEAM_KINDS},
    "Post": {
        "secretary": ("secretary",),
        "head": ("head",),
        "deputy": ("deputy_secretary",),
        "owner": ("owners_committee_member",),
        "building_leader": ("building_leader",),
    },
    "JointMeeting": {"meeting": ()},
}
_IN_FORCE = {"in_force": FORCE}
PLOT: tuple[tuple[str, str, str, dict[str, Values]], ...] = (
    ("LEADS", "leader", "community", {}),
    ("SEATED_IN", "branch", "community", {}),
    ("SUBORDINATE_TO", "branch", "leader", {}),
    ("SUBORDINATE_TO", "group", "branch", {}),
    (
        *("DUAL_MANAGED_BY", "branch", "leader"),
        {**_IN_FORCE, "activities": TRUTH, "elections": TRUTH, "decisions": TRUTH},
    ),
    ("TAKES_PART_IN", "leader", "meeting", _IN_FORCE),
    ("PART_OF", "building", "estate", {}),
    ("COVERS", "branch", "estate", _IN_FORCE),
    ("COVERS", "group", "building", _IN_FORCE),
    ("SERVES", "workstation", "community", {}),
    ("SERVES", "residents_committee", "community", {}),
    ("SERVES", "owners_committee", "estate", {}),
    ("SERVES", "property_office", "estate", {}),
    *(("SERVES", kind, "community", {}) for kind in (*MASS_KINDS, *TEAM_KINDS)),
    ("POST_IN", "secretary", "leader", {}),
    ("POST_IN", "deputy", "leader", {}),
    ("POST_IN", "head", "workstation", {}),
    ("POST_IN", "owner", "owners_committee", {}),
    ("CONCURRENT_WITH", "secretary", "head", {}),
    ("RESPONSIBLE_FOR", "building_leader", "building", {}),
)
