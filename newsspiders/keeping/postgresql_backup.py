"""A PostgreSQL store as one file of pg_dump, and back by pg_restore. Passwords go by the environment."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL

from newsspiders.keeping.database import BACKUP, BackupError, check_columns, free_name
from newsspiders.store.migrate import check_revision

MAGIC = b"PGDMP"
_CONNECT_SECONDS = 10
_WHERE = (("-h", "host"), ("-p", "port"), ("-U", "user"))
_CREATE_TABLE = re.compile(r"^CREATE TABLE .*?^\)", re.MULTILINE | re.DOTALL)
_VERSION = re.compile(r"^(?:COPY .* FROM stdin;\n|INSERT INTO .* VALUES \(')(\w+)", re.MULTILINE)


def find_program(name: str, *, server: int) -> str:
    """The path of one of PostgreSQL's programs, which must not be older than the server.

    :raises BackupError: it is not installed, or older.
    """
    remedy = f"apt-get install postgresql-client-{server} (or your system's package of that version)"
    path = shutil.which(name)
    if path is None:
        raise BackupError(f"{name} is not installed; {remedy}")
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\(PostgreSQL\) (\d+)", said)
    if found is None or int(found[1]) < server:
        version = found[1] if found else "an unknown one"
        raise BackupError(f"{path} is of version {version}, the server of {server}; {remedy}")
    return path


def server_version(connection: Connection) -> int:
    """The server's main version."""
    return int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000


def dump(url: URL, path: Path, *, program: str) -> None:
    """Write the whole database into a file, of one moment, beside whoever writes.

    :raises BackupError: it can't be written.
    """
    _run([program, "--format=custom", "--no-owner", "--no-privileges", f"--file={path}"], url, what=str(path))
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def check_dump(path: Path, *, program: str) -> None:
    """Read all of a dump.

    :raises BackupError: it is damaged.
    """
    _read(path, "--file=/dev/null", program=program)


def check_is_store(path: Path, *, program: str, schema: str | None) -> None:
    """Make sure that a dump can be loaded and brought up to date, from what it says itself.

    :param schema: Where the database that it is for looks for tables; None for anywhere.
    :raises BackupError: it is no store, or a part of one.
    :raises StoreError: it is of a newer version.
    """
    where = [f"--schema={schema}"] if schema else []
    made = _read(path, "--schema-only", "--table=articles", *where, "--file=-", program=program)
    articles = set(re.findall(r'^    "?(\w+)', "".join(_CREATE_TABLE.findall(made)), re.MULTILINE))
    check_columns(articles, name=str(path), remedies=BACKUP)
    filled = _read(path, "--data-only", "--table=alembic_version", *where, "--file=-", program=program)
    if version := _VERSION.search(filled):
        check_revision(version[1])
    elif "revision" in articles:  # what the stores have not that are older than versions
        raise BackupError(f"{path} is no whole store of newsspiders (it says no version); {BACKUP.foreign}")


def load(url: URL, path: Path, *, program: str) -> None:
    """Put a dump into an empty database, wholly or not at all.

    :raises BackupError: it can't be done.
    """
    _run(
        [program, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(path)],
        url,
        what=str(path),
    )


def is_empty(connection: Connection) -> bool:
    """Whether a database has no tables."""
    return not inspect(connection).get_table_names()


def moving_away(connection: Connection, url: URL) -> str:
    """The commands of a shell that rename a database and make an empty one in its place, where it is; no password."""
    name: str = connection.execute(text("SELECT current_database()")).scalar_one()
    taken = set(connection.execute(text("SELECT datname FROM pg_database")).scalars())
    free = free_name(f"{name}_broken", is_taken=taken.__contains__)
    known = _connect_options(url)
    where = [word for flag, option in _WHERE if option in known for word in (flag, str(known[option]))]
    rename = f"ALTER DATABASE {_quoted(name)} RENAME TO {_quoted(free)}"
    make = ["createdb", *where, "--encoding", "UTF8", "--template", "template0", name]
    return f"{shlex.join(['psql', *where, '-d', 'postgres', '-c', rename])} && {shlex.join(make)}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _read(path: Path, *options: str, program: str) -> str:
    """What pg_restore prints of a dump.

    :raises BackupError: it can't be read.
    """
    done = subprocess.run(
        [program, *options, str(path)],
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        encoding="utf-8",
        errors="replace",  # a foreign one may be in another encoding
        check=False,
    )
    if done.returncode == 0:
        return done.stdout
    reason = _reason(done)
    if done.returncode < 0:
        raise BackupError(f"{path}: {reason}; try again")
    if "unsupported version" in reason:
        raise BackupError(f"{path}: {reason}; it is of a newer pg_dump: install that version's pg_restore")
    raise BackupError(f"{path}: damaged ({reason}); {BACKUP.damaged}")


def _run(command: list[str], url: URL, *, what: str) -> None:
    options = _connect_options(url)
    password = options.pop("password", None)
    secret = {"PGPASSWORD": str(password)} if password else {}
    done = subprocess.run(
        [*command, "--no-password", f"--dbname={_conninfo(options)}"],
        env={**os.environ, **secret},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BackupError(f"{what}: {_reason(done)}")


def _connect_options(url: URL) -> dict[str, Any]:
    return dict(url.get_dialect()().create_connect_args(url)[1])


def _conninfo(options: dict[str, Any]) -> str:
    """libpq's `name='value'` pairs."""
    names = {name: value for name, value in options.items() if name != "context"}
    names.setdefault("connect_timeout", _CONNECT_SECONDS)
    return " ".join(f"{name}='{_escaped(value)}'" for name, value in names.items())


def _escaped(value: object) -> str:
    return str(value).replace("\\", "\\\\").replace("'", "\\'")


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    """What a program said last, in a line."""
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    told = next((line for line in lines if "error" in line), lines[-1] if lines else "")
    if done.returncode < 0:
        return f"{Path(done.args[0]).name} was killed by signal {-done.returncode} {told}".strip()
    return told or f"{Path(done.args[0]).name} ended with {done.returncode}"
