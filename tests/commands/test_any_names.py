"""Whatever names a roster holds, both languages find the same, and every file can be read back."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from graph.commands import run

# Rare characters that a machine's owner has drawn, and those that are nobody's, are on rosters too.
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(
    "\ue000\ue863\uf8ff\ufffd\ufdd0\uffff\U000f0000\U0010ffff\U00020000\u202e#%/?<>\"'\\|{}^` "
)
NAMES = st.lists(st.text(CHARACTERS, min_size=1, max_size=12), min_size=1, max_size=30)


def roster(path: Path, *rows: list[str]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMES)
def test_any_names(tmp_path: Path, capsys: pytest.CaptureFixture[str], names: list[str]) -> None:
    folder = tmp_path / "rosters"
    folder.mkdir(exist_ok=True)
    roster(folder / "社区.csv", ["社区名称", "社区代码"], ["海月社区", "440305006011"])
    roster(
        folder / "党组织.csv",
        ["党组织名称", "社区", "覆盖小区"],
        ["海月社区党委", "海月社区", ""],
    )
    roster(
        folder / "小区.csv",
        ["小区名称", "社区"],
        *([f"{name}花园", "海月社区"] for name in names),
    )
    graph = ["-g", str(tmp_path / "graph")]
    assert run(["load", str(folder), *graph]) == 0
    capsys.readouterr()

    found = []
    for engine in ("ladybug", "oxigraph", "rdflib"):
        asked = ["gaps", "estates-without-branch", *graph, "--engine", engine, "--format", "json"]
        assert run(asked) == 0, engine
        found.append(sorted(map(str, json.loads(capsys.readouterr().out))))
    assert found[0] == found[1] == found[2]
    assert found[0]

    for form in ("turtle", "jsonld", "graphml", "gexf"):
        assert run(["export", form, *graph, "-o", str(tmp_path / f"graph.{form}")]) == 0, form
    turtle, jsonld = (
        set(parse(path=tmp_path / f"graph.{form}", format=syntax))
        for form, syntax in (("turtle", RdfFormat.TURTLE), ("jsonld", RdfFormat.JSON_LD))
    )
    assert {quad.triple.subject for quad in turtle} == {quad.triple.subject for quad in jsonld}
    for read, form in ((networkx.read_graphml, "graphml"), (networkx.read_gexf, "gexf")):
        assert len(read(tmp_path / f"graph.{form}")) >= len(found[0])
    capsys.readouterr()
