"""What has the shape of personal data is told nowhere, in whatever cell of a roster it is."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

import polars as pl
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from loaders.errors import RosterError
from loaders.kinds import Field, roster_kinds
from loaders.loading import LoadResult, load
from tests.loaders.written import write
from tests.privacy.planted import Planted, Planter

PLAIN = {
    "Community": "海月社区",
    "Subdistrict": "招商街道",
    "District": "南山区",
    "Estate": "海月花园",
    "Building": "1栋",
    "PartyOrganization": "海月社区第一党支部",
    "Unit": "海月小学",
}
#: A smaller example is not looked for: it takes minutes, and one text in one cell is small.
PHASES = [phase for phase in Phase if phase not in (Phase.shrink, Phase.explain)]
FORMS = ["{}", "wide", "gaps", "hyphens", "联系人{}", "{}（本人）", "海月社区{}党支部", "1栋、{}"]


def columns(kind: str) -> list[Field]:
    """The fields of a kind that a roster has a column for."""
    return [spec for spec in roster_kinds()[kind].fields.values() if spec.headers]


def plain(spec: Field) -> str:
    """A cell of a field that nobody minds."""
    if spec.type == "reference":
        return PLAIN.get(spec.to[0], "海月小学")
    texts = {"count": "5", "number": "5", "date": "2008-06-01", "yes_no": "是", "answer": "是"}
    return texts.get(spec.type, "海月第一" if spec.type == "name" else "")


def plant(p: Planter, kind: str, form: str) -> str:
    around = form if "{}" in form else "{}"
    match kind:
        case "identity card":
            return p.identity("a cell", form)
        case "identity card of 15":
            return p.identity_of_15("a cell", form)
        case "mobile":
            return p.mobile("a cell", form)
        case "mobile with +86":
            return p.mobile("a cell", f"+86 {around}" if around == "{}" else around)
        case "telephone":
            return around.format(p.telephone("a cell"))
        case "e-mail":
            return around.format(p.email("a cell"))
    return around.format(p.room("a cell"))


KINDS = ["identity card", "identity card of 15", "mobile", "mobile with +86", "telephone", "e-mail"]


def told(result: LoadResult) -> str:
    """Every text that a load hands on."""
    tables = [*result.nodes.values(), *result.edges.values()]
    # Whatever else the result has, also what is added to it later.
    tables += [value for value in vars(result).values() if isinstance(value, pl.DataFrame)]
    return unquote(str([table.to_dicts() for table in tables]) + str(result.files))


def rosters_with(
    folder: Path, kind: str, texts: Sequence[str], places: Sequence[int], where: str
) -> None:
    """A roster of this kind with the texts in it: in a column of a field, or around it."""
    fields = columns(kind)
    header = [spec.headers[0] for spec in fields]
    row = [plain(spec) for spec in fields]
    rows = [header, row]
    for number, (text, place) in enumerate(zip(texts, places, strict=True)):
        untidy = list(row)
        if where == "cell":
            untidy[place % len(fields)] = text
            rows.append(untidy)
        elif where == "header":
            rows[0] = [*rows[0], text]
            rows[1] = [*rows[1], "是"]
        elif where == "unknown column":
            rows[0] = [*rows[0], f"标记{number}"]
            rows[1] = [*rows[1], text]
        elif where == "title":
            rows.insert(0, [text])
        elif where == "total":
            rows.append(["合计", *[text] * (len(fields) - 1)])
        else:
            rows.append([f"注：{text}"])
    write(folder, f"{kind}.csv", *rows)


@settings(max_examples=40, phases=PHASES)
@given(
    st.sampled_from(sorted(roster_kinds())),
    st.lists(
        st.tuples(st.sampled_from(KINDS), st.sampled_from(FORMS), st.integers(0, 40)),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(
        ["cell", "cell", "cell", "header", "unknown column", "title", "total", "footer"]
    ),
)
def test_it_is_told_nowhere(kind: str, planted: list[tuple[str, str, int]], where: str) -> None:
    p = Planter()
    texts = [plant(p, what, form) for what, form, _ in planted]
    with tempfile.TemporaryDirectory() as place:
        rosters_with(Path(place), kind, texts, [at for _, _, at in planted], where)
        write(Path(place), "good.csv", ("社区", "小区名称", "户数"), ("海月社区", "海月花园", 5))
        try:
            said = told(load([Path(place)]))
        except RosterError as error:
            said = error.zh + error.en
    assert not [item.written for item in p.planted if shown(item, said)]


def shown(item: Planted, said: str) -> bool:
    return any(form in said for form in item.forms)


@settings(max_examples=20, phases=PHASES)
@given(
    st.sampled_from(sorted(roster_kinds())),
    st.integers(0, 40),
    st.sampled_from(["{}", "书记{}", "{}同志", "联系人：{}"]),
)
@example("facts", 11, "书记{}")
def test_a_name_beside_its_own_column_is_told_nowhere(kind: str, at: int, form: str) -> None:
    """Who stands in a column of names is known to be a person, in whatever other cell as well."""
    p = Planter()
    name = p.name("联系人")
    fields = columns(kind)
    row = [plain(spec) for spec in fields]
    row[at % len(fields)] = form.format(name)
    with tempfile.TemporaryDirectory() as place:
        headers = [spec.headers[0] for spec in fields]
        write(Path(place), f"{kind}.csv", [*headers, "联系人"], [*row, name])
        write(Path(place), "good.csv", ("社区", "小区名称", "户数"), ("海月社区", "海月花园", 5))
        said = told(load([Path(place)]))
    assert not [item.written for item in p.planted if shown(item, said)]
