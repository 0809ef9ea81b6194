"""The layers of the network page: the kinds of lines that a reader switches on and off."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import UsageError
from graph.language import say


@dataclass(frozen=True)
class Layer:
    """A layer: the stroke of its lines (`graph.pages.style`), and the types of ties it draws.

    Where `chosen` is true the lines would cross the whole picture: they are drawn for the node
    that is looked at.
    """

    stroke: str
    types: tuple[str, ...]
    chosen: bool = False


LAYERS = {
    "formal": Layer("formal", ("SUBORDINATE_TO",)),
    "dual": Layer("dual", ("DUAL_MANAGED_BY",)),
    "leads": Layer("leads", ("LEADS",)),
    "coverage": Layer("covers", ("COVERS", "ESTABLISHED_IN"), chosen=True),
    "co-construction": Layer(
        "shares", ("TAKES_PART_IN", "OFFERS", "DEMANDS", "CLAIMS"), chosen=True
    ),
}


def read_layers(text: str | None) -> tuple[str, ...]:
    """The layers of `--layers`, in their own order; all of them where it was not given.

    Raises UsageError for a name that is no layer, and where there is no name at all.
    """
    if text is None:
        return tuple(LAYERS)
    names = [name.strip().lower() for name in text.replace("，", ",").replace("、", ",").split(",")]
    wanted = {name for name in names if name}
    if unknown := sorted(wanted - LAYERS.keys()) or ([] if wanted else [text]):
        raise UsageError(
            "view_unknown_layer",
            name=say("output_list_separator").join(unknown),
            layers=", ".join(LAYERS),
        )
    return tuple(name for name in LAYERS if name in wanted)
