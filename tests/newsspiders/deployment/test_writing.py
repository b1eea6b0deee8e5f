"""Files into a folder: what somebody changed stays, and what is wanted no more goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.deployment.writing import LARGEST_BYTES, WritingError, Written, is_ours, stamped, write_files

LINES = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r")).map(lambda text: text + "\n")


@given(LINES, LINES)
def test_a_file_is_known_as_long_as_it_is_unchanged(text: str, added: str) -> None:
    ours = stamped(text)
    assert is_ours(ours)
    assert not is_ours(ours + added)
    assert not is_ours(added + ours)
    assert not is_ours(text)


def test_written_and_written_again(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert write_files(folder, {"x": "1\n", "y": "1\n"}, force=False) == Written(new=("x", "y"), same=(), removed=())
    assert write_files(folder, {"x": "1\n", "z": "2\n"}, force=False) == Written(
        new=("z",), same=("x",), removed=("y",)
    )
    assert sorted(path.name for path in folder.iterdir()) == ["x", "z"]


@pytest.mark.parametrize("mine", ["by hand\n", "", stamped("1\n") + "more\n"])
def test_what_somebody_changed_stays_and_nothing_else_is_written(tmp_path: Path, mine: str) -> None:
    (tmp_path / "x").write_text(mine, "utf-8")
    with pytest.raises(WritingError, match="x: written or changed by somebody else.*--force"):
        write_files(tmp_path, {"w": "1\n", "x": "1\n"}, force=False)
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    assert (tmp_path / "x").read_text("utf-8") == mine
    write_files(tmp_path, {"x": "1\n"}, force=True)
    assert (tmp_path / "x").read_text("utf-8") == stamped("1\n")


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "other.service").write_bytes(b"\xff\n")
    (tmp_path / "folder").mkdir()
    write_files(tmp_path, {"x": "1\n"}, force=False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "other.service", "x"]


def test_what_is_too_large_to_be_ours_is_not_read(tmp_path: Path) -> None:
    """`--out data` is where the database is."""
    large = stamped("0\n" * LARGEST_BYTES)
    for name in ("x", "gone"):
        (tmp_path / name).write_text(large, "utf-8")
    with (tmp_path / "news.sqlite3").open("wb") as database:
        database.truncate(2**40)  # more than any memory; it takes no space
    with pytest.raises(WritingError, match="x: written or changed by somebody else"):
        write_files(tmp_path, {"x": "1\n"}, force=False)
    assert write_files(tmp_path, {"x": "1\n"}, force=True) == Written(new=("x",), same=(), removed=())


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(WritingError, match="cannot be written .*choose another --out"):
        write_files(tmp_path / "out", {"x": "1\n"}, force=False)
