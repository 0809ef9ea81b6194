"""A roster file that names what is not there says so when it is read, not when a roster is."""

from __future__ import annotations

import pytest

from loaders.kinds import RosterKindError, parse_kind, roster_kinds

KIND = """
roster: posts
title: {zh: 职务, en: Posts}
fields:
  community: {headers: [社区], type: reference, to: Community}
  name: {headers: [名称], type: name, required: true}
  kind: {headers: [类别], type: code_list, list: PostKind}
  holder: {headers: [姓名], type: holder}
nodes:
  post: {label: Post, holder: holder, organization: community, columns: {kind: kind}}
ties: []
"""


def test_a_right_file_is_read() -> None:
    assert list(parse_kind(KIND, "posts.yaml").nodes) == ["post"]


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("columns: {kind: kind}", "columns: {kind: kin}", "kin"),
        ("columns: {kind: kind}", "columns: {kindd: kind}", "kindd"),
        ("holder: holder,", "holder: head,", "head"),
        ("organization: community", "organization: committee", "committee"),
        ("label: Post", "label: Pots", "Pots"),
        ("label: Post, holder: holder,", "label: Post,", "holder"),
        ("columns: {kind: kind}", "when: {kin: [secretary]}", "kin"),
        ("columns: {kind: kind}", "when: {kind: [secretery]}", "secretery"),
        ("columns: {kind: kind}", "unless: {kind: [secretery]}", "secretery"),
        ("columns: {kind: kind}", "kind: secretery", "secretery"),
        ("columns: {kind: kind}", "surprise: 1", "surprise"),
        ("type: name, required: true", "type: nam", "nam"),
        ("type: name, required: true", "type: name, instead: [nobody]", "nobody"),
        ("list: PostKind", "list: PostKinds", "PostKinds"),
        ("list: PostKind", "list: PostKind, header_tells: {书记: boss}", "boss"),
        ("ties: []", "ties: [{type: POST_INN, from: post, to: community}]", "POST_INN"),
        ("ties: []", "ties: [{type: POST_IN, from: posts, to: community}]", "posts"),
        ("ties: []", "ties: [{type: POST_IN, from: post, to: community, when: {x: [y]}}]", "x"),
        ("ties: []", "ties: []\nsays: [{of: units, column: instructor}]", "units"),
        ("ties: []", "ties: []\nsays: [{of: community, column: instructor}]", "instructor"),
        ("ties: []", "ties: []\ncounted: [{by: [name], figures: {members: {}}}]", "members"),
        ("ties: []", "ties: []\ncolour: red", "colour"),
        ("title: {zh: 职务, en: Posts}", "", "title"),
    ],
)
def test_a_wrong_file_says_what_and_where(written: str, instead: str, said: str) -> None:
    assert written in KIND
    with pytest.raises(RosterKindError, match=said) as caught:
        parse_kind(KIND.replace(written, instead), "posts.yaml")
    assert str(caught.value).startswith("posts.yaml: ")


def test_the_kinds_are_those_that_the_account_names() -> None:
    """RULES 24; a roster of Party members is accounted as member_counts."""
    assert {kind.account_name for kind in roster_kinds().values()} == {
        *("communities", "grids", "estates", "streets", "buildings", "party_organizations"),
        *("dual_management", "units", "new_organizations", "governance_bodies"),
        *("leadership_posts", "building_leaders", "mass_organizations", "teams"),
        *("service_centres", "joint_meetings", "agreements", "projects", "offers", "demands"),
        *("member_counts", "facts"),
    }
