"""Fills, lines and marks of network and map: told apart by form as well, not by color alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph.pages.pictures import BOXES, TITLED

FONTS = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif'


def _mark(
    form: str, fill: str, line: str, width: float, size: float, dash: tuple[float, ...] = ()
) -> dict[str, Any]:
    return {"form": form, "fill": fill, "line": line, "width": width, "size": size, "dash": dash}


# state: fill, border, text, border dashes, border width. Text has a contrast of 4.5 or more.
FILLS: dict[str, tuple[str, str, str, bool, int]] = {
    "covered": ("#dcebe2", "#5b8f74", "#17382a", False, 1),
    "part": ("#fbe7b2", "#a87b12", "#3d2c00", False, 1),
    "much": ("#efb27c", "#9a5312", "#3a1c00", False, 1),
    "gap": ("#a8321f", "#5f1409", "#ffffff", False, 2),
    "unknown": ("#ffffff", "#6b7280", "#374151", True, 1),
    "excluded": ("#eceef1", "#c3c9d2", "#5b6472", False, 1),
    "plain": ("#eef2f7", "#8b99ab", "#1d2733", False, 1),
    "outside": ("#ffffff", "#a9b2bf", "#4b5563", False, 1),
}

# A point of the map: form, fill, line, width of the line, its dashes, size beside the others.
MARKS: dict[str, dict[str, Any]] = {
    "gap": _mark("square", "#a8321f", "#5f1409", 1.5, 1),
    "unknown": _mark("circle", "#ffffff", "#4b5563", 1.5, 1, (2.5, 2)),
    "covered": _mark("circle", "#cfe5d8", "#3f7a5c", 1.2, 0.9),
    "excluded": _mark("circle", "#8b93a0", "#8b93a0", 1, 0.5),
    "plain": _mark("diamond", "#1f4e8c", "#ffffff", 1, 1.2),
    "outside": _mark("circle", "#ffffff", "#7b8594", 1, 0.7),
}

# kind: color, width, dashes, arrow at the end, direction of the curve.
STROKES: dict[str, tuple[str, float, list[int] | bool, bool, str]] = {
    "part": ("#b6bfcb", 1, False, False, "horizontal"),
    "down": ("#b6bfcb", 1, False, False, "vertical"),
    "leads": ("#1f4e8c", 4, False, False, "horizontal"),
    "formal": ("#1f4e8c", 1.6, False, True, "horizontal"),
    "dual": ("#b04a00", 2, [8, 5], True, "horizontal"),
    "covers": ("#2f6b4a", 2, [2, 4], False, "horizontal"),
    "shares": ("#6d3f8c", 2, [10, 4, 2, 4], False, "horizontal"),
    "other": ("#6b7280", 1, False, False, "horizontal"),
}


def groups(used: Iterable[tuple[str, str]]) -> dict[str, dict[str, Any]]:
    """vis-network's options for every role and fill that the pictures use."""
    return {f"{role}:{state}": _group(role, state) for role, state in sorted(used)}


def _group(role: str, state: str) -> dict[str, Any]:
    box = BOXES[role]
    fill, border, text, dashes, width = FILLS[state]
    chosen = {"background": fill, "border": "#111111"}
    font: dict[str, Any] = {"size": box.text, "face": FONTS, "color": text}
    if role in TITLED:
        font |= {"multi": "html", "bold": {"size": box.text + 2, "vadjust": -3, "mod": "bold"}}
    return {
        "shape": "box",
        "margin": {"top": 2, "bottom": 2, "left": 4, "right": 4},
        "widthConstraint": {"minimum": box.width - 10, "maximum": box.width - 8},
        "heightConstraint": {"minimum": box.height - 4, "valign": "middle"},
        "font": font,
        "color": {"background": fill, "border": border, "highlight": chosen, "hover": chosen},
        "borderWidth": width,
        "borderWidthSelected": 4,
        "shapeProperties": {
            "borderRadius": 14 if role == "more" else 3,
            "borderDashes": [4, 3] if dashes else False,
        },
    }


def strokes() -> dict[str, dict[str, Any]]:
    """vis-network's options for every kind of line."""
    return {
        kind: {
            "color": {"color": color, "highlight": color, "hover": color},
            "width": width,
            "dashes": dashes,
            "arrows": {"to": {"enabled": arrow, "scaleFactor": 0.5}},
            "smooth": {
                "enabled": True,
                "type": "cubicBezier",
                "forceDirection": direction,
                "roundness": 0.95,
            },
        }
        for kind, (color, width, dashes, arrow, direction) in STROKES.items()
    }


def options(used: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The options of the network: nothing moves, and keys are the page's own."""
    return {
        "groups": groups(used),
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "nodes": {"physics": False, "chosen": True, "labelHighlightBold": False},
        "edges": {"physics": False, "hoverWidth": 0, "selectionWidth": 0},
        "interaction": {
            "dragNodes": False,
            "hover": True,
            "hoverConnectedEdges": False,
            "keyboard": False,
            "multiselect": False,
            "selectConnectedEdges": False,
            "tooltipDelay": 200,
        },
    }
