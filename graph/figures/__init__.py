"""The makers: how the parts that a query returns become the figures of an indicator.

A maker takes the parts (one row a community, count, team or branch, never a rate) and the codes of
the indicator in the order of its YAML file, and sums them, the same on every engine.
"""

from __future__ import annotations

from graph.figures.education import leadership_education
from graph.figures.figure import Figure, Maker, Part
from graph.figures.lines import formal_and_territorial_totals
from graph.figures.members import members_by_category
from graph.figures.organizations import mass_organizations_by_kind, party_organizations_by_kind
from graph.figures.posts import member_share_of_posts
from graph.figures.reported import reported_figures
from graph.figures.targets import ten_hundred_thousand
from graph.figures.teams import teams_by_kind

__all__ = ["MAKERS", "Figure", "Maker", "Part"]

MAKERS: dict[str, Maker] = {
    "formal-and-territorial-totals": formal_and_territorial_totals,
    "leadership-education": leadership_education,
    "mass-organizations-by-kind": mass_organizations_by_kind,
    "member-share-of-posts": member_share_of_posts,
    "members-by-category": members_by_category,
    "party-organizations-by-kind": party_organizations_by_kind,
    "reported-figures": reported_figures,
    "teams-by-kind": teams_by_kind,
    "ten-hundred-thousand": ten_hundred_thousand,
}
