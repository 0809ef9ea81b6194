"""What a clerk finds a thing by: where it lies, its name, and its row in a roster."""

from __future__ import annotations

from graph.language import say
from graph.pages.content import Content


def full_name(content: Content, node: int) -> str:
    """A node's community, estate and name, and the first row of a roster that speaks of it.

    A district has hundreds of buildings of one name: the name alone finds none of them.
    """
    above = (content.value(node, column) for column in ("community", "estate"))
    name = " ".join(dict.fromkeys([*filter(None, above), content.name[node]]))
    source = content.value(node, "source")
    if not source:
        return name
    file, sheet, row = str(source).split("; ")[0].rsplit("|", 2)
    place = say("pages_source", file=file, sheet=sheet, row=row)
    return say("pages_with", name=name, said=" ".join(place.split()))
