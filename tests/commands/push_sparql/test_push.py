"""An engineer pushes the graph into a SPARQL store, in which others have their data too."""

from __future__ import annotations

import json

from graph.engines.endpoint import EndpointEngine
from graph.folder import GraphFolder
from graph.remote import address
from tests.commands.program import shequ
from tests.commands.push_sparql.pushing import FOREIGN, GRAPH, HOSTILE, graphs, own, pushed, theirs
from tests.servers.neo4j_server import free_port
from tests.servers.oxigraph_server import OxigraphServer
from tests.servers.sparql_store import SparqlStore


def strangers(store: SparqlStore) -> list[tuple[str, ...]]:
    return sorted(
        store.select(
            "SELECT ?s ?o { { ?s <https://example.org/p> ?o } UNION "
            "{ GRAPH <https://example.org/g> { ?s <https://example.org/p> ?o } } }"
        )
    )


def test_the_store_holds_every_triple_of_the_graph_however_a_name_is_written(
    each_sparql_server: SparqlStore, folder: GraphFolder
) -> None:
    account, part = pushed(folder, each_sparql_server.uri)
    assert theirs(each_sparql_server) == own(folder)
    assert (part.total, part.created, part.removed) == (len(own(folder)), part.total, 0)
    assert any("Graph Store Protocol" in note for note in account.notes)
    assert any(GRAPH in note for note in account.notes)
    assert graphs(each_sparql_server) == {(GRAPH,), (f"{GRAPH}/record",)}


def test_a_second_push_changes_nothing(
    each_sparql_server: SparqlStore, folder: GraphFolder
) -> None:
    pushed(folder, each_sparql_server.uri)
    before = theirs(each_sparql_server)
    _, part = pushed(folder, each_sparql_server.uri)
    assert (part.created, part.changed, part.removed, part.left) == (0, 0, 0, 0)
    assert part.unchanged == len(before)
    assert theirs(each_sparql_server) == before


def test_what_is_gone_from_the_graph_goes_from_the_store(
    each_sparql_server: SparqlStore, folder: GraphFolder, changed: GraphFolder
) -> None:
    pushed(folder, each_sparql_server.uri)
    _, part = pushed(changed, each_sparql_server.uri)
    assert theirs(each_sparql_server) == own(changed)
    assert part.created == len(own(changed) - own(folder))
    assert part.removed == len(own(folder) - own(changed))


def test_keep_leaves_what_is_gone_and_says_how_much(
    each_sparql_server: SparqlStore, folder: GraphFolder, changed: GraphFolder
) -> None:
    pushed(folder, each_sparql_server.uri)
    account, part = pushed(changed, each_sparql_server.uri, keep=True)
    assert any(f"still has {part.left} triples" in note for note in account.notes)
    assert theirs(each_sparql_server) == own(folder) | own(changed)
    assert (part.removed, part.left) == (0, len(own(folder) - own(changed)))


def test_other_data_in_the_store_is_neither_changed_nor_seen(
    each_sparql_server: SparqlStore, folder: GraphFolder, changed: GraphFolder
) -> None:
    alien = "<https://example.org/b> a <https://w3id.org/shequ/ns#Estate> ."
    each_sparql_server.update(
        f"INSERT DATA {{ {FOREIGN} {alien} GRAPH <https://example.org/g> {{ {FOREIGN} {alien} }} }}"
    )
    before = strangers(each_sparql_server)
    pushed(folder, each_sparql_server.uri)
    pushed(changed, each_sparql_server.uri)
    assert strangers(each_sparql_server) == before
    assert len(before) == 2
    estates = EndpointEngine(address(each_sparql_server.uri)).run("SELECT ?e { ?e a sq:Estate }")
    assert len(estates.rows) == len(HOSTILE)


def test_two_graphs_of_two_names_stand_side_by_side(
    sparql_server: OxigraphServer, folder: GraphFolder, changed: GraphFolder
) -> None:
    july = "https://example.org/2010/07#graph"
    named = f"{sparql_server.uri}?graph={july.replace('#', '%23')}"
    pushed(folder, sparql_server.uri)
    pushed(changed, named)
    assert theirs(sparql_server) == own(folder)
    assert theirs(sparql_server, july) == own(changed)
    count = "SELECT ?b { ?b a sq:Building ; rdfs:label 'new'@zh }"
    assert EndpointEngine(address(sparql_server.uri)).run(count).rows == []
    assert len(EndpointEngine(address(named)).run(count).rows) == 1


def test_a_blank_node_that_somebody_put_into_our_graph_goes_too(
    each_sparql_server: SparqlStore, folder: GraphFolder
) -> None:
    pushed(folder, each_sparql_server.uri)
    each_sparql_server.update(
        f"INSERT DATA {{ GRAPH <{GRAPH}> {{ _:a <https://example.org/p> 'nobody' }} }}"
    )
    each_sparql_server.update(
        f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <https://example.org/a> <https://example.org/p> "
        "'\\\\u0022 } } ; DROP ALL #' } }"
    )
    _, part = pushed(folder, each_sparql_server.uri)
    assert part.removed == 2
    assert theirs(each_sparql_server) == own(folder)


def test_an_engineer_pushes_and_asks_from_the_command_line(
    sparql_server: OxigraphServer, folder: GraphFolder
) -> None:
    variables = {"SHEQU_GRAPH": str(folder.path)}
    done = shequ("push", sparql_server.uri, "-f", "json", variables=variables)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["triples"][GRAPH]["created"] == len(own(folder))
    done = shequ("push", sparql_server.uri, "-f", "table", variables=variables)
    assert "nothing was changed" in done.stdout
    done = shequ(
        *("gaps", "uncovered-buildings", "--unknown", "-f", "json"),
        *("--engine", sparql_server.uri),
        variables=variables,
    )
    assert len(json.loads(done.stdout)) == 200, done.stderr
    done = shequ("push", f"http://127.0.0.1:{free_port()}", variables=variables)
    assert done.returncode == 3
    assert "can't be reached" in done.stderr
    assert len(done.stderr.splitlines()) == 1
