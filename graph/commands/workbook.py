"""The whole workbook of `shequ gaps -o FILE.xlsx`: an overview, a sheet a question, the places.

Each question is asked twice: for its figures, which the first sheet shows, and for its rows when
its sheet is written. So no more than one question's rows are in memory, also of a city.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from graph.commands.asking import Asking
from graph.output import Column, Sheet, columns_of
from graph.output.values import Linked

if TYPE_CHECKING:
    from graph.engines import Engine
    from graph.question import Question

_FIGURES = ("gaps", "of", "excluded", "unknown", "rate")
_NARROW = 9  # of the 28 columns of the sheet by community
Line = dict[str, object]


def write_whole(asking: Asking, path: Path) -> int:
    """Write the workbook, and return how many gaps there are; raises EngineError, OSError."""
    from graph import gaps
    from graph.commands.figures import figures_sheet
    from graph.language import say
    from graph.output.workbook import write_workbook

    notes = [*asking.notes(), say("gaps_not_loaded")]
    with asking.opened() as engine:
        questions = _in_order()
        lines, places = _lines(asking, engine, questions)
        figures = gaps.indicators(
            engine, community=asking.community, subdistrict=asking.subdistrict
        )
        tabs = _tabs(questions)
        back = Linked(say("gaps_back"), _address(say("gaps_tab_overview")))
        plain = [*asking.notes(spanned=False), say("gaps_not_loaded")]
        of_figures = figures_sheet(figures, say("command_gaps_indicators"), [*plain, back])
        sheets = [
            _overview(questions, lines, tabs, notes),
            *(_sheet(asking, engine, each, lines[each.slug], tabs, back) for each in questions),
            _by_community(questions, places, tabs, [*notes, say("gaps_by_community_note"), back]),
            Sheet(
                of_figures.title,
                of_figures.columns,
                of_figures.rows,
                of_figures.notes,
                say("gaps_tab_figures"),
            ),
        ]
        write_workbook(sheets, path)
    return sum(int(str(line["gaps"])) for line in lines.values())


def question_columns(question: Question, keys: tuple[str, ...]) -> list[Column]:
    """The columns of a question's rows, by the titles that the question gives them."""
    stated = {column.key: column for column in question.columns}
    return [
        Column(
            key,
            given=str(stated[key].title),
            code_list=stated[key].code_list,
            given_codes={code: str(text) for code, text in stated[key].values.items()},
        )
        if key in stated
        else Column(key)
        for key in keys
    ]


def _in_order() -> list[Question]:
    """The questions of the three full coverages, then the others."""
    from graph.question import COVERAGES, all_questions

    order = (*COVERAGES, None)
    return sorted(all_questions(), key=lambda question: order.index(question.coverage))


def _lines(
    asking: Asking, engine: Engine, questions: list[Question]
) -> tuple[dict[str, Line], dict[str, list[Line]]]:
    """The figures of each question: of the whole, and of each community."""
    from graph import gaps
    from graph.engines.remembering import Remembering

    lines, places = {}, {}
    for question in questions:
        once = Remembering(engine)
        asked = {
            "questions": [question.slug],
            "community": asking.community,
            "subdistrict": asking.subdistrict,
            "span": asking.span if "span" in question.parameters else None,
        }
        (lines[question.slug],) = gaps.summary(asking.folder, once, **asked)  # type: ignore[arg-type]
        places[question.slug] = gaps.summary(asking.folder, once, by="community", **asked)  # type: ignore[arg-type]
    return lines, places


def _tabs(questions: list[Question]) -> dict[str, str]:
    """The tab of each question: its title, as far as a tab is long, no two alike."""
    from graph.language import say
    from graph.output.workbook import tab_name

    taken = {say(f"gaps_tab_{name}").lower() for name in ("overview", "communities", "figures")}
    taken.add(say("output_lists_tab").lower())
    tabs = {}
    for question in questions:
        name, number = tab_name(str(question.title)), 1
        while name.lower() in taken:
            number += 1
            name = tab_name(str(question.title), number)
        taken.add(name.lower())
        tabs[question.slug] = name
    return tabs


def _address(tab: str) -> str:
    quoted = tab.replace("'", "''")
    return f"internal:'{quoted}'!A1"


def _overview(
    questions: list[Question], lines: dict[str, Line], tabs: dict[str, str], notes: list[str]
) -> Sheet:
    from graph.language import say

    others = [
        Linked(say(title), _address(say(tab)))
        for title, tab in (
            ("gaps_by_community", "gaps_tab_communities"),
            ("command_gaps_indicators", "gaps_tab_figures"),
        )
    ]
    return Sheet(
        title=say("command_gaps_title"),
        name=say("gaps_tab_overview"),
        columns=[
            Column("coverage", given=say("gaps_column_coverage")),
            *columns_of(("title", *_FIGURES)),
        ],
        rows=[
            (
                say(f"gaps_coverage_{question.coverage or 'other'}"),
                Linked(str(question.title), _address(tabs[question.slug])),
                *(lines[question.slug][key] for key in _FIGURES),
            )
            for question in questions
        ],
        notes=[*notes, *others],
    )


def _sheet(
    asking: Asking,
    engine: Engine,
    question: Question,
    line: Line,
    tabs: dict[str, str],
    back: Linked,
) -> Sheet:
    """A question's rows: the gaps, then what is unknown, told apart by a first column.

    A column, and not a block or a sheet beside it: one filter shows either, and nothing is missed.
    """
    from graph.language import say
    from graph.output.values import per_cent

    keys = question.keys
    # a sheet that is loaded again has the columns of its roster, and only what is to be filled in
    both = bool(line["unknown"]) and question.takes_over is None
    rate = line["rate"]
    shown = per_cent(rate) if isinstance(rate, float) else "—"
    numbers = {name: line[name] for name in ("gaps", "of", "excluded", "unknown")}
    notes = [
        *asking.notes(spanned="span" in question.parameters),
        say("command_gaps_definition", definition=question.definition),
        say("command_gaps_line", **numbers, things=question.of, rate=shown),
    ]
    if both:
        notes.append(say("command_gaps_unknown", definition=question.unknown))
        notes.append(say("gaps_with_unknown"))
    elif line["unknown"]:
        notes.append(say("gaps_unknown_elsewhere", count=line["unknown"], question=question.slug))
    if not line["gaps"]:
        notes.append(say("gaps_none"))
    notes.append(say("gaps_to_fill" if question.takes_over else "gaps_not_loaded"))
    sheet = Sheet(
        title=str(question.title),
        name=tabs[question.slug],
        columns=question_columns(question, ("state", *keys) if both else keys),
        rows=_rows(asking, engine, question, both),
        notes=[*notes, back],
    )
    if question.takes_over is None:
        return sheet
    from graph.takeover import with_choices

    return with_choices(
        sheet, asking.folder, question.takes_over, ("state", *keys) if both else keys
    )


def _rows(
    asking: Asking, engine: Engine, question: Question, both: bool
) -> Iterator[tuple[object, ...]]:
    """Asked when the sheet is written."""
    from graph import gaps
    from graph.engines.remembering import Remembering

    once = Remembering(engine)
    for state in ("gap", "unknown") if both else ("gap",):
        answer = gaps.answer(
            asking.folder,
            question.slug,
            once,
            unknown=state == "unknown",
            community=asking.community,
            subdistrict=asking.subdistrict,
            span=asking.span if "span" in question.parameters else None,
        )
        for row in answer.rows:
            yield (state, *row) if both else row


def _by_community(
    questions: list[Question], places: dict[str, list[Line]], tabs: dict[str, str], notes: list[str]
) -> Sheet:
    from graph.language import say

    slugs = [question.slug for question in questions if question.reads == "graph"]
    found: dict[tuple[object, ...], dict[str, Line]] = {}
    for slug in slugs:
        for line in places[slug]:
            if line["community"] is not None:  # else it is of a subdistrict, or of no known place
                key = (line["community_code"], line["subdistrict"], line["community"])
                found.setdefault(key, {})[slug] = line
    titles = {question.slug: str(question.title) for question in questions}
    return Sheet(
        title=say("gaps_by_community"),
        name=say("gaps_tab_communities"),
        columns=[
            *columns_of(("subdistrict", "community_code", "community")),
            *(
                Column(slug, given=titles[slug], address=_address(tabs[slug]), width=_NARROW)
                for slug in slugs
            ),
        ],
        rows=[
            (subdistrict, code, name, *(_count(by_slug.get(slug)) for slug in slugs))
            for (code, subdistrict, name), by_slug in sorted(
                found.items(), key=lambda item: str(item[0][0])
            )
        ],
        notes=notes,
        bars=slugs,
        fixed=3,
    )


def _count(line: Line | None) -> object:
    """The gaps; a word where nothing is known, and nothing where there is nothing to ask."""
    from graph.language import say

    if line is None or not (line["of"] or line["gaps"]):
        return None
    nothing_known = line["unknown"] == line["of"] and not line["gaps"]
    return say("output_code_unknown") if nothing_known else line["gaps"]
