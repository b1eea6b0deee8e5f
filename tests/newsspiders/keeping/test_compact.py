"""Where SQLite puts what it writes for a while: told from its documentation, and held to SQLite itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from newsspiders.keeping.compact import temporary_folder

WHERE = """
import os, sqlite3
database = sqlite3.connect("", isolation_level=None)  # one that is a temporary file
database.executescript("PRAGMA cache_size = 1; CREATE TABLE t (content); BEGIN")
for _ in range(50):
    database.execute("INSERT INTO t VALUES (randomblob(100000))")
files = [os.path.realpath(f"/proc/self/fd/{number}") for number in os.listdir("/proc/self/fd")]
print(next(os.path.dirname(path) for path in files if "etilqs" in path))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(
    "named",
    [
        {},
        {"TMPDIR": "one"},
        {"SQLITE_TMPDIR": "two", "TMPDIR": "one"},
        {"SQLITE_TMPDIR": "missing", "TMPDIR": "one"},
        {"SQLITE_TMPDIR": "file"},
        {"SQLITE_TMPDIR": ""},
        {"TEMP": "one"},  # Python's, not SQLite's
    ],
)
def test_it_is_where_sqlite_writes(tmp_path: Path, named: Mapping[str, str]) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    (tmp_path / "file").touch()
    kept = {name: value for name, value in os.environ.items() if "TMP" not in name and "TEMP" not in name}
    environ = {**kept, **{name: value and str(tmp_path / value) for name, value in named.items()}}
    run = subprocess.run([sys.executable, "-c", WHERE], env=environ, capture_output=True, text=True, check=True)
    assert str(temporary_folder(environ)) == run.stdout.strip()
