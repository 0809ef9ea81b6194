"""星海名城, as the article tells it, is in order; and each way of breaking it is named.

The example is written by hand in the RDF face of a graph. A mistake is a SPARQL update on it, with
the one shape that must name it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from ontology import load_model, shapes_turtle

SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPE = "https://w3id.org/shequ/shapes#"
EXAMPLE = Path(__file__).with_name("xinghai.ttl")

PROLOGUE = """
BASE <https://w3id.org/shequ/id/>
PREFIX sq: <https://w3id.org/shequ/ns#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX vcard: <http://www.w3.org/2006/vcard/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
COMMUNITY = "<community/440305001012>"
ESTATE = "<estate/440305001012/星海名城>"
BUILDING = "<building/440305001012/星海名城/1栋>"
OTHER_BUILDING = "<building/440305001012/星海名城/2栋>"
GENERAL_BRANCH = "<party-organization/440305001012/星海名城社区党总支>"
RESIDENTS_BRANCH = "<party-organization/440305001012/社区居民党支部>"
WORKSTATION_BRANCH = "<party-organization/440305001012/社区工作站党支部>"
GROUP = "<party-organization/440305001012/第一党小组>"
SCHOOL_BRANCH = "<party-organization/440305001012/北大附中党支部>"
HOME_COMMITTEE = "<party-organization/教育局党委>"
SCHOOL = "<unit/440305001012/北大附中>"
COMPANY = "<unit/振业物业>"
OFFICE = "<governance-body/440305001012/property_office/星海名城物业管理处>"
OWNERS_COMMITTEE = "<governance-body/440305001012/owners_committee/星海名城业主委员会>"
DUAL = "<dual-managed-by/2d0b5a6f2c3e4d5f60718293>"
DATED_DUAL = "<dual-managed-by/1d0b5a6f2c3e4d5f60718293>"
COVERAGE = "<covers/3d0b5a6f2c3e4d5f60718293>"
AGREEMENT = "<agreement/440305001012/校社共建协议>"
POST = "<post/440305001012/星海名城社区党总支/secretary/1>"
COUNT = "<count/440305001012/members/relation_in_community/2009>"


@dataclass(frozen=True)
class Mistake:
    """A way of breaking the example, and the shape that names it."""

    name: str
    shape: str
    update: str


def add(triples: str) -> str:
    return f"INSERT DATA {{ {triples} }}"


def remove(subject: str, *predicates: str) -> str:
    return " ; ".join(f"DELETE WHERE {{ {subject} {predicate} ?gone }}" for predicate in predicates)


def put(subject: str, predicate: str, value: str) -> str:
    return f"{remove(subject, predicate)} ; {add(f'{subject} {predicate} {value}')}"


def node(subject: str, classes: str, more: str) -> str:
    """A node that is right in all that the mistake is not about."""
    right = 'rdfs:label "某"@zh ; sq:listed true ; sq:source "某.csv||2"'
    return add(f"{subject} a {classes} ; {right} ; {more}")


VIOLATIONS = [
    Mistake("a building without a name", "name", remove(BUILDING, "rdfs:label")),
    Mistake("two names", "name", add(f'{BUILDING} rdfs:label "一栋"@zh')),
    Mistake("a name in no language", "name", put(ESTATE, "rdfs:label", '"星海名城"')),
    Mistake(
        "another name that is English",
        "alternative-names",
        add(f'{ESTATE} skos:altLabel "Xinghai"@en'),
    ),
    Mistake("a node without a source", "source", remove(SCHOOL, "sq:source")),
    Mistake("a tie without a source", "source", remove(DUAL, "sq:source")),
    Mistake("a source without a row", "source", put(SCHOOL, "sq:source", '"单位.xlsx"')),
    Mistake("listed or not is not said", "listed", remove(SCHOOL, "sq:listed")),
    Mistake("a qualifier of no figure", "qualifiers", put(GROUP, "sq:qualifiers", '"多"')),
    Mistake(
        "a community's code is cut", "community-code", put(COMMUNITY, "sq:code", '"4403050010"')
    ),
    Mistake(
        "a subdistrict with a community's code",
        "subdistrict-code",
        put("<subdistrict/440305001>", "sq:code", '"440305001012"'),
    ),
    Mistake(
        "a district with a subdistrict's code",
        "district-code",
        put("<district/440305>", "sq:code", '"440305001"'),
    ),
    Mistake(
        "a community code of letters",
        "in-community-code",
        put(ESTATE, "sq:communityCode", '"南头街道"'),
    ),
    Mistake(
        "a room's code on a building",
        "building-code",
        put(BUILDING, "sq:code", '"4403050010120100001000101"'),
    ),
    Mistake(
        "two buildings with one code",
        "code-unique",
        put(OTHER_BUILDING, "sq:code", '"4403050010120100001"'),
    ),
    Mistake(
        "a credit code with the letter O", "uscc", put(COMPANY, "sq:uscc", '"9144O300MA5ABCDE1X"')
    ),
    Mistake(
        "a longitude and a latitude exchanged", "latitude", put(BUILDING, "sq:latitude", "113.92e0")
    ),
    Mistake("a longitude beyond the earth", "longitude", put(BUILDING, "sq:longitude", "1139.2e0")),
    Mistake(
        "a second formal superior",
        "one-formal-superior",
        add(f"{SCHOOL_BRANCH} org:subOrganizationOf {GENERAL_BRANCH}"),
    ),
    Mistake(
        "a circle in the formal line",
        "formal-line-ends",
        put("<party-organization/南头街道党工委>", "org:subOrganizationOf", GROUP),
    ),
    Mistake(
        "a superior that is a unit",
        "subordinate-to-to",
        put(SCHOOL_BRANCH, "org:subOrganizationOf", SCHOOL),
    ),
    Mistake(
        "two organizations lead one community",
        "one-leading-organization",
        add(f"{RESIDENTS_BRANCH} sq:leads {COMMUNITY}"),
    ),
    Mistake("dual management by nobody", "tie-to", remove(DUAL, "sq:to")),
    Mistake("dual management of nobody", "tie-from", remove(DUAL, "sq:from")),
    Mistake("dual management by two", "tie-to", add(f"{DUAL} sq:to {HOME_COMMITTEE}")),
    Mistake("dual management of two", "tie-from", add(f"{DUAL} sq:from {GROUP}")),
    Mistake(
        "dual management by the community instead of its Party organization",
        "tie-dual-managed-by-to",
        put(DUAL, "sq:to", COMMUNITY),
    ),
    Mistake(
        "dual management of the school instead of its branch",
        "tie-dual-managed-by-from",
        put(DUAL, "sq:from", SCHOOL),
    ),
    Mistake(
        "a scope that is neither yes nor no", "column-elections", put(DUAL, "sq:elections", '"是"')
    ),
    Mistake("in force, maybe", "column-in-force", put(DUAL, "sq:inForce", '"maybe"')),
    Mistake(
        "in force without the direct property",
        "in-force-is-direct",
        remove(SCHOOL_BRANCH, "sq:dualManagedBy"),
    ),
    Mistake(
        "the direct property of a tie that has ended",
        "direct-is-in-force",
        put(DUAL, "sq:inForce", "false"),
    ),
    Mistake(
        "it ends before it begins",
        "until-after-since",
        put(DATED_DUAL, "sq:until", '"2007-02-28"^^xsd:date'),
    ),
    Mistake("a date in words", "column-since", put(AGREEMENT, "sq:since", '"2008年9月"')),
    Mistake("a school covers a building", "covers-from", add(f"{SCHOOL} sq:covers {BUILDING}")),
    Mistake(
        "a branch covers a community", "covers-to", add(f"{RESIDENTS_BRANCH} sq:covers {COMMUNITY}")
    ),
    Mistake("a coverage that ends at a body", "tie-covers-to", put(COVERAGE, "sq:to", OFFICE)),
    Mistake("a group that leads its own building", "leads-to", add(f"{GROUP} sq:leads {BUILDING}")),
    Mistake(
        "a group of a kind that is none", "kind-party-organization", put(GROUP, "sq:kind", '"小组"')
    ),
    Mistake(
        "a group that says it is a branch", "kind-party-group", put(GROUP, "sq:kind", '"branch"')
    ),
    Mistake(
        "a use of no code list", "column-building-use", put(BUILDING, "sq:buildingUse", '"住宅"')
    ),
    Mistake(
        "an answer of no code list",
        "column-has-party-organization",
        put(SCHOOL, "sq:hasPartyOrganization", '"true"'),
    ),
    Mistake("households below nought", "column-households", put(BUILDING, "sq:households", "-1")),
    Mistake("members as a text", "column-members", put(GROUP, "sq:members", '"六"')),
    Mistake(
        "more full members than members",
        "full-members-within-members",
        put(SCHOOL, "sq:fullMembers", "23"),
    ),
    Mistake("a post in a place", "post-in-to", add(f"{POST} sq:postIn {ESTATE}")),
    Mistake(
        "a committee operated by a branch", "operated-by-to", put(OFFICE, "sq:operatedBy", GROUP)
    ),
    Mistake("a person", "no-persons", add('<somebody> a foaf:Person ; rdfs:label "某"@zh')),
    Mistake("a person of schema.org", "no-persons", add("<somebody> a schema:Person")),
    Mistake("the holder of a post", "no-personal-properties", add(f"{POST} org:heldBy <somebody>")),
    Mistake(
        "a telephone number of an office",
        "no-personal-properties",
        add(f"{OFFICE} vcard:hasTelephone <tel:12345>"),
    ),
    Mistake(
        "a mobile number in a name",
        "no-personal-numbers",
        put(OFFICE, "rdfs:label", '"物业管理处（13800138000）"@zh'),
    ),
    Mistake(
        "an identity card as a code",
        "no-personal-numbers",
        put(SCHOOL, "sq:code", '"110101190001010000"'),
    ),
    Mistake(
        "a room as an estate's code",
        "no-personal-numbers",
        put(ESTATE, "sq:code", '"4403050010120100001000101"'),
    ),
]

WARNINGS = [
    Mistake("a building code of another city", "building-code-form",
            put(BUILDING, "sq:code", '"A-001"')),
    Mistake("a building code of another community", "building-code-community",
            put(BUILDING, "sq:code", '"4403050010130100001"')),
    Mistake("two units with one credit code", "uscc-unique",
            'INSERT { <unit/440305001012/北大附中> sq:uscc ?code } '
            "WHERE { <unit/振业物业> sq:uscc ?code }"),
    Mistake("an estate in two communities", "one-whole",
            node("<community/440305001013>", "sq:Community, sq:Place",
                 f'sq:code "440305001013" ; sq:communityCode "440305001013" . '
                 f"{ESTATE} sq:partOf <community/440305001013>")),
    Mistake("an office in two communities", "one-community",
            node("<community/440305001013>", "sq:Community, sq:Place",
                 f'sq:code "440305001013" ; sq:communityCode "440305001013" . '
                 f"{OFFICE} sq:inCommunity <community/440305001013>")),
    Mistake("one organization leads two communities", "leads-one-community",
            node("<community/440305001013>", "sq:Community, sq:Place",
                 f'sq:code "440305001013" ; sq:communityCode "440305001013" . '
                 f"{GENERAL_BRANCH} sq:leads <community/440305001013>")),
    Mistake("a group right under a general branch", "group-under-branch",
            put(GROUP, "org:subOrganizationOf", GENERAL_BRANCH)),
    Mistake("co-managed by its own superior", "dual-management-two-lines",
            put(SCHOOL_BRANCH, "org:subOrganizationOf", WORKSTATION_BRANCH)),
    Mistake("a co-managed branch with no home line", "dual-management-home-line",
            remove(SCHOOL_BRANCH, "org:subOrganizationOf")),
    Mistake("co-managed by what leads no community", "dual-management-territory",
            remove(GENERAL_BRANCH, "sq:leads")),
    Mistake("a co-managed branch seated elsewhere", "dual-management-seat",
            node("<community/440305001013>", "sq:Community, sq:Place",
                 'sq:code "440305001013" ; sq:communityCode "440305001013"') + " ; "
            + put(SCHOOL_BRANCH, "sq:seatedIn", "<community/440305001013>")),
    Mistake("a branch of two", "branch-of-three", put(SCHOOL_BRANCH, "sq:members", "2")),
    Mistake("a branch of fifty-one", "branch-to-fifty", put(SCHOOL_BRANCH, "sq:members", "51")),
    Mistake("a general branch of fifty", "general-branch-above-fifty",
            put(GENERAL_BRANCH, "sq:members", "50")),
    Mistake("a general branch of a hundred and one", "general-branch-to-hundred",
            put(GENERAL_BRANCH, "sq:members", "101")),
    Mistake("a committee of a hundred", "committee-above-hundred",
            add(f"{HOME_COMMITTEE} sq:members 100")),
    Mistake("a joint branch of six units", "joint-branch-to-five",
            add(f'{SCHOOL_BRANCH} a sq:JointPartyBranch ; sq:establishedIn <unit/1>, <unit/2>, '
                f"<unit/3>, <unit/4>, <unit/5> .")),
    Mistake("a joint branch of one unit", "joint-branch-of-two",
            add(f"{SCHOOL_BRANCH} a sq:JointPartyBranch")),
    Mistake("a school of twenty-one without a branch", "unit-of-three",
            remove(SCHOOL_BRANCH, "sq:establishedIn")),
    Mistake("more members than employees", "members-within-employees",
            put(SCHOOL, "sq:employees", "20")),
    Mistake("two residents' committees", "one-residents-committee",
            node("<governance-body/2>", "sq:ResidentsCommittee, sq:GovernanceBody, sq:Organization",
                 f'sq:kind "residents_committee" ; sq:serves {COMMUNITY}')),
    Mistake("two workstations", "one-workstation",
            node("<governance-body/2>", "sq:CommunityWorkstation, sq:GovernanceBody, "
                 "sq:Organization", f'sq:kind "workstation" ; sq:serves {COMMUNITY}')),
    Mistake("two owners' committees", "one-owners-committee",
            node("<governance-body/2>", "sq:OwnersCommittee, sq:GovernanceBody, sq:Organization",
                 f'sq:kind "owners_committee" ; sq:serves {ESTATE}')),
    Mistake("two companies in one office", "property-office-company",
            add(f"{OFFICE} sq:operatedBy {SCHOOL}")),
    Mistake("a leader of six buildings", "post-buildings",
            add(f"{POST} sq:responsibleFor <b/1>, <b/2>, <b/3>, <b/4>, <b/5>, <b/6>")),
]  # fmt: skip


@cache
def all_shapes() -> Graph:
    return Graph().parse(data=shapes_turtle(load_model()), format="turtle")


def validate(graph: Graph, *shapes: str, allow_warnings: bool = False) -> tuple[bool, Graph]:
    """Check a graph against the shapes of these names, else against all."""
    conforms, report, _ = pyshacl.validate(
        graph,
        shacl_graph=all_shapes(),
        allow_warnings=allow_warnings,
        use_shapes=[SHAPE + name for name in shapes] or None,
    )
    assert isinstance(report, Graph)
    return conforms, report


def named(report: Graph, severity: Node) -> set[str]:
    return {
        str(shape).removeprefix(SHAPE)
        for result in report.subjects(SH.resultSeverity, severity)
        for shape in report.objects(result, SH.sourceShape)
    }


def broken(mistake: Mistake) -> Graph:
    graph = Graph().parse(EXAMPLE)
    before = len(graph), set(graph)
    graph.update(PROLOGUE + mistake.update)
    assert (len(graph), set(graph)) != before, "the mistake changed nothing"
    return graph


def test_the_articles_example_is_in_order() -> None:
    conforms, report = validate(Graph().parse(EXAMPLE))
    assert conforms, report.serialize()


@pytest.mark.parametrize("mistake", VIOLATIONS, ids=lambda mistake: mistake.name)
def test_a_mistake_is_an_error_and_is_named(mistake: Mistake) -> None:
    conforms, report = validate(broken(mistake), mistake.shape, allow_warnings=True)
    assert not conforms
    assert named(report, SH.Violation) == {mistake.shape}


@pytest.mark.parametrize("mistake", WARNINGS, ids=lambda mistake: mistake.name)
def test_a_legal_exception_is_a_warning_and_breaks_nothing(mistake: Mistake) -> None:
    conforms, report = validate(broken(mistake), mistake.shape, allow_warnings=True)
    assert conforms
    assert named(report, SH.Warning) == {mistake.shape}


def test_more_full_members_than_20_or_so_members_is_no_contradiction() -> None:
    graph = Graph().parse(EXAMPLE)
    graph.update(
        PROLOGUE
        + put(SCHOOL, "sq:fullMembers", "23")
        + " ; "
        + add(f'{SCHOOL} sq:qualifiers "members:at_least"')
    )
    _, report = validate(graph, "full-members-within-members")
    assert "full-members-within-members" not in named(report, SH.Violation)


def test_a_blank_kind_is_unknown_and_not_wrong() -> None:
    graph = Graph().parse(EXAMPLE)
    graph.update(
        PROLOGUE
        + remove(SCHOOL_BRANCH, "sq:kind")
        + f" ; DELETE DATA {{ {SCHOOL_BRANCH} a sq:PartyBranch }}"
    )
    conforms, report = validate(graph, allow_warnings=True)
    assert conforms, report.serialize()


def test_a_rule_about_the_whole_graph_names_the_node_it_is_about() -> None:
    """Its focus node is the ontology, so that a processor asks it once."""
    circle = next(mistake for mistake in VIOLATIONS if mistake.shape == "formal-line-ends")
    _, report = validate(broken(circle), circle.shape)
    values = {
        value
        for result in report.subjects(SH.sourceShape, URIRef(SHAPE + "formal-line-ends"))
        for value in report.objects(result, SH.value)
    }
    base = "https://w3id.org/shequ/id/party-organization/"
    assert URIRef(base + "440305001012/第一党小组") in values
    assert len(values) == 4


def test_every_rule_of_the_file_has_a_mistake_that_shows_it() -> None:
    rules = Graph().parse(Path(__file__).parents[2] / "ontology" / "shapes.ttl")
    written = {
        str(shape).removeprefix(SHAPE)
        for kind in (SH.NodeShape, SH.PropertyShape)
        for shape in rules.subjects(RDF.type, kind)
    }
    shown = {mistake.shape for mistake in VIOLATIONS + WARNINGS}
    assert written <= shown


def test_every_shape_speaks_both_languages() -> None:
    graph = all_shapes()
    shapes = {
        shape
        for kind in (SH.NodeShape, SH.PropertyShape)
        for shape in graph.subjects(RDF.type, kind)
        if isinstance(shape, URIRef)
    }
    assert len(shapes) > 100
    for shape in shapes:
        messages = list(graph.objects(shape, SH.message))
        assert {m.language for m in messages if isinstance(m, Literal)} == {"zh", "en"}, shape
        assert len(messages) == 2, shape


def test_the_shapes_are_themselves_well_formed() -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=all_shapes(), meta_shacl=True)
    assert conforms, text


def test_every_column_and_every_end_of_a_tie_has_its_shape() -> None:
    model = load_model()
    graph = all_shapes()
    names = {str(shape).removeprefix(SHAPE) for shape in graph.subjects(RDF.type)}
    paths = set(graph.objects(None, SH.path)) | set(graph.objects(None, RDF.first))
    for label in model.labels.values():
        for column in label.columns:
            assert URIRef(column.iri) in paths, column.name
    for tie in model.relationships.values():
        assert {f"{tie.slug}-from", f"{tie.slug}-to"} <= names
        if tie.tie_class is not None:
            assert {f"tie-{tie.slug}-from", f"tie-{tie.slug}-to"} <= names
