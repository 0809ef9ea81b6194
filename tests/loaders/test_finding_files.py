"""The files of a folder: found in order, each once, and named as a person would."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest

from loaders.errors import RosterError
from loaders.reading.files import SourceFile, find_files
from loaders.reading.sheets import read
from loaders.reading.unreadable import Unreadable


def hash_of(file: SourceFile) -> str | None:
    """Its hash, which must not be waited for: a pipe that nobody writes to never ends."""
    found: list[str | None] = []
    waiting = threading.Thread(target=lambda: found.append(file.sha256), daemon=True)
    waiting.start()
    waiting.join(20)
    assert not waiting.is_alive(), "it waits"
    return found[0]


class TestFindingFiles:
    def test_a_folder_gives_all_its_files_in_order(self, tmp_path: Path) -> None:
        for name in ("乙.csv", "甲/一.xlsx", "甲/.DS_Store", "photo.jpg", "~$乙.xlsx"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(b"x")
        found = find_files([tmp_path])
        assert [file.name for file in found] == [
            "photo.jpg",
            "~$乙.xlsx",
            "乙.csv",
            "甲/.DS_Store",
            "甲/一.xlsx",
        ]
        assert [file.account_path for file in found] == [file.name for file in found]

    def test_names_are_below_what_all_inputs_share_and_paths_below_what_was_given(
        self, tmp_path: Path
    ) -> None:
        for name in ("南/楼栋.csv", "北/楼栋.csv", "北/深/小区.csv"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text("x")
        given_paths = [tmp_path / "南" / "楼栋.csv", tmp_path / "北"]
        found = find_files(given_paths)
        assert [(file.name, file.account_path) for file in found] == [
            ("北/楼栋.csv", "楼栋.csv"),
            ("北/深/小区.csv", "深/小区.csv"),
            ("南/楼栋.csv", "楼栋.csv"),
        ]
        assert found == find_files(given_paths[::-1])

    def test_a_file_given_twice_is_one_file(self, tmp_path: Path) -> None:
        roster = tmp_path / "楼栋.csv"
        roster.write_text("x")
        (tmp_path / "链接.csv").symlink_to(roster)
        found = find_files([roster, tmp_path, tmp_path / "." / "楼栋.csv"])
        assert [file.name for file in found] == ["楼栋.csv"]

    def test_the_same_content_is_told_by_its_hash(self, tmp_path: Path) -> None:
        for name in ("a.csv", "b.csv"):
            (tmp_path / name).write_text("楼栋")
        one, other = find_files([tmp_path])
        assert one.sha256 == other.sha256 != ""

    def test_a_path_that_does_not_exist_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(RosterError) as caught:
            find_files([tmp_path / "没有.csv"])
        assert "没有.csv" in caught.value.zh and "没有.csv" in caught.value.en
        assert caught.value.exit_code == 2

    def test_a_path_that_is_neither_file_nor_folder(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "管道")
        with pytest.raises(RosterError):
            find_files([tmp_path / "管道"])
        (only,) = find_files([tmp_path])
        with pytest.raises(Unreadable) as caught:
            read(only)
        assert caught.value.code == "not_a_file"

    def test_pipes_and_sockets_in_the_folder_are_never_opened(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / "花名册"
        folder.mkdir()
        os.mkfifo(folder / "管道.csv")
        os.mkfifo(tmp_path / "别处")
        (folder / "链接.csv").symlink_to(tmp_path / "别处")
        (folder / "断链.csv").symlink_to(tmp_path / "没有")
        (folder / "设备.csv").symlink_to("/dev/zero")
        monkeypatch.chdir(folder)
        with socket.socket(socket.AF_UNIX) as plug:
            plug.bind("套接字.csv")
            found = find_files([folder])
            assert len(found) == 5
            for file in found:
                assert hash_of(file) is None
                with pytest.raises(Unreadable) as caught:
                    read(file)
                assert caught.value.code == "not_a_file"

    def test_a_name_in_bytes_of_another_encoding_is_readable_text(self, tmp_path: Path) -> None:
        Path(os.fsdecode(os.fsencode(tmp_path) + "/楼栋.csv".encode("gb18030"))).write_text("x")
        assert [file.name for file in find_files([tmp_path])] == ["楼栋.csv"]

    def test_the_lock_of_an_open_workbook_is_no_roster(self, tmp_path: Path) -> None:
        (tmp_path / "~$楼栋.xlsx").write_bytes(b"\x05user")
        (lock,) = find_files([tmp_path])
        with pytest.raises(Unreadable) as caught:
            read(lock)
        assert caught.value.code == "lock_file"

    def test_an_empty_folder_has_no_files(self, tmp_path: Path) -> None:
        assert find_files([tmp_path]) == []
