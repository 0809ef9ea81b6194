"""The empty workbook of every roster: a sheet a kind, made from the kinds and the ontology.

Headers are the first spelling of each field, which a load knows, so they are Chinese in both
languages; notes and instructions are in the language asked for (template.yaml).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.kinds import RosterKind, roster_kinds
from loaders.template.notes import Words, choices, columns, header, note, wording
from ontology import load_model

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS = 2_000
"""So many rows of a sheet offer the drop-down lists."""

_FONT = {"zh": "宋体", "en": "Calibri"}
_LINE = 100  # what A4 takes lying: a single column that is wider than the page is cut in print
# Beside the texts in the file, so that the same kinds make the same bytes.
_MADE = datetime.datetime(2010, 1, 1)
_NUMBERS = frozenset({"count", "number"})


def write_template(path: Path, language: str, kinds: Sequence[str] | None = None) -> None:
    """Write the workbook: `kinds` (all where it is None) with notes in `language`, zh or en.

    Raises OSError where the file can't be written.
    """
    from xlsxwriter import Workbook

    asked = [kind for kind in offered() if kinds is None or kind.name in kinds]
    with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        words = Words(language)
        book.set_properties({"title": words("title"), "created": _MADE})
        styles = _styles(book, language)
        _instructions(book.add_worksheet(words("tab")), asked, words, styles)
        lists = _Lists(words)
        for kind in asked:
            _sheet(book.add_worksheet(kind.zh), kind, words, styles, lists)
        lists.write(book)


def offered() -> list[RosterKind]:
    """The kinds that have a template, places first; none has a person in each row."""
    return sorted((kind for kind in roster_kinds().values() if not kind.counted), key=_place)


def _place(kind: RosterKind) -> float:
    """Where a kind's sheet stands: in the order of the ontology's labels, ties after their ends."""
    order = list(load_model().labels)
    if kind.nodes:
        return min(order.index(node.label) for node in kind.nodes.values())
    ends = (kind.fields[tie.start].to for tie in kind.ties if tie.start in kind.fields)
    return max(order.index(label) for labels in ends for label in labels) + 0.5


def _styles(book: Workbook, language: str) -> dict[str, Format]:
    font = {"font_name": _FONT[language], "font_size": 11}
    head = {**font, "bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
    return {
        "title": book.add_format({**font, "bold": True, "font_size": 16}),
        "section": book.add_format({**font, "bold": True, "font_size": 12}),
        "warning": book.add_format({**font, "text_wrap": True, "font_color": "#C00000"}),
        "line": book.add_format({**font, "text_wrap": True, "valign": "top"}),
        "link": book.add_format({**font, "font_color": "#0563C1", "underline": 1}),
        "required": book.add_format({**head, "bg_color": "#FFE699"}),
        "optional": book.add_format({**head, "bg_color": "#DDEBF7"}),
        "text": book.add_format({**font, "num_format": "@"}),
        "figure": book.add_format(font),
    }


def _instructions(
    page: Worksheet, kinds: Sequence[RosterKind], words: Words, styles: dict[str, Format]
) -> None:
    """The first sheet: how to fill in, what never to write, and where each roster is."""
    page.set_column(0, 0, _LINE)
    page.hide_gridlines(2)
    page.write_string(0, 0, words("title"), styles["title"])
    row = 2
    for number, line in enumerate(words.lines("steps"), 1):
        page.set_row(row, _height(line))
        page.write_string(row, 0, f"{number}. {line}", styles["line"])
        row += 1
    page.write_string(row + 1, 0, words("never_title"), styles["section"])
    row += 2
    for line in words.lines("never"):
        page.set_row(row, _height(line))
        page.write_string(row, 0, f"× {line}", styles["warning"])
        row += 1
    page.write_string(row + 1, 0, words("rosters_title"), styles["section"])
    row += 2
    for kind in kinds:
        required = [spec.headers[0] for spec in columns(kind) if spec.required]
        shown = words.listed(required) or words("nothing_required")
        text = words("roster_line", title=kind.zh, en=kind.en, required=shown)
        page.write_url(row, 0, f"internal:'{kind.zh}'!A1", styles["link"], text)
        row += 1
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _height(line: str) -> int:
    """Points for a line that is broken where it is wider than the sheet; Chinese is double."""
    width = sum(2 if ord(character) > 0x2E7F else 1 for character in line) + 4
    return 17 * (1 + width // _LINE)


def _sheet(
    page: Worksheet, kind: RosterKind, words: Words, styles: dict[str, Format], lists: _Lists
) -> None:
    """One roster: its headers with their notes, the form of each column, its drop-down lists."""
    widths = wording()["widths"]
    page.set_row(0, 32)
    for place, spec in enumerate(columns(kind)):
        figure = spec.type in _NUMBERS
        width = max(widths[spec.type], 2 * len(header(spec)) + 2)
        page.set_column(place, place, width, styles["figure" if figure else "text"])
        page.write_string(
            0, place, header(spec), styles["required" if spec.required else "optional"]
        )
        said = note(kind, spec, words)
        lines = said.count("\n") + 1 + len(said) // 24
        size = {"width": 300, "height": 20 * lines + 12}
        page.write_comment(0, place, said, {**size, "author": "shequ", "font_size": 9})
        offered = choices(spec, words)
        if offered:
            page.data_validation(1, place, ROWS, place, lists.rule(offered, strict=not spec.open))
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


@dataclass
class _Lists:
    """The hidden sheet with the values of every drop-down list, a column each."""

    words: Words
    columns: dict[tuple[str, ...], int] = field(default_factory=dict)

    def rule(self, values: tuple[str, ...], *, strict: bool) -> dict[str, object]:
        """The rule of cells that offer `values`; `strict` warns of any other."""
        from xlsxwriter.utility import xl_col_to_name

        column = xl_col_to_name(self.columns.setdefault(values, len(self.columns)))
        tab = self.words("lists_tab")
        return {
            "validate": "list",
            "source": f"='{tab}'!${column}$2:${column}${len(values) + 1}",
            "error_type": "warning",
            "show_error": strict,
        }

    def write(self, book: Workbook) -> None:
        """Write the sheet, where there are lists."""
        if not self.columns:
            return
        page = book.add_worksheet(self.words("lists_tab"))
        page.hide()
        page.write_string(0, 0, self.words("lists_note"))
        for values, column in self.columns.items():
            for row, value in enumerate(values, 1):
                page.write_string(row, column, value)
