"""A PostgreSQL server of the tests' own: in a temporary folder, on a unix socket, gone at the end."""

from __future__ import annotations

import getpass
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import URL

REQUIRED = os.environ.get("TESTS_REQUIRE_POSTGRES") == "1"

# What only matters when the machine crashes is off.
_QUICK = ("fsync=off", "full_page_writes=off", "listen_addresses=", "autovacuum=off")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    binaries: Path
    folder: Path
    """Data and socket."""
    user: str
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def create_database(self) -> str:
        """URL of a new, empty database."""
        name = f"test_{next(self._numbers)}"
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Remove a database, whoever is connected to it."""
        name = url.partition("?")[0].rpartition("/")[2]
        with self.connect() as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def url(self, database: str) -> str:
        """The URL of a database."""
        return URL.create(
            "postgresql", username=self.user, database=database, query={"host": str(self.folder)}
        ).render_as_string()

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """A connection to the server, for what is done to databases."""
        return psycopg.connect(host=str(self.folder), user=self.user, dbname="postgres", autocommit=True)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = " ".join(f"-c {option}" for option in (*_QUICK, f"unix_socket_directories={self.folder}"))
        self.control("start", "-l", str(self.folder / "log"), "-o", options)

    def stop(self) -> None:
        """Stop it, whoever is connected."""
        self.control("stop", "-m", "fast")

    def control(self, *arguments: str) -> None:
        """pg_ctl, as the server's user, because PostgreSQL does not run as root."""
        run_as(self.user, self.binaries / "pg_ctl", *arguments, "-w", "-D", str(self.folder / "data"))


def find_binaries() -> Path | None:
    """The folder of PostgreSQL's programs; None when it is not installed."""
    on_path = shutil.which("pg_ctl")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextmanager
def running_server(binaries: Path) -> Iterator[Server]:
    """A new server; stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="newsspiders-pg-"))  # a socket's path must be short
    user = getpass.getuser() if os.getuid() else "postgres"
    shutil.chown(folder, user=user)
    server = Server(binaries=binaries, folder=folder, user=user)
    try:
        data = str(folder / "data")
        run_as(user, binaries / "initdb", "-D", data, "-U", user, "-A", "trust", "-E", "UTF8", "--no-sync")
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_as(user: str, program: Path, *arguments: str) -> None:
    """Run a program; its output is shown when it fails."""
    group = pwd.getpwnam(user).pw_gid
    who: dict[str, Any] = {"user": user, "group": group, "extra_groups": []} if os.getuid() == 0 else {}
    with tempfile.TemporaryFile() as output:  # no pipe: the server would keep it open
        command = [str(program), *arguments]
        done = subprocess.run(command, stdout=output, stderr=output, cwd="/", check=False, timeout=60, **who)
        output.seek(0)
        assert done.returncode == 0, output.read().decode(errors="replace")
