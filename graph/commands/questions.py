"""`shequ questions`: what can be asked."""

from __future__ import annotations

from graph.commands.options import Form, Output


def questions(form: Form = None, output: Output = None) -> None:
    """Write slug, title, definition, the article's sentence and columns of every question."""
    from graph.language import say
    from graph.output import Destination, Sheet, columns_of, write
    from graph.question import all_questions

    destination = Destination.choose(form, output)
    for_people = destination.format in ("table", "xlsx")
    rows = [
        (
            question.slug,
            str(question.title),
            str(question.definition),
            list(question.article),
            [str(column.title) if for_people else column.key for column in question.columns],
        )
        for question in all_questions()
    ]
    sheet = Sheet(
        title=say("command_questions_title"),
        columns=columns_of(("slug", "title", "definition", "sentence", "columns")),
        rows=rows,
        blocks=True,
    )
    write(sheet, destination)
