"""The questions about posts in plain Python, written from QUESTIONS.md alone."""

from __future__ import annotations

from collections.abc import Iterator

from tests.graph.oracle_graph import (
    LEADERSHIP,
    PARTY_PEOPLE,
    Node,
    OracleGraph,
    State,
    Thing,
    Things,
    current,
    joined,
    once,
    place_of,
)


class PostOracle(OracleGraph):
    span = 5

    def questions(self) -> dict[str, Things]:
        return super().questions() | {
            "low-member-share": self.low_member_share,
            "overstretched-posts": self.overstretched,
            "concurrent-secretary-missing": self.concurrent_missing,
            "full-time-deputy-missing": self.full_time_missing,
            "leadership-without-outside-seats": self.without_outside_seats,
        }

    def low_member_share(self) -> Iterator[Thing]:
        for estate in self.listed("Estate"):
            committees = [
                body
                for body in self.sources("SERVES", estate, "GovernanceBody")
                if body["kind"] == "owners_committee"
            ]
            leaders = [
                post
                for building in self.sources("PART_OF", estate, "Building")
                for post in self.sources("RESPONSIBLE_FOR", building)
                if post["kind"] == "building_leader"
            ]
            in_committees = [post for body in committees for post in self.sources("POST_IN", body)]
            posts = [
                post
                for post in once([*in_committees, *leaders])
                if post["filled"] and current(post)
            ]
            ours = [post for post in posts if post["affiliation"] in PARTY_PEOPLE]
            known = len(ours) + sum(post["affiliation"] == "neither" for post in posts)
            if known:
                yield Thing(
                    "gap" if 10 * len(ours) < 6 * known else "fine",
                    {
                        **place_of(estate),
                        "estate": estate["name"],
                        "posts": len(posts),
                        "known": known,
                        "members_or_officials": len(ours),
                        "share": len(ours) / known,
                        "source": estate["source"],
                        "estate_id": estate["id"],
                    },
                )

    def overstretched(self) -> Iterator[Thing]:
        for post in filter(current, self.listed("Post")):
            span = None
            if post["kind"] == "building_leader":
                span = len(self.targets("RESPONSIBLE_FOR", post, "Building"))
            state: State = "unknown" if post["filled"] is None else "fine"
            if post["filled"] is False or (span is not None and span > self.span):
                state = "gap"
            organizations = self.targets("POST_IN", post)
            yield Thing(
                state,
                {
                    **place_of(post),
                    "post": post["name"],
                    "organization": joined(organizations, "name"),
                    "vacant": None if post["filled"] is None else not post["filled"],
                    "span": span,
                    "source": post["source"],
                    "post_id": post["id"],
                    "organization_id": joined(organizations, "id"),
                },
            )

    def concurrent(self, one: Node, other: Node) -> bool:
        """Whether one holder has both posts; it may be stated from either side."""
        return other in self.targets("CONCURRENT_WITH", one) or other in self.sources(
            "CONCURRENT_WITH", one
        )

    def concurrent_missing(self) -> Iterator[Thing]:
        for community in self.listed("Community"):
            leaders = self.leaders(community)
            stations = [
                body
                for body in self.sources("SERVES", community, "GovernanceBody")
                if body["kind"] == "workstation"
            ]
            secretaries = once(post for each in leaders for post in self.posts(each, "secretary"))
            heads = once(post for each in stations for post in self.posts(each, "head"))
            nobody_asked = any(
                not posts and not self.asks_any(community, "POST_IN", f"POST_IN.{kind}")
                for posts, kind in ((secretaries, "secretary"), (heads, "head"))
            )
            state: State = "gap"
            if not leaders or not stations:
                state = "excluded"
            elif any(self.concurrent(one, other) for one in secretaries for other in heads):
                state = "fine"
            elif nobody_asked or any(post["filled"] is None for post in (*secretaries, *heads)):
                state = "unknown"
            yield Thing(
                state,
                {
                    **place_of(community),
                    "secretary_post": joined(secretaries, "name"),
                    "head_post": joined(heads, "name"),
                    "source": community["source"],
                    "community_id": community["id"],
                    "secretary_post_id": joined(secretaries, "id"),
                    "head_post_id": joined(heads, "id"),
                },
            )

    def leading(self) -> Iterator[tuple[Node, Node]]:
        """Listed communities with their listed leading organizations."""
        for community in self.listed("Community"):
            for organization in self.leaders(community):
                if organization["listed"]:
                    yield community, organization

    def full_time_missing(self) -> Iterator[Thing]:
        for community, organization in self.leading():
            if organization["kind"] not in ("committee", "general_branch"):
                continue
            deputies = self.posts(organization, "deputy_secretary")
            asked = self.asks_any(community, "POST_IN", "POST_IN.deputy_secretary")
            state: State = self.absent(asked=asked)
            if any(post["filled"] and post["full_time"] for post in deputies):
                state = "fine"
            elif any(False not in (post["filled"], post["full_time"]) for post in deputies):
                state = "unknown"
            yield Thing(
                state,
                {
                    **place_of(community),
                    "organization": organization["name"],
                    "kind": organization["kind"],
                    "source": organization["source"],
                    "organization_id": organization["id"],
                    "community_id": community["id"],
                },
            )

    def without_outside_seats(self) -> Iterator[Thing]:
        for community, organization in self.leading():
            posts = self.posts(organization, *LEADERSHIP)
            outside = [post for post in posts if self.targets("NOMINATED_BY", post, "Unit")]
            if posts:
                yield Thing(
                    "fine" if outside else self.absent(asked=self.asks(community, "NOMINATED_BY")),
                    {
                        **place_of(community),
                        "organization": organization["name"],
                        "seats": len(posts),
                        "outside_seats": len(outside),
                        "natures": None,
                        "source": organization["source"],
                        "organization_id": organization["id"],
                        "community_id": community["id"],
                    },
                )
