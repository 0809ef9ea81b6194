"""`shequ gaps`: what is not covered, as a line per question, or the rows of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from graph.commands.asking import DEFAULT_ENGINE
from graph.commands.asking import Asking as Asking  # other commands take it from here
from graph.commands.options import (
    Community,
    Database,
    Engine,
    Form,
    Graph,
    Output,
    Subdistrict,
    check_database,
    graph_path,
    seconds,
)

if TYPE_CHECKING:
    from graph.output import Destination

_INDICATORS = "indicators"


def gaps(
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="argument_question")
    ] = None,
    graph: Graph = None,
    community: Community = None,
    subdistrict: Subdistrict = None,
    unknown: Annotated[bool, typer.Option("--unknown", help="option_unknown")] = False,
    span: Annotated[str | None, typer.Option("--span", metavar="N", help="option_span")] = None,
    fail_on_gaps: Annotated[
        bool, typer.Option("--fail-on-gaps", help="option_fail_on_gaps")
    ] = False,
    engine: Engine = None,
    database: Database = None,
    timeout: Annotated[
        str | None, typer.Option("--timeout", metavar="SECONDS", help="option_gaps_timeout")
    ] = None,
    form: Form = None,
    output: Output = None,
) -> int:
    """Write the summary, or the rows of `question`; 1 where --fail-on-gaps finds any.

    Raises UsageError for a question or place that there is not, and for a span that is no number
    above 0 or not of the question; EngineError from the engine.
    """
    from graph.folder import GraphFolder
    from graph.output import Destination

    destination = Destination.choose(form, output)
    limit = seconds(timeout) if timeout is not None else None
    check_database(engine, database)
    check_question(question)
    buildings = checked_span(span, question)
    path = graph_path(graph)
    asking = Asking(
        path,
        GraphFolder.open(path),
        engine or DEFAULT_ENGINE,
        limit,
        community,
        subdistrict,
        buildings,
        database,
    )
    if question is None:
        found = write_summary(asking, destination)
    elif question == _INDICATORS or is_indicator(question):
        found = 0
        write_figures(asking, destination, None if question == _INDICATORS else question)
    else:
        found = write_rows(asking, destination, question, unknown=unknown, count=fail_on_gaps)
    return 1 if fail_on_gaps and found else 0


def is_indicator(name: str) -> bool:
    """Whether `name` is the slug of an indicator."""
    from graph.question import slugs

    return name in slugs("indicators")


def check_question(name: str | None) -> None:
    """Raise UsageError, naming the nearest, where `name` is neither question nor indicator."""
    from graph.errors import UsageError
    from graph.question import near, slugs

    known = (*slugs("questions"), *slugs("indicators"), _INDICATORS)
    if name is not None and name not in known:
        raise UsageError("gaps_unknown_question", name=name, near=near(name, known))


def checked_span(text: str | None, name: str | None) -> int | None:
    """The number of --span; UsageError where it is none above 0, or `name` takes none."""
    if text is None:
        return None
    from graph.errors import UsageError
    from graph.gaps import check_span
    from graph.question import all_questions, question

    if not text.strip().isdecimal():
        raise UsageError("gaps_span_wrong", text=text)
    figures = name is not None and (name == _INDICATORS or is_indicator(name))
    asked = () if figures else all_questions() if name is None else (question(name),)
    check_span(int(text), asked)
    return int(text)


def write_summary(asking: Asking, destination: Destination) -> int:
    """Write a line per question, and return how many gaps there are.

    On a terminal the figures stand below; a workbook is a whole one, with a sheet a question.
    """
    from graph import gaps as asked
    from graph.commands.figures import write_brief
    from graph.language import say
    from graph.output import Sheet, columns_of, write

    if destination.format == "xlsx" and destination.path is not None:
        from graph.commands.workbook import write_whole
        from graph.output.write import written

        found = write_whole(asking, destination.path)
        written(destination.path)
        return found
    with asking.opened() as engine:
        lines = asked.summary(
            asking.folder,
            engine,
            community=asking.community,
            subdistrict=asking.subdistrict,
            span=asking.span,
        )
        figures = (
            asked.indicators(engine, community=asking.community, subdistrict=asking.subdistrict)
            if destination.for_people
            else []
        )
    keys = ("question", "title", "gaps", "of", "excluded", "unknown", "rate")
    sheet = Sheet(
        title=say("command_gaps_title"),
        columns=columns_of(keys),
        rows=[tuple(line[key] for key in keys) for line in lines],
        notes=asking.notes(),
    )
    write(sheet, destination)
    if destination.for_people:
        print()
        write_brief(figures, say("command_gaps_indicators"), [], destination)
    return sum(int(str(line["gaps"])) for line in lines)


def write_figures(asking: Asking, destination: Destination, slug: str | None) -> None:
    """Write the figures of one indicator, or of all; on a terminal these are brief."""
    from graph import gaps as asked
    from graph.commands.figures import figures_sheet, plain_figures, write_brief
    from graph.indicator import indicator
    from graph.language import say
    from graph.output import write

    with asking.opened() as engine:
        figures = asked.indicators(
            engine, slug=slug, community=asking.community, subdistrict=asking.subdistrict
        )
    notes = asking.notes()
    title = say("command_gaps_indicators")
    if slug is not None:
        title = str(indicator(slug).title)
        notes.append(str(indicator(slug).definition))
    if slug is None and destination.for_people:
        write_brief(figures, title, notes, destination)
        return
    if destination.format == "xlsx":
        notes.append(say("gaps_not_loaded"))
    for_people = destination.format in ("table", "xlsx")
    make = figures_sheet if for_people else plain_figures
    write(make(figures, title, notes), destination)


def write_rows(
    asking: Asking, destination: Destination, slug: str, *, unknown: bool, count: bool
) -> int:
    """Write the gaps of one question, or what is unknown; return the number of gaps.

    With `count` that number is found out also where what is unknown is written.
    """
    from graph import gaps as asked
    from graph.commands.workbook import question_columns
    from graph.language import say
    from graph.output import Sheet, write
    from graph.output.values import per_cent

    for_people = destination.format in ("table", "xlsx")
    line: dict[str, object] = {}
    with asking.opened_for(slug) as engine:
        answer = asked.answer(
            asking.folder,
            slug,
            engine,
            unknown=unknown,
            community=asking.community,
            subdistrict=asking.subdistrict,
            span=asking.span,
        )
        if for_people or (unknown and count):
            (line,) = asked.summary(
                asking.folder,
                engine,
                questions=[slug],
                community=asking.community,
                subdistrict=asking.subdistrict,
                span=asking.span,
            )
    question = answer.question
    title = str(question.title)
    notes = asking.notes()
    if unknown:
        title = say("command_gaps_unknown_title", title=title)
        notes.append(say("command_gaps_unknown", definition=question.unknown))
    else:
        notes.append(say("command_gaps_definition", definition=question.definition))
    if for_people:
        rate = line["rate"]
        shown = per_cent(rate) if isinstance(rate, float) else "—"
        numbers = {name: line[name] for name in ("gaps", "of", "excluded", "unknown")}
        notes.append(say("command_gaps_line", **numbers, things=question.of, rate=shown))
    if destination.format == "xlsx" and question.takes_over is None:
        notes.append(say("gaps_not_loaded"))
    sheet = Sheet(title, question_columns(question, answer.keys), answer.rows, notes)
    if destination.format == "xlsx" and question.takes_over is not None:
        from graph.takeover import with_choices

        sheet = with_choices(sheet, asking.folder, question.takes_over, answer.keys)
    write(sheet, destination)
    return int(str(line["gaps"])) if unknown and line else 0 if unknown else len(answer.rows)
