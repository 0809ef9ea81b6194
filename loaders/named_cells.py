"""Cells of names and free text without personal data and without the names of persons (RULES 27).

A cell that holds what looks like personal data is refused. So is one that is a person's name, or
of which nothing is left without it; a name beside the name of a thing is cut, and that is noted.
"""

from __future__ import annotations

import polars as pl

from loaders.kind_names import kinds_by_name
from loaders.kinds import Field, RosterKind
from loaders.posts.holders import names_of
from loaders.problems import Notes
from loaders.values import is_none_word, parse, split_list
from loaders.values.privacy import has_organization_word, names_a_holder, screen
from loaders.values.withheld import person_key


def holders_of(body: pl.DataFrame, kind: RosterKind) -> pl.Series:
    """For each row what stands in its columns of holders, null where nothing does."""
    written = [pl.col(spec.name) for spec in kind.holders if spec.name in body.columns]
    if not written:
        return pl.repeat(None, body.height, dtype=pl.String, eager=True)
    joined = body.select(pl.concat_str(written, separator="\n", ignore_nulls=True)).to_series()
    return joined.replace("", None)


def without_personal(
    texts: pl.Series,
    who: pl.Series,
    spec: Field,
    kind: RosterKind,
    noted: pl.DataFrame,
    notes: Notes,
) -> pl.Series:
    """The cells without those that hold personal data, or a person's name where none belongs.

    who: the holders of each row. noted: the columns of NOTED for each cell.
    """
    personal = screen(texts, room_codes=spec.type != "building_code")
    hidden = noted.with_columns(as_written=pl.lit(None, pl.String))
    notes.about_records(hidden.filter(personal), "personal_value")
    texts = texts.set(personal, None)
    if spec.type not in ("name", "names", "reference", "text", "code") and not spec.open:
        return texts
    left = _without_names(texts, who, spec, notes)
    refused = texts.is_not_null() & (left == "").fill_null(False)
    cut = (left != texts).fill_null(False) & ~refused
    refused |= _names_a_person(left, spec, kind, notes)
    notes.about_records(hidden.filter(cut & ~refused), "name_left_out")
    notes.about_records(hidden.filter(refused), "not_an_organization")
    return left.set(refused, None)


def _items(text: str, spec: Field) -> list[str]:
    return split_list(text) if spec.many or spec.type == "names" else [text]


def _without_names(texts: pl.Series, who: pl.Series, spec: Field, notes: Notes) -> pl.Series:
    """The cells without the names in them, "" where nothing is left; of free text as they are.

    Only the few distinct texts that have a name inside at all are looked at, each with the holders
    of its rows.
    """
    if spec.type == "text" or spec.open:
        return texts
    names = notes.names()
    suspect = [text for text in texts.drop_nulls().unique().to_list() if names.inside(text)]
    if not suspect:
        return texts
    frame = pl.DataFrame({"text": texts, "who": who})
    pairs = frame.filter(pl.col("text").is_in(suspect)).unique()
    keys = {
        text: frozenset(map(person_key, names_of(pl.Series([text], dtype=pl.String))))
        for text in pairs["who"].drop_nulls().unique().to_list()
    }
    cut = []
    for text, holders in pairs.iter_rows():
        own = keys.get(holders, frozenset[str]())
        items = [(item, names.cut(item, own)) for item in _items(text, spec)]
        if all(left is None for _, left in items):
            cut.append(text)
        elif any(left == "" for _, left in items):
            cut.append("")
        else:
            cut.append("、".join(item if left is None else left for item, left in items))
    made = pairs.with_columns(cut=pl.Series(cut, dtype=pl.String))
    found = frame.join(
        made, on=["text", "who"], how="left", nulls_equal=True, maintain_order="left"
    )
    return found.select(pl.coalesce("cut", "text")).to_series()


def _names_a_person(texts: pl.Series, spec: Field, kind: RosterKind, notes: Notes) -> pl.Series:
    """Which cells of names hold what stands in a dropped column of names, or is no name of a body.

    A cell with a list is looked at item by item, and refused whole. A Party organization always has
    a word of one in its name, and so has what a column names that may as well say yes. Other names
    are refused where this load has seen them as a person's, or where such a name stands inside with
    no word of an organization, or a role beside it (but 张家村 is a village); of free text, and of
    an open list, whatever has one inside.
    """
    of_party = spec.to == ("PartyOrganization",) or any(
        node.name == spec.name and node.label == "PartyOrganization" for node in kind.nodes.values()
    )
    items = {text: _items(text, spec) for text in texts.drop_nulls().unique()}
    distinct = pl.Series([i for found in items.values() for i in found], dtype=pl.String).unique()
    names = notes.names()
    refused = {text for text in (*items, *distinct) if text and names.are(text)}
    named = {text for text in distinct if names.inside(text)}
    if spec.type == "text" or spec.open:
        refused |= named
    else:
        unclear_names = (text for text in named if not has_organization_word(text))
        refused |= {text for text in unclear_names if not names.begin_a_place(text)}
        refused |= {text for text in distinct if names_a_holder(text)}
    if of_party:
        unclear = distinct.filter(kinds_by_name(distinct, "PartyOrganizationKind").is_null())
        refused |= {
            text
            for text in unclear.to_list()
            if not has_organization_word(text) and not is_none_word(text)
        }
    if spec.tells:
        answered = parse(distinct, "yes_no").problem.is_null()
        refused |= {t for t in distinct.filter(~answered) if not has_organization_word(t)}
    cells = [text for text, found in items.items() if not refused.isdisjoint((text, *found))]
    return texts.is_in(cells).fill_null(False)
