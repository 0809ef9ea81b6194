"""Everything that the network page unpacks: facts, ties, gaps and pictures as columns.

Columns of equal values side by side deflate well: 44,000 buildings are two megabytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.language import language, say
from graph.pages.content import Content
from graph.pages.findings import Findings
from graph.pages.pictures import Atlas, Picture
from graph.pages.pinyin import readings
from ontology import Column, Model

# Said elsewhere on the panel, or only there for queries.
LEFT_OUT = frozenset(
    {"id", "name", "listed", "asked", "estate_id", "nearest_organization_id", "source", "in_force"}
)


def records(atlas: Atlas, findings: Findings) -> dict[str, Any]:
    """The page's data, by numbers of nodes."""
    content = atlas.content
    return {
        "labels": [_label(content, label) for label in content.columns],
        "ids": [id_.removeprefix(content.base) for id_ in content.ids],
        "names": content.name,
        "states": [atlas.coverage.state[node] for node in range(len(content.name))],
        "sources": [content.value(node, "source") for node in range(len(content.name))],
        "gathered": [
            {"name": gathered.name, "members": list(gathered.members)}
            for gathered in atlas.gathered
        ],
        "tallies": [
            [node, tally.of, tally.gaps, tally.unknown]
            for node, tally in sorted(atlas.coverage.tally.items())
            if tally.of
        ],
        "gaps": _gaps(content, findings),
        "ties": [_ties(content, type_) for type_ in content.ties if content.ties[type_]],
        "pictures": [_picture(atlas.pictures[focus]) for focus in sorted(atlas.pictures)],
        "community": [content.community.get(node, -1) for node in range(len(content.name))],
        "addresses": [
            [node, content.places.address(content.ids[node])] for node in content.of("Community")
        ],
        "base": content.base,
        "readings": readings(_searched(content)),
        "opening": atlas.opening,
    }


def _searched(content: Content) -> Iterator[str]:
    """Every text that the page's search looks through."""
    yield from content.name
    for columns in content.columns.values():
        for names in columns.get("alternative_names", ()):
            yield from names or ()


def _label(content: Content, label: str) -> dict[str, Any]:
    node_label = content.model.labels[label]
    columns = content.columns[label]
    return {
        "title": _in_language(node_label),
        "start": content.starts[label],
        "count": len(columns["source"]),
        "columns": [
            _column(content.model, column, columns[column.name], node_label.kinds)
            for column in node_label.columns
            if column.name not in LEFT_OUT and _says(columns[column.name])
        ],
    }


def _says(values: list[Any]) -> bool:
    return any(value is not None and value != [] for value in values)


def _column(
    model: Model, column: Column, values: list[Any], kinds: str | None = None
) -> dict[str, Any]:
    """A column: its title, its values, and the words for its codes."""
    codes = kinds if column.name == "kind" else column.code_list
    words: dict[str, str] = {}
    if codes is not None:
        words = {
            code.notation: _in_language(code) for code in model.code_lists[codes].codes.values()
        }
    elif column.datatype == "boolean":
        answers = model.code_lists["Answer"].codes
        words = {"true": _in_language(answers["yes"]), "false": _in_language(answers["no"])}
    elif column.name == "qualifiers":
        words = {
            code.notation: _in_language(code)
            for code in model.code_lists["Qualifier"].codes.values()
        }
    return {"key": column.name, "title": _in_language(column), "words": words, "values": values}


def _in_language(term: Any) -> str:
    text: str = term.zh if language() == "zh" else term.en
    return text


def _gaps(content: Content, findings: Findings) -> list[dict[str, Any]]:
    """For each question, the numbers of the nodes that are a gap of it, and the unknown ones."""
    found = []
    for row in findings.summary:
        states = findings.states.get(row["question"], {})
        numbers: dict[str, list[int]] = {"gap": [], "unknown": []}
        for id_, state in states.items():
            if id_ in content.number and state in numbers:
                numbers[state].append(content.number[id_])
        if any(numbers.values()):
            found.append(
                {"slug": row["question"], "title": row["title"]}
                | {state: sorted(nodes) for state, nodes in numbers.items()}
            )
    return found


def _ties(content: Content, type_: str) -> dict[str, Any]:
    relationship = content.model.relationships[type_]
    columns = content.tie_columns[type_]
    return {
        "type": type_,
        "title": _in_language(relationship),
        "inverse": say(f"pages_inverse_{type_}"),
        "from": [start for start, _ in content.ties[type_]],
        "to": [end for _, end in content.ties[type_]],
        "source": columns["source"],
        "in_force": columns.get("in_force", []),
        "columns": [
            _column(content.model, column, columns[column.name])
            for column in relationship.columns
            if column.name not in LEFT_OUT and _says(columns[column.name])
        ],
    }


def _picture(picture: Picture) -> dict[str, Any]:
    boxes = picture.boxes
    return {
        "focus": picture.focus,
        "above": picture.above,
        "n": [box.node for box in boxes],
        "x": [box.x for box in boxes],
        "y": [box.y for box in boxes],
        "g": [f"{box.role}:{box.state}" for box in boxes],
        "t": [box.text for box in boxes],
        "lines": [list(line) for line in picture.lines],
    }
