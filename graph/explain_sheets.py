"""What `graph.explain` found, as sheets: flat rows for programs, three small tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from graph.explain import Explained, Fact, Source, Tie
from graph.explain_names import Thing
from graph.language import language, say
from graph.output import Column, Sheet, columns_of
from graph.output.columns import label_of
from graph.output.values import plain, showing

_TIES_SHOWN = 12  # of one type and direction, on a terminal
_SOURCES_SHOWN = 40
_BEFORE = ("what", "subject", "field", "value", "direction", "other_id", "other_label", "tie_id")
_BEHIND = ("derived", "severity", "problem", "remedy", "file", "sheet", "row", "cell")
_DIRECTIONS = {"out": "explain_out", "in": "explain_in"}


def flat(found: Explained) -> Sheet:
    """A row for each fact, tie and issue and each roster row behind it, with English keys."""
    attributes = _attributes()
    keys = (*_BEFORE, *attributes, *_BEHIND)
    nothing: dict[str, object] = dict.fromkeys(keys)
    rows = [tuple((nothing | row).values()) for row in _flat_rows(found)]
    # the ids are what a script goes on with, so none is left out of CSV
    return Sheet(found.thing.id, columns_of(keys, plain=True), rows)


def _attributes() -> tuple[str, ...]:
    """The columns that ties of some type have, beside their ends and source."""
    from ontology import load_model

    names = (c.name for tie in load_model().relationships.values() for c in tie.columns)
    return tuple(dict.fromkeys(name for name in names if name != "source"))


def _flat_rows(found: Explained) -> Iterator[dict[str, object]]:
    subject = found.thing.id
    row: dict[str, object]
    for fact in found.facts:
        row = {
            "what": "fact",
            "subject": subject,
            "field": fact.column.name,
            "value": plain(fact.value),
            "derived": fact.column.derived,
        }
        yield from _behind(row, fact.sources)
    for tie in found.ties:
        row = {
            "what": "tie",
            "subject": subject,
            "field": tie.relationship.type,
            "value": tie.other.name,
            "direction": tie.direction,
            "other_id": tie.other.id,
            "other_label": tie.other.table,
            "tie_id": tie.id,
            "derived": tie.relationship.derived,
            **tie.attributes,
        }
        yield from _behind(row, tie.sources)
    for issue in found.issues:
        row = {
            "what": "issue",
            "subject": subject,
            "field": issue.code,
            "severity": issue.severity,
            "problem": issue.problem,
            "remedy": issue.remedy,
            "cell": issue.cell,
        }
        yield from _behind(row, (issue.source,))


def _behind(row: dict[str, object], sources: Sequence[Source]) -> Iterator[dict[str, object]]:
    if not sources:
        yield row
    for source in sources:
        yield row | source._asdict()


def for_people(found: Explained, *, base: str, date: str, graph: Path, brief: bool) -> list[Sheet]:
    """Facts, ties and issues under labels of the chosen language; `brief` shows the first ties."""
    title = say(
        "explain_title",
        label=label_of_thing(found.thing),
        name=found.thing.name or _nameless(found),
    )
    notes = [
        found.thing.id,
        say("command_load_date", date=date, graph=graph),
        say("explain_sources", sources=said(found.sources)),
    ]
    sheets = [_facts(found, title, notes)]
    if found.ties:
        sheets.append(_ties(found, base, brief=brief))
    sheets.append(_issues(found))
    return sheets


def label_of_thing(thing: Thing) -> str:
    """The Chinese or English label of a node's label, with its kind, or of a tie's type."""
    from ontology import load_model

    model = load_model()
    made = model.relationships[thing.table] if thing.is_tie else model.labels[thing.table]
    label = made.zh if language() == "zh" else made.en
    if thing.kind is None:
        return label
    kind = showing(Column("kind"))(thing.kind)
    return f"{label}（{kind}）" if language() == "zh" else f"{label} ({kind})"


def said(sources: Sequence[Source]) -> str:
    """Rows of rosters in words, those of one sheet together: 楼栋.xlsx “海月”第 3–5、9 行."""
    separator = say("output_list_separator")
    parts = []
    for (file, sheet), rows in groupby(sources[:_SOURCES_SHOWN], lambda source: source[:2]):
        numbers = separator.join(_runs(source.row for source in rows))
        key = "explain_source_of_sheet" if sheet else "explain_source"
        parts.append(say(key, file=file, sheet=sheet, rows=numbers))
    more = ["…"] if len(sources) > _SOURCES_SHOWN else []
    return "; ".join([*parts, *more])


def _runs(rows: Iterable[int]) -> Iterator[str]:
    """Numbers that follow each other as 3–5."""
    start = last = None
    for row in rows:
        if last is not None and row != last + 1:
            yield f"{start}" if start == last else f"{start}–{last}"
            start = row
        start, last = row if start is None else start, row
    if last is not None:
        yield f"{start}" if start == last else f"{start}–{last}"


def _nameless(found: Explained) -> str:
    """A tie by its ends, a node without a name by its id."""
    ends = {tie.direction: tie.other.name or tie.other.id for tie in found.ties}
    if found.thing.is_tie:
        return f"{ends['from']} → {ends['to']}"
    return found.thing.id.rpartition("/")[2]


def _facts(found: Explained, title: str, notes: list[str]) -> Sheet:
    zh = language() == "zh"
    rows = [
        (
            fact.column.zh if zh else fact.column.en,
            _shown(fact),
            say("explain_derived" if fact.column.derived else "explain_stated"),
        )
        for fact in found.facts
    ]
    columns = _plain_columns("field", "value", "basis")
    return Sheet(title, columns, rows, notes, name=say("explain_facts"))


def _shown(fact: Fact) -> str:
    shown = showing(Column(fact.column.name, code_list=fact.column.code_list))
    if fact.column.name == "asked" and isinstance(fact.value, list):
        return shown([_asked(key) for key in fact.value])
    return shown(fact.value)


def _asked(key: str) -> str:
    """In words what a community was asked about: COVERS.Building, SERVES.Team.volunteers."""
    from ontology import load_model

    model = load_model()
    type_, _, rest = key.partition(".")
    label, _, kind = rest.partition(".")
    made = model.relationships[type_]
    tie = made.zh if language() == "zh" else made.en
    if not label:
        return tie
    node = model.labels[label]
    of = model.code_lists[node.kinds].codes[kind] if kind and node.kinds is not None else node
    return say("explain_asked", tie=tie, of=of.zh if language() == "zh" else of.en)


def _ties(found: Explained, base: str, *, brief: bool) -> Sheet:
    """A row a tie; in `brief` the first of each type, in a few words each."""
    from ontology import load_model

    zh = language() == "zh"
    columns = {c.name: c for t in load_model().relationships.values() for c in t.columns}
    used = [
        name
        for name in _attributes()
        if any(tie.attributes.get(name) is not None for tie in found.ties)
    ]
    labels = {name: columns[name].zh if zh else columns[name].en for name in used}
    shows = {name: showing(Column(name, code_list=columns[name].code_list)) for name in used}
    rows: list[tuple[object, ...]] = []
    for _, group in groupby(found.ties, lambda tie: (tie.direction, tie.relationship.type)):
        ties = list(group)
        for tie in ties[:_TIES_SHOWN] if brief else ties:
            name, label = tie.other.name or say("explain_nameless"), label_of_thing(tie.other)
            attributes = {key: shows[key](tie.attributes.get(key)) for key in used}
            known = [f"{labels[key]} {text}" for key, text in attributes.items() if text]
            words = say("output_list_separator").join([label, *known])
            what = (
                (say("explain_tie", type=_type(tie), name=name, words=words),)
                if brief
                else (_type(tie), name, label, *attributes.values())
            )
            rows.append((*what, tie.other.id.removeprefix(base), said(tie.sources)))
    title = say("explain_ties", count=len(found.ties))
    keys = ("tie",) if brief else ("tie", "other", "other_label")
    middle = [Column(key, given=label, plain=True) for key, label in labels.items()]
    return Sheet(
        title,
        [
            *_plain_columns(*keys),
            *([] if brief else middle),
            *_plain_columns("other_id", "where"),
        ],
        rows,
        [say("explain_more_ties", count=len(found.ties) - len(rows))]
        if len(rows) < len(found.ties)
        else [],
        blocks=brief,
    )


def _type(tie: Tie) -> str:
    if tie.direction in ("from", "to"):
        return say(f"explain_{tie.direction}")
    name = tie.relationship.zh if language() == "zh" else tie.relationship.en
    return say(_DIRECTIONS[tie.direction], type=name)


def _issues(found: Explained) -> Sheet:
    rows = [
        (issue.severity, said((issue.source,)), issue.cell, issue.problem, issue.remedy)
        for issue in found.issues
    ]
    notes = [] if rows else [say("explain_no_issues")]
    columns = columns_of(("severity", "where", "cell", "problem", "remedy"))
    return Sheet(say("explain_issues"), columns, rows, notes)


def _plain_columns(*keys: str) -> list[Column]:
    """Columns whose values are words already, and none of which is left out as an id."""
    return [Column(key, given=label_of(key), plain=True) for key in keys]
