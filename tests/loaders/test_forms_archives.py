"""Zip archives of rosters: each entry is a file of its own, and only its name says where it lay."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from loaders.loading import load
from loaders.reading import zipped
from loaders.reading.files import SourceFile, find_files
from loaders.reading.sheets import read
from loaders.reading.unreadable import Unreadable
from tests.loaders.forms import HERE, ROSTER
from tests.loaders.forms.reading import cells_of
from tests.loaders.written import account, codes

COMMUNITIES = "街道,社区,社区编码\n招商街道,海月社区,440305006011\n招商街道,四海社区,440305006006\n"
ESTATES = "街道,社区,小区名称\n招商街道,海月社区,海月花园\n"


def packed(entries: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()


def named_in_bytes(content: bytes, raw: bytes) -> bytes:
    """An archive of one file whose name is in these bytes, as a Chinese Windows writes it."""
    placeholder = "x" * len(raw)
    return packed({placeholder: content}).replace(placeholder.encode(), raw)


def found(folder: Path) -> list[str]:
    return [file.name for file in find_files([folder])]


def why(file: SourceFile) -> str:
    with pytest.raises(Unreadable) as caught:
        read(file)
    assert caught.value.problem("zh") and caught.value.remedy("en")
    return caught.value.code


class TestAnArchiveOfRosters:
    def test_each_entry_is_loaded_and_accounted_for(self, tmp_path: Path) -> None:
        entries: dict[str, str | bytes] = {
            "招商/社区.csv": COMMUNITIES,
            "招商/小区.csv": ESTATES.encode("gb18030"),
        }
        (tmp_path / "上报.zip").write_bytes(packed(entries))
        result = load([tmp_path])
        assert account(result) == {
            "上报.zip!招商/小区.csv": (2, 1, 0, 1),
            "上报.zip!招商/社区.csv": (3, 2, 0, 1),
        }
        assert codes(result) == []
        sources = set(result.nodes["Community"].filter(pl.col("listed"))["source"].to_list())
        assert sources == {"上报.zip!招商/社区.csv||2", "上报.zip!招商/社区.csv||3"}

    def test_it_gives_what_the_folder_gives(self, tmp_path: Path) -> None:
        for name, text in (("社区.csv", COMMUNITIES), ("小区.csv", ESTATES)):
            (tmp_path / "folder").mkdir(exist_ok=True)
            (tmp_path / "folder" / name).write_text(text, encoding="utf-8")
        archive = tmp_path / "a.zip"
        archive.write_bytes(packed({"社区.csv": COMMUNITIES, "小区.csv": ESTATES}))
        one, other = load([tmp_path / "folder"]), load([archive])
        for label, nodes in one.nodes.items():
            assert nodes.drop("source").equals(other.nodes[label].drop("source"))

    def test_its_hash_is_that_of_the_entry(self, tmp_path: Path) -> None:
        (tmp_path / "a.zip").write_bytes(packed({"社区.csv": COMMUNITIES}))
        (file,) = find_files([tmp_path])
        assert file.sha256 == hashlib.sha256(COMMUNITIES.encode()).hexdigest()
        (entry,) = load([tmp_path]).files
        assert entry["sha256"] == file.sha256

    @pytest.mark.parametrize("form", ["xlsx", "xls", "ods", "xml", "html"])
    def test_every_form_may_stand_in_it(self, form: str, tmp_path: Path) -> None:
        content = (HERE / f"roster.{form}").read_bytes()
        (tmp_path / "a.zip").write_bytes(packed({f"楼栋.{form}": content}))
        (file,) = find_files([tmp_path])
        assert cells_of(read(file)[0]) == ROSTER

    def test_a_workbook_is_no_archive_of_files(self, tmp_path: Path) -> None:
        for form in ("xlsx", "ods"):
            (tmp_path / f"roster.{form}").write_bytes((HERE / f"roster.{form}").read_bytes())
        document = packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
        (tmp_path / "通知.docx").write_bytes(document)
        (tmp_path / "a.zip").write_bytes(packed({"通知.docx": document, "~$楼栋.xlsx": b"x"}))
        files = {file.name: file for file in find_files([tmp_path])}
        assert sorted(files) == [
            "a.zip!~$楼栋.xlsx",
            "a.zip!通知.docx",
            "roster.ods",
            "roster.xlsx",
            "通知.docx",
        ]
        assert why(files["通知.docx"]) == why(files["a.zip!通知.docx"]) == "not_a_roster"
        assert why(files["a.zip!~$楼栋.xlsx"]) == "lock_file"

    def test_an_archive_within_it_is_opened_and_one_within_that_is_not(
        self, tmp_path: Path
    ) -> None:
        third = packed({"社区.csv": COMMUNITIES})
        second = packed({"小区.csv": ESTATES, "三.zip": third})
        (tmp_path / "一.zip").write_bytes(packed({"二.zip": second, "社区.csv": COMMUNITIES}))
        files = find_files([tmp_path])
        assert [file.name for file in files] == [
            "一.zip!二.zip!三.zip",
            "一.zip!二.zip!小区.csv",
            "一.zip!社区.csv",
        ]
        assert why(files[0]) == "nested_archive"
        assert codes(load([tmp_path])) == ["nested_archive"]


class TestNamesOfEntries:
    @pytest.mark.parametrize(
        ("raw", "name"),
        [
            ("南山区/楼栋.csv".encode("gb18030"), "南山区/楼栋.csv"),
            ("南山区\\楼栋.csv".encode("gb18030"), "南山区/楼栋.csv"),
            ("一些.csv".encode("gb18030"), "一些.csv"),
            ("楼栋.csv".encode(), "楼栋.csv"),
            (b"loudong.csv", "loudong.csv"),
        ],
    )
    def test_in_gbk_or_utf8(self, raw: bytes, name: str, tmp_path: Path) -> None:
        (tmp_path / "a.zip").write_bytes(named_in_bytes(COMMUNITIES.encode(), raw))
        assert found(tmp_path) == [f"a.zip!{name}"]

    @pytest.mark.parametrize(
        "name", ["../../社区.csv", "/etc/社区.csv", "C:\\社区.csv", "a/../社区.csv", "..\\x.csv"]
    )
    def test_a_path_is_only_a_name(self, name: str, tmp_path: Path) -> None:
        folder = tmp_path / "in" / "deep"
        folder.mkdir(parents=True)
        (folder / "a.zip").write_bytes(packed({name: COMMUNITIES}))
        result = load([folder])
        assert list(account(result).values()) == [(3, 2, 0, 1)]
        written = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert written == [folder / "a.zip"]

    def test_two_entries_of_one_name_are_two_files(self, tmp_path: Path) -> None:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive, pytest.warns(UserWarning):
            archive.writestr("社区.csv", COMMUNITIES)
            archive.writestr("社区.csv", ESTATES)
        (tmp_path / "a.zip").write_bytes(stream.getvalue())
        assert found(tmp_path) == ["a.zip!社区.csv", "a.zip!社区.csv (2)"]
        assert account(load([tmp_path])).keys() == {"a.zip!社区.csv", "a.zip!社区.csv (2)"}

    def test_personal_data_and_control_characters_are_in_no_name(self, tmp_path: Path) -> None:
        entries = {"张三13800138000.csv": COMMUNITIES, "a\nb\x1b[1m.csv": ESTATES}
        (tmp_path / "a.zip").write_bytes(packed(entries))
        names = found(tmp_path)
        assert not any("138" in name or "\n" in name or "\x1b" in name for name in names)
        assert len(names) == 2


class TestHostileArchives:
    def test_encrypted_entries_are_said_each(self, tmp_path: Path) -> None:
        data = bytearray(packed({"社区.csv": COMMUNITIES, "小区.csv": ESTATES}))
        first = data.index(b"PK\x01\x02")
        data[first + 8] |= 1
        (tmp_path / "a.zip").write_bytes(data)
        one, other = find_files([tmp_path])
        assert {why(one if one.name.endswith("社区.csv") else other)} == {"encrypted"}
        result = load([tmp_path])
        assert "encrypted" in codes(result)
        assert [entry["sha256"] is None for entry in result.files] == [False, True]

    def test_a_bomb_is_not_unpacked(self, tmp_path: Path) -> None:
        (tmp_path / "a.zip").write_bytes(packed({"社区.csv": b"," * (100 << 20)}))
        (file,) = find_files([tmp_path])
        assert (file.name, why(file)) == ("a.zip", "too_large")

    def test_many_bombs_packed_once_more_are_not_unpacked(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        inner = packed({"社区.csv": b"," * (1 << 20)})
        (tmp_path / "a.zip").write_bytes(packed({f"{n}.zip": inner for n in range(20)}))
        assert len(find_files([tmp_path])) == 20
        monkeypatch.setattr(zipped, "MAX_TOTAL", 10 << 20)
        (file,) = find_files([tmp_path])
        assert (file.name, why(file)) == ("a.zip", "too_large")

    def test_more_entries_than_anybody_packs(self, tmp_path: Path) -> None:
        (tmp_path / "a.zip").write_bytes(packed({f"{n}.csv": "" for n in range(20_001)}, 0))
        (file,) = find_files([tmp_path])
        assert why(file) == "too_many_entries"

    def test_an_entry_that_lies_about_its_size(self, tmp_path: Path) -> None:
        data = bytearray(packed({"社区.csv": COMMUNITIES * 1000}))
        struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 24, 100)
        (tmp_path / "a.zip").write_bytes(data)
        (file,) = find_files([tmp_path])
        assert why(file) == "damaged"
        assert file.sha256 is None

    def test_an_unusual_packing(self, tmp_path: Path) -> None:
        (tmp_path / "a.zip").write_bytes(packed({"社区.csv": COMMUNITIES}, zipfile.ZIP_LZMA))
        (file,) = find_files([tmp_path])
        assert why(file) == "unknown_packing"

    def test_damaged_and_empty_archives(self, tmp_path: Path) -> None:
        (tmp_path / "a.zip").write_bytes(packed({}))
        whole = packed({"社区.csv": COMMUNITIES})
        (tmp_path / "b.zip").write_bytes(whole[: len(whole) // 2])
        (tmp_path / "c.zip").write_bytes(packed({"一/": ""}))
        assert [why(file) for file in find_files([tmp_path])] == [
            "empty_archive",
            "damaged",
            "empty_archive",
        ]
