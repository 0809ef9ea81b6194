"""`query` takes one statement that only reads this graph, and says where another one goes wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import QueryError
from graph.language import choose
from graph.statement import check, detect

READING_CYPHER = [
    "MATCH (b:Building) RETURN b.id",
    "match (b:Building) return b.id;",
    "MATCH (b:Building) WHERE NOT EXISTS { MATCH (b)<-[:COVERS]-() } RETURN b.id ORDER BY b.id "
    "DESC SKIP 1 LIMIT 5",
    "MATCH (b:Building) RETURN COUNT { MATCH (b)<-[:COVERS]-() } AS n",
    "OPTIONAL MATCH (b) WITH *, count(*) AS n WHERE n > 1 RETURN *",
    "UNWIND [1, 2] AS x RETURN x UNION ALL RETURN 3 AS x",
    "RETURN 1 AS x UNION RETURN 2 AS x",
    "MATCH (a)-[:PART_OF*1..3]->(b) RETURN CASE WHEN a.x IS NOT NULL THEN 1 ELSE 2 END AS y",
    "MATCH (a)-[:PART_OF* SHORTEST 1..3]->(b) RETURN CASE a.x WHEN 1 THEN 2 END",
    "RETURN count(DISTINCT x), any(x IN [1] WHERE x > 1), 'a' STARTS WITH 'b', NOT true",
    "MATCH (n:A|B) WHERE n.y =~ '.*' AND n.z IN ['x'] OR n.z CONTAINS \"it's\" RETURN max(n.z)",
    "MATCH (创建:Building) RETURN 创建.name AS 名称",
    "MATCH (n) RETURN DISTINCT n.a, n.b AS c ORDER BY c ASC, n.a SKIP 2",
    "RETURN CAST(1 AS STRING) AS x",
    "RETURN COLLECT { MATCH (n) RETURN n.name } AS names",
    "MATCH (n {`a b`: 1, c: 2}) RETURN n {name, .code, x: 1, y} AS y",
    "MATCH ((a)-[:PART_OF]->(b)){1,3} RETURN a.`name` AS `b`",
    "MATCH (n) WHERE EXISTS { (n)-->(:Community) } RETURN n",
]
NAMES_THAT_LOOK_LIKE_CLAUSES = [
    "MATCH (n) WHERE n.name = 'DELETE me; CREATE (x)' RETURN n",
    'MATCH (n) WHERE n.name = "it\'s a \\" SET" RETURN n',
    "MATCH (n) WHERE n.set = 1 RETURN n.`drop` AS create",
    "MATCH (n {set: 1, create: 2}) RETURN n",
    "MATCH (n:Set)-[:DROP]->(merge) RETURN merge",
    "// CREATE (n)\n/* SET; DELETE */ MATCH (n) RETURN n // DROP",
]
OTHER_CYPHER = [
    ("CREATE (n)", "CREATE"),
    ("MERGE (n)", "MERGE"),
    ("MATCH (n) SET n.x = 1", "SET"),
    ("MATCH (n) sEt n.x = 1 RETURN n", "sEt"),
    ("MATCH (n) DETACH DELETE n", "DETACH"),
    ("MATCH (n) REMOVE n.x", "REMOVE"),
    ("MATCH (n) WITH * CREATE (m)", "CREATE"),
    ("MATCH (n) RETURN n.x ORDER BY n.x DESC CREATE (m)", "CREATE"),
    ("MATCH (n) RETURN n LIMIT 5SET n.x = 1", "SET"),
    ("MATCH (n) RETURN n // x\nSET n.x = 1", "SET"),
    ("MATCH (n) RETURN `n`SET n.x = 1", "SET"),
    ("MATCH (n) WITH n.with SET n.x = 1", "SET"),
    ("MATCH (by) WITH by SET by.x = 1 RETURN by", "SET"),
    ("MATCH (n) WHERE EXISTS { CREATE (m) } RETURN n", "CREATE"),
    ("MATCH (n) CALL { WITH n DELETE n } RETURN 1", "CALL"),
    ("MATCH (n) FOREACH (x IN [1] | SET n.x = 1)", "FOREACH"),
    ("RETURN CASE WHEN true THEN 1 END CREATE (n)", "CREATE"),
    ("RETURN 1 UNION ALL CREATE (n) RETURN 2", "CREATE"),
    ("OPTIONAL CREATE (n)", "CREATE"),
    ("CALL show_tables() RETURN *", "CALL"),
    ("COPY (MATCH (n) RETURN n) TO 'x.csv'", "COPY"),
    ("LOAD FROM '/etc/passwd' RETURN *", "LOAD"),
    ("INSTALL json", "INSTALL"),
    ("ATTACH 'x' AS y", "ATTACH"),
    ("CHECKPOINT", "CHECKPOINT"),
    ("EXPORT DATABASE 'x'", "EXPORT"),
    ("IMPORT DATABASE 'x'", "IMPORT"),
    ("USE x MATCH (n) RETURN n", "USE"),
    ("ALTER TABLE x ADD y INT64", "ALTER"),
    ("DROP TABLE Building", "DROP"),
    ("EXPLAIN MATCH (n) RETURN n", "EXPLAIN"),
    ("PROFILE RETURN 1", "PROFILE"),
    ("BEGIN TRANSACTION", "BEGIN"),
    ("RETURN COLLECT { CALL `db`.`awaitIndexes`(1) RETURN 1 } AS x", "CALL"),
    ("RETURN COLLECT { CREATE (n) RETURN 1 } AS x", "CREATE"),
    ("RETURN SOMETHING { CREATE (n) RETURN 1 } AS x", "CREATE"),
    ("RETURN SOMETHING { CALL `db`.`x`(1) RETURN 1 } AS x", "CALL"),
    ("RETURN SOMETHING { USE `system` MATCH (n) RETURN 1 } AS x", "USE"),
    ("MATCH (n) CALL `db`.`x`(1) RETURN n", "CALL"),
    ("RETURN n `db`", "`db`"),
]
READING_SPARQL = [
    "SELECT ?b WHERE { ?b a sq:Building }",
    "PREFIX x: <http://x/> SELECT * { ?a x:b/x:c* ?d FILTER(?d < 3 && ?d>1) }",
    "ASK { ?a ?b 'SERVICE <http://x> FROM' } # SERVICE FROM INSERT",
    "CONSTRUCT { ?service ?b ?from } WHERE { ?service ?b ?from }",
    "DESCRIBE <http://x/#FROM>",
    "# DELETE\nSELECT (COUNT(*) AS ?n) { { SELECT ?b { ?b a sq:Building } } }",
]
OTHER_SPARQL = [
    ("INSERT DATA { <a:a> <a:b> <a:c> }", "INSERT"),
    ("PREFIX a: <b:> # x\nDELETE WHERE { ?a ?b ?c }", "DELETE"),
    ("LOAD <http://x/>", "LOAD"),
    ("CLEAR ALL", "CLEAR"),
    ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM"),
    ("SELECT * FROM NAMED <http://x/> { ?s ?p ?o }", "FROM"),
    ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { { SELECT * { service silent ?x { ?s ?p ?o } } } }", "SERVICE"),
    ("ASK { ?s ?p ?o FILTER NOT EXISTS { SERVICE ?s { ?a ?b ?c } } }", "SERVICE"),
    ('SELECT ?a { FILTER(?a<sq:b#>"""\n && EXISTS { SERVICE <http://x/> {} }) #"""\n}', "SERVICE"),
    ("SELECT * { \\u0053ERVICE <http://x/> { ?s ?p ?o } }", "SERVICE"),
]
CLAUSES = ["CREATE", "MERGE", "SET", "DELETE", "REMOVE", "COPY", "LOAD", "CALL", "DROP", "INSTALL"]


@pytest.mark.parametrize("text", READING_CYPHER)
def test_cypher_that_reads_is_taken(text: str) -> None:
    check(text, "cypher")


@pytest.mark.parametrize("text", NAMES_THAT_LOOK_LIKE_CLAUSES)
def test_a_keyword_in_a_string_a_name_or_a_comment_is_no_clause(text: str) -> None:
    check(text, "cypher")


@pytest.mark.parametrize(("text", "word"), OTHER_CYPHER)
def test_cypher_that_does_anything_else_is_refused_by_its_word(text: str, word: str) -> None:
    with pytest.raises(QueryError) as refused:
        check(text, "cypher")
    assert refused.value.key == "query_clause_refused"
    assert refused.value.values["word"] == word


@pytest.mark.parametrize("text", READING_SPARQL)
def test_sparql_that_reads_is_taken(text: str) -> None:
    check(text, "sparql")


@pytest.mark.parametrize(("text", "word"), OTHER_SPARQL)
def test_sparql_that_writes_or_calls_out_is_refused_by_its_word(text: str, word: str) -> None:
    with pytest.raises(QueryError) as refused:
        check(text, "sparql")
    assert refused.value.values["word"] == word


def test_a_parameter_has_no_value_here() -> None:
    with pytest.raises(QueryError, match=r"\$name"):
        check("MATCH (n) WHERE n.name = $name RETURN n", "cypher")


def test_one_statement_at_a_time() -> None:
    with pytest.raises(QueryError) as refused:
        check("RETURN 1;\nMATCH (n) RETURN n", "cypher")
    assert refused.value.key == "query_one_statement"
    assert (refused.value.values["line"], refused.value.values["column"]) == (2, 1)
    with pytest.raises(QueryError):
        check("ASK {} ASK {}", "sparql")


@pytest.mark.parametrize("text", ["", "  \n", "// x", "RETURN 1 UNION"])
def test_an_empty_cypher_statement_is_said_to_be_empty(text: str) -> None:
    with pytest.raises(QueryError, match=r"empty|空"):
        check(text, "cypher")


@pytest.mark.parametrize("text", ["", "# x\n"])
def test_an_empty_sparql_query_is_said_to_be_empty(text: str) -> None:
    with pytest.raises(QueryError, match=r"empty|空"):
        check(text, "sparql")


@pytest.mark.parametrize("text", ["RETURN 'a", 'RETURN "a', "RETURN `a", "RETURN 1 /* a"])
def test_what_is_never_closed_is_shown(text: str) -> None:
    with pytest.raises(QueryError) as refused:
        check(text, "cypher")
    assert refused.value.key == "query_not_closed"


def test_a_quotation_mark_written_as_an_escape_hides_nothing() -> None:
    with pytest.raises(QueryError) as refused:
        check(r"MATCH (n) WHERE n.x = '\u0027 SET n.x = 1 //' RETURN n", "cypher")
    assert refused.value.key == "query_unicode_escape"
    check(r"MATCH (n) WHERE n.x = '\u00e9' RETURN n", "cypher")


def test_a_wrong_query_says_where_in_both_languages() -> None:
    choose("en")
    with pytest.raises(QueryError, match=r"line 2, column 1.*expected"):
        check("SELECT ?b WHERE { ?b a sq:Building\n", "sparql")
    with pytest.raises(QueryError, match=r"line 1, column \d+.*▸nix:a.*prefix"):
        check("SELECT ?b { ?b nix:a ?c }", "sparql")
    choose("zh")
    with pytest.raises(QueryError, match="第 2 行第 1 列"):
        check("MATCH (b:Building)\nRETRUN b", "cypher")
    choose("en")


def test_a_query_nested_without_end_is_refused() -> None:
    with pytest.raises(QueryError):
        check("SELECT * " + "{" * 2000 + "}" * 2000, "sparql")


@pytest.mark.parametrize(
    "text", [*READING_CYPHER, "// x\n MATCH (n) RETURN n", "\ufeffRETURN 1", "WITH 1 AS x RETURN x"]
)
def test_plain_cypher_is_recognised(text: str) -> None:
    assert detect(text) == "cypher"


@pytest.mark.parametrize("text", [*READING_SPARQL, "prefix a: <b:> select * {}"])
def test_plain_sparql_is_recognised(text: str) -> None:
    assert detect(text) == "sparql"


@pytest.mark.parametrize("text", ["", "有多少楼栋", "DELETE x"])
def test_what_is_not_plain_has_to_be_said(text: str) -> None:
    with pytest.raises(QueryError, match=r"--sparql.*--cypher"):
        detect(text)


PIECES = st.sampled_from(
    ["MATCH (n)", "WITH *", "WHERE n.x = 1", "RETURN n.name", "LIMIT 3", "'a'", "[1]"]
)


@given(st.lists(PIECES, min_size=1, max_size=4), st.sampled_from(CLAUSES), st.sampled_from(" \n"))
def test_a_writing_clause_is_refused_after_anything(
    pieces: list[str], clause: str, space: str
) -> None:
    with pytest.raises(QueryError):
        check("RETURN 1" + space + space.join([*pieces, clause]) + " (x)", "cypher")


@given(st.text(alphabet="ab '\"\\;/*`\n\u0000#<>{}SETCREATE", max_size=40))
def test_any_text_in_a_string_is_only_text(text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace("'", "\\'")
    check(f"MATCH (n) WHERE n.name = '{quoted}' RETURN n", "cypher")


@given(st.text(max_size=60))
def test_any_text_at_all_is_taken_or_refused_with_a_message(text: str) -> None:
    for language in ("cypher", "sparql"):
        try:
            check(text, language)
        except QueryError as refused:
            assert str(refused)
