"""The names of holders are used in memory and then gone; no identifier depends on them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import polars as pl

from tests.commands.program import shequ
from tests.loaders.post_rosters import LEADERS, NAMES, SEATS, bodies, party, posts
from tests.loaders.written import codes, load, write


def _rosters(folder: Path, names: tuple[str, ...]) -> list[Path]:
    seat = ("是", None, "党员", "本科", "第一届")
    return [
        write(
            folder,
            "楼栋长.csv",
            LEADERS,
            ("海月社区", "海月花园", "1栋", names[0], "党员"),
            ("海月社区", "海月花园", "2栋", names[1], "群众"),
            ("海月社区", "海月花园", "3栋", names[0], "党员"),
            ("海月社区", "海月花园", "4栋", "空缺", None),
        ),
        write(
            folder,
            "班子台账.csv",
            SEATS,
            ("海月社区", "海月社区党委", "委员", names[2], *seat),
            ("海月社区", "海月社区党委", "委员", names[3], *seat),
            ("海月社区", "海月社区党委", "书记", names[1], *seat),
        ),
    ]


def test_identifiers_do_not_depend_on_the_names(office: Path) -> None:
    party(office, ("海月社区党委", "党委", "招商街道党工委", "海月社区", None, None))
    _rosters(office, NAMES)
    before = load([office])
    _rosters(office, ("赵甲", "丁乙", "安丙", "王戊"))
    after = load([office])
    assert [post["id"] for post in posts(before)] == [post["id"] for post in posts(after)]
    assert before.edges["CONCURRENT_WITH"].equals(after.edges["CONCURRENT_WITH"])


def test_identifiers_do_not_depend_on_the_order_of_files(office: Path) -> None:
    party(office, ("海月社区党委", "党委", "招商街道党工委", "海月社区", NAMES[1], None))
    _rosters(office, NAMES)
    files = sorted(office.iterdir())
    forwards, backwards = load(files), load(files[::-1])
    assert posts(forwards) == posts(backwards)
    for type_ in ("POST_IN", "RESPONSIBLE_FOR", "CONCURRENT_WITH"):
        assert forwards.edges[type_].equals(backwards.edges[type_])


def test_no_name_is_in_anything_that_a_load_publishes_or_prints(
    office: Path, tmp_path: Path
) -> None:
    party(office, ("海月社区党委", "党委", "招商街道党工委", "海月社区", NAMES[1], NAMES[2]))
    _rosters(office, NAMES)
    bodies(office, ("海月社区", "社区工作站", "海月社区工作站", NAMES[1], f"{NAMES[2]} {NAMES[3]}"))
    # The same names where they do not belong, and cells of names that hold something else.
    write(
        office,
        "单位.csv",
        ("社区", "单位名称", "未建原因", "资源清单"),
        ("海月社区", NAMES[0], f"等{NAMES[1]}回复", NAMES[2]),
    )
    write(
        office,
        "楼栋.csv",
        ("社区", "小区", "楼栋名称", "楼栋长", "覆盖党组织"),
        ("海月社区", "海月花园", "8栋", f"{NAMES[3]} 13800138000", NAMES[0]),
        ("海月社区", "海月花园", "9栋", "海月物业管理公司", None),
    )
    graph = tmp_path / "graph"
    done = shequ("load", office, "-g", graph, "--format", "json")
    account = json.loads(done.stdout)
    sheets = {file["path"]: file["sheets"][0] for file in account["files"]}
    assert sheets["党组织.csv"]["names_not_kept"] == ["书记", "专职副书记"]
    texts = [done.stdout, done.stderr]
    for path in graph.rglob("*"):
        if path.suffix == ".parquet":
            texts.append(repr(pl.read_parquet(path).rows()))
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                texts += [book.read(name).decode() for name in book.namelist()]
        if path.is_file():
            texts.append(path.read_bytes().decode("utf-8", "ignore"))
    for slug in ("communities-not-upgraded", "uncovered-buildings", "unresolved-records"):
        texts.append(shequ("gaps", slug, "-g", graph, "-f", "json", "--unknown").stdout)
    assert len(texts) > 20
    for text in texts:
        for name in (*NAMES, "13800138000"):
            assert name not in text


def test_no_name_is_left_in_the_result_of_a_load(office: Path) -> None:
    party(office, ("海月社区党委", "党委", "招商街道党工委", "海月社区", NAMES[1], NAMES[2]))
    _rosters(office, NAMES)
    result = load([office])
    kept = [*result.nodes.values(), *result.edges.values(), result.issues, result.matches]
    text = repr([frame.rows() for frame in kept] + result.files)
    assert not [name for name in NAMES if name in text]


def test_what_is_no_name_in_a_column_of_names_is_an_issue_that_does_not_show_it(
    office: Path,
) -> None:
    bodies(
        office,
        ("海月社区", "社区工作站", "海月社区工作站", "海月物业管理有限公司", None),
        ("海月社区", "居委会", "海月社区居委会", "13800138000", None),
    )
    result = load([office])
    found = result.issues.filter(pl.col("field") == "head").sort("row")
    assert found["code"].to_list() == ["not_a_name", "personal_value"]
    assert found["as_written"].to_list() == [None, None]
    assert result.nodes["Post"].height == 0


def test_a_holder_s_name_among_organizations_is_refused_there(office: Path) -> None:
    bodies(office, ("海月社区", "社区工作站", "海月社区工作站", NAMES[0], None))
    write(office, "单位.csv", ("社区", "单位名称"), ("海月社区", NAMES[0]))
    result = load([office])
    assert "not_an_organization" in codes(result)
    assert result.nodes["Unit"].height == 0
