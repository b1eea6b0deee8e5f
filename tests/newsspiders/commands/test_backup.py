"""`scrapy backup` and `scrapy restore` in processes of their own: beside crawls, on full disks, over damaged files."""

from __future__ import annotations

import gzip
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import threading
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from filelock import FileLock
from sqlalchemy.engine import make_url

from newsspiders.store import SpiderLock, Store
from tests.newsspiders import postgres
from tests.newsspiders.articles import make_item
from tests.newsspiders.loopback_server import hold_back, loopback_site
from tests.newsspiders.reextraction.archives import tables
from tests.newsspiders.running import TIMEOUT_SECONDS, Run, command_line, environment, loopback_arguments, run_scrapy
from tests.newsspiders.store.test_migrate import TABLE as OLD_TABLE

NAMES = [f"n{number}" for number in range(40)]
NEW = "DATABASE_URL=sqlite:///new.sqlite3"


def fill(url: str, articles: int = 3) -> None:
    with closing(Store(url)) as store:
        for number in range(articles):
            store.save(make_item(canonical_url=f"https://www.vietnamplus.vn/a-post{number}.vnp"))


def run(command: str, folder: Path, *arguments: str, url: str, **extra: str) -> Run:
    return run_scrapy(command, *arguments, "-s", f"DATABASE_URL={url}", folder=folder, **extra)


def backup(folder: Path, *arguments: str, url: str) -> Path:
    """The file that was made."""
    done = run("backup", folder, "kept", "--json", *arguments, url=url)
    assert (done.code, done.err) == (0, "")
    return folder / str(json.loads(done.out)["file"])


def files(folder: Path) -> list[str]:
    """What is in a folder that is backed up or restored to, but for the lock."""
    return sorted(path.name for path in folder.iterdir() if path.name != ".backup.lock")


def sqlite(folder: Path) -> str:
    return f"sqlite:///{folder}/data/news.sqlite3"


def on_a_full_disk(folder: Path, *arguments: str, url: str, file_bytes: int) -> Run:
    """Run a command that can write no file larger than that."""
    done = subprocess.run(
        command_line(*arguments, "-s", f"DATABASE_URL={url}"),
        cwd=folder,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (file_bytes, file_bytes)),
    )
    return Run(done.returncode, done.stdout, done.stderr, folder)


class Database:
    """One of either kind that can be destroyed."""

    def __init__(self, url: str, server: postgres.Server | None) -> None:
        self.url = url
        self._server = server

    def destroy(self) -> None:
        """Leave what a restore wants: nothing, or an empty database."""
        if self._server is None:
            path = Path(make_url(self.url).database or "")
            for file in path.parent.glob(f"{path.name}*"):
                file.unlink()
            return
        self._server.drop_database(self.url)
        with self._server.connect() as connection:
            connection.execute(f"CREATE DATABASE {make_url(self.url).database} ENCODING 'UTF8' TEMPLATE template0")


@pytest.fixture
def database(database_url: str, request: pytest.FixtureRequest) -> Database:
    is_sqlite = database_url.startswith("sqlite")
    return Database(database_url, None if is_sqlite else request.getfixturevalue("postgres_server"))


def test_there_and_back(tmp_path: Path, database: Database) -> None:
    fill(database.url)
    before = tables(database.url)
    made = backup(tmp_path, url=database.url)
    assert re.fullmatch(r"(news|test_\d+)-\d{8}T\d{6}Z\.(sqlite3\.gz|pgdump)", made.name)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert files(made.parent) == [made.name]
    database.destroy()
    restored = run("restore", tmp_path, str(made), url=database.url)
    assert (restored.code, restored.err) == (0, "")
    assert restored.out.startswith("restored 3 articles, the newest fetched 2026-03-07T01:00+00:00; ")
    assert tables(database.url) == before
    fill(database.url, 5)
    assert len(tables(database.url)["articles"]) == 5


def test_a_crawl_that_was_backed_up_goes_on_after_a_restore(tmp_path: Path, database: Database) -> None:
    """What was in the backup is not fetched again, and in the end all is as it was."""
    with loopback_site() as site:
        site.feed(*NAMES)
        for name in NAMES:
            site.article(name)
        is_over = hold_back(site, NAMES[-1])
        arguments = loopback_arguments("-s", f"DATABASE_URL={database.url}", "-s", "AUTOTHROTTLE_ENABLED=0")
        with subprocess.Popen(
            command_line(*arguments, "-s", "DOWNLOAD_DELAY=0.2"),
            cwd=tmp_path,
            env=environment(LOOPBACK_SERVER=site.url),
            stderr=subprocess.PIPE,
            text=True,
        ) as crawl:
            while len(site.asked) < 12 and crawl.poll() is None:
                time.sleep(0.01)
            made = backup(tmp_path, url=database.url)
            assert crawl.poll() is None
            is_over.set()
            _, said = crawl.communicate(timeout=60)
        assert crawl.returncode == 0, said
        before = tables(database.url)
        database.destroy()
        restored = run("restore", tmp_path, str(made), url=database.url)
        assert restored.code == 0, restored.err
        kept = {row["url"].rpartition("/")[2] for row in tables(database.url)["articles"]}
        assert 0 < len(kept) < len(NAMES)
        site.asked.clear()
        again = run_scrapy(*arguments, "-s", "DOWNLOAD_DELAY=0.01", folder=tmp_path, LOOPBACK_SERVER=site.url)
        assert again.code == 0, again.err
        asked = [path.rpartition("/")[2] for path in site.paths if path.startswith("/a/")]
    assert sorted(asked) == sorted(set(NAMES) - kept)
    texts = [
        sorted((row["canonical_url"], row["content_hash"], row["revision"]) for row in found["articles"])
        for found in (before, tables(database.url))
    ]
    assert texts[0] == texts[1]


def test_whoever_writes_does_not_wait_and_makes_no_difference(tmp_path: Path, database_url: str) -> None:
    with closing(Store(database_url)) as store:
        for number in range(400):
            store.save(make_item(canonical_url=f"https://x.vn/{number}", lead="Dài. " * 2000))
        is_over, slowest = threading.Event(), [0.0]

        def write() -> None:
            for number in range(10**6):
                began = time.monotonic()
                store.save(make_item(canonical_url=f"https://x.vn/n{number}"))
                slowest[0] = max(slowest[0], time.monotonic() - began)
                if is_over.wait(0.002):
                    return

        writer = threading.Thread(target=write)
        writer.start()
        try:
            backup(tmp_path, url=database_url)
        finally:
            is_over.set()
            writer.join()
        assert store.count() > 400
        assert slowest[0] < 5  # what a writer waits for a lock before it gives up


def test_keep_deletes_older_backups_of_this_database_and_nothing_else(tmp_path: Path) -> None:
    url, kept = sqlite(tmp_path), tmp_path / "kept"
    fill(url)
    kept.mkdir()
    others = [
        "a.txt",
        "news-20200101T000000Z.sqlite3",
        "news-20200101.sqlite3.gz",
        "news-20200104T000000Z.pgdump",  # of a PostgreSQL database that is called news too
        *(f"{name}-20200101T000000Z.sqlite3.gz" for name in ("other", "news.test", "news-test", "news_test")),
    ]
    old = [f"news-2020010{day}T000000Z.sqlite3.gz" for day in (1, 2, 3)]
    for name in (*others, *old):
        (kept / name).write_bytes(b"x")
    future = kept / "news-29990101T000000Z.sqlite3.gz"  # of a clock that was wrong
    future.write_bytes(b"x")
    assert run("backup", tmp_path, "kept", "--keep", "0", url=url).code == 2
    assert "--keep 14" in run("backup", tmp_path, "kept", "--keep", "x", url=url).err
    made = backup(tmp_path, "--keep", "3", url=url)
    assert files(kept) == sorted([*others, old[2], future.name, made.name])


@pytest.mark.parametrize("database", ["news.test.sqlite3", "news-test.sqlite3", "tin tức [1].sqlite3", ".sqlite3"])
def test_databases_that_are_named_alike_share_no_backups(tmp_path: Path, database: str) -> None:
    news, other = sqlite(tmp_path), f"sqlite:///{tmp_path}/data/{database}"
    fill(news)
    fill(other)
    backup(tmp_path, url=news)
    backup(tmp_path, url=other)
    last = [backup(tmp_path, "--keep", "1", url=url) for url in (other, news)]
    assert files(tmp_path / "kept") == sorted(path.name for path in last)


def test_an_older_backup_that_can_not_be_deleted_is_named(tmp_path: Path) -> None:
    fill(sqlite(tmp_path))
    stuck = tmp_path / "kept/news-20200101T000000Z.sqlite3.gz"
    stuck.mkdir(parents=True)  # what nobody can unlink
    done = run("backup", tmp_path, "kept", "--keep", "1", url=sqlite(tmp_path))
    assert done.code == 1
    assert f"is made, but kept/{stuck.name} can't be deleted (Is a directory)" in done.err
    assert len(files(tmp_path / "kept")) == 2


def test_a_full_disk_leaves_the_backups_there_are(tmp_path: Path, database_url: str) -> None:
    with closing(Store(database_url)) as store:
        for number in range(50):
            store.save(make_item(canonical_url=f"https://x.vn/{number}", lead=os.urandom(20_000).hex()))
    made = backup(tmp_path, url=database_url)
    before = {name: (tmp_path / "kept" / name).read_bytes() for name in files(tmp_path / "kept")}
    for file_bytes in (300_000, 40_000):  # less, and SQLite can't even share the store with a crawl
        done = on_a_full_disk(tmp_path, "backup", "kept", "--keep", "1", url=database_url, file_bytes=file_bytes)
        assert done.code == 1
        assert "kept" in done.err
        assert "Traceback" not in done.err
        assert files(tmp_path / "kept") == [made.name]
    assert {made.name: made.read_bytes()} == before


def test_stopped_in_the_middle_nothing_is_left(tmp_path: Path) -> None:
    url, kept = sqlite(tmp_path), tmp_path / "kept"
    with closing(Store(url)) as store:
        for number in range(400):
            store.save(make_item(canonical_url=f"https://x.vn/{number}", lead=os.urandom(20_000).hex()))
    arguments = command_line("backup", "kept", "-s", f"DATABASE_URL={url}")
    for stop in (signal.SIGTERM, signal.SIGKILL):
        with subprocess.Popen(arguments, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE) as process:
            while not list(kept.glob(".*.part")) and process.poll() is None:
                time.sleep(0.005)
            process.send_signal(stop)
        assert process.returncode == (-stop if stop == signal.SIGKILL else 128 + stop)
        assert bool(list(kept.glob(".*.part"))) == (stop == signal.SIGKILL)
    made = backup(tmp_path, url=url)
    assert files(kept) == [made.name]


def test_one_backup_at_a_time_in_a_folder(tmp_path: Path) -> None:
    url = sqlite(tmp_path)
    fill(url)
    (tmp_path / "kept").mkdir()
    with FileLock(tmp_path / "kept/.backup.lock"):
        done = run("backup", tmp_path, "kept", url=url)
    assert (done.code, done.err) == (1, "kept: another backup or restore writes there; wait for it\n")


def test_one_restore_at_a_time(tmp_path: Path) -> None:
    url, there = sqlite(tmp_path), tmp_path / "there"
    fill(url, 200)
    made = backup(tmp_path, url=url)
    there.mkdir()
    half = there / ".news.sqlite3-1.part"
    half.touch()
    arguments = ("restore", str(made), "-s", f"DATABASE_URL=sqlite:///{there}/news.sqlite3")
    with FileLock(there / ".backup.lock"):
        done = run_scrapy(*arguments, folder=tmp_path)
    assert (done.code, done.err) == (1, f"{there}: another backup or restore writes there; wait for it\n")
    assert half.exists()
    started = [
        subprocess.Popen(command_line(*arguments), cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    told = [process.communicate(timeout=TIMEOUT_SECONDS)[1] for process in started]
    assert sorted(process.returncode for process in started) == [0, 1], told
    assert any("writes there; wait for it" in said or "is not overwritten" in said for said in told), told
    assert files(there) == ["news.sqlite3"]


def test_a_damaged_store_is_not_taken_for_a_backup(tmp_path: Path) -> None:
    url, path = sqlite(tmp_path), tmp_path / "data/news.sqlite3"
    fill(url, 200)
    with path.open("r+b") as stream:
        stream.seek(path.stat().st_size // 2)
        stream.write(b"\xff" * 20_000)
    done = run("backup", tmp_path, "kept", url=url)
    assert done.code == 1
    assert "damaged" in done.err
    assert not list(tmp_path.glob("kept/*news*"))


def test_a_role_that_may_not_read_is_told_so(
    tmp_path: Path, postgres_url: str, postgres_server: postgres.Server
) -> None:
    fill(postgres_url)
    url = make_url(postgres_url).set(username="kept_out").render_as_string()
    with postgres_server.connect() as connection:
        connection.execute("CREATE ROLE kept_out LOGIN")
        try:
            done = run("backup", tmp_path, "kept", url=url)
            assert done.code == 1
            assert "kept_out@" in done.err
            assert "permission denied for table articles; use the role that owns it, or GRANT pg_read_all" in done.err
            assert "damaged" not in done.err
            connection.execute("GRANT pg_read_all_data TO kept_out")
            backup(tmp_path, url=url)
        finally:
            connection.execute("DROP ROLE kept_out")


@pytest.mark.parametrize(
    ("state", "begin", "remedy"),
    [
        ("XX001", "damaged (broken page", "put back a backup: scrapy restore FILE"),  # data_corrupted
        ("53200", ": broken page", "try again in a while"),  # out_of_memory
        ("42883", ": broken page", "name one: -s DATABASE_URL=…"),  # undefined_function
    ],
)
def test_damaged_is_what_postgresql_says_is_damaged(
    tmp_path: Path, postgres_url: str, state: str, begin: str, remedy: str
) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            "CREATE FUNCTION fail() RETURNS text LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE 'broken page' USING ERRCODE = '{state}'; END $$"
        )
        connection.execute(
            "CREATE VIEW articles AS SELECT 1 AS canonical_url, 1 AS content_hash, fail()::timestamptz AS fetched_at"
        )
    done = run("backup", tmp_path, "kept", url=postgres_url)
    assert done.code == 1
    assert begin in done.err
    assert done.err.endswith(f"; {remedy}\n")
    assert len(done.err.splitlines()) == 1


def test_a_dump_of_a_newer_pg_dump_is_not_called_damaged(tmp_path: Path, postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE articles (id int)")
    pg_dump(postgres_url, tmp_path / "newer.pgdump")
    whole = bytearray((tmp_path / "newer.pgdump").read_bytes())
    whole[6] = 99  # the format's second number, after PGDMP and the first one
    (tmp_path / "newer.pgdump").write_bytes(whole)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP TABLE articles")
    done = run("restore", tmp_path, "newer.pgdump", url=postgres_url)
    assert done.code == 1
    assert "unsupported version (1.99) in file header; it is of a newer pg_dump: install that version's" in done.err
    assert "damaged" not in done.err


def test_pg_restore_that_is_killed_says_nothing_about_the_dump(tmp_path: Path, postgres_url: str) -> None:
    real = shutil.which("pg_restore")
    path = fake_program(tmp_path, "pg_restore", f'case "$1" in --version) exec {real} --version;; esac; kill -9 $$')
    (tmp_path / "a.pgdump").write_bytes(b"PGDMP")
    done = run("restore", tmp_path, "a.pgdump", url=postgres_url, PATH=path)
    assert (done.code, done.err) == (1, "a.pgdump: pg_restore was killed by signal 9; try again\n")


def test_an_old_store_is_saved_as_it_is_and_migrated_when_it_is_restored(tmp_path: Path) -> None:
    url, path = sqlite(tmp_path), tmp_path / "data/news.sqlite3"
    fill(url)
    later = ("articles_published", "articles_browsing", "urls_failing", "articles_site_first_seen", "runs_started_at")
    with closing(sqlite3.connect(path)) as connection:  # the schema before profiles, views and their indices
        connection.executescript("".join(f"DROP INDEX ix_{name};" for name in later))
        connection.executescript("DROP TABLE profiles; UPDATE alembic_version SET version_num = '0002'")
    made = backup(tmp_path, url=url)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0002",)]
    there = f"sqlite:///{tmp_path}/there/news.sqlite3"
    assert run("restore", tmp_path, str(made), url=there).code == 0
    assert tables(there) == tables(url)


def test_a_backup_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    url, path = sqlite(tmp_path), tmp_path / "data/news.sqlite3"
    fill(url)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("UPDATE alembic_version SET version_num = '9999'")
    made = backup(tmp_path, url=url)
    done = run("restore", tmp_path, str(made), url=f"sqlite:///{tmp_path}/there/news.sqlite3")
    assert done.code == 2
    assert "written by a newer version of newsspiders (schema 9999" in done.err
    assert files(tmp_path / "there") == []


def pg_dump(url: str, path: Path, *options: str) -> None:
    """What somebody made without this program."""
    subprocess.run(["pg_dump", "--format=custom", f"--file={path}", *options, f"--dbname={url}"], check=True)


def test_a_dump_that_is_no_store_of_this_version_is_not_loaded(
    tmp_path: Path, postgres_url: str, postgres_server: postgres.Server
) -> None:
    def statement(url: str, sql: str) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(sql)

    source = postgres_server.create_database()
    statement(source, "CREATE TABLE things (id int); CREATE TABLE other (canonical_url text)")
    pg_dump(source, tmp_path / "other.pgdump")
    statement(source, "CREATE TABLE articles (id int, \"canonical_url\" text, note text DEFAULT 'fetched_at')")
    pg_dump(source, tmp_path / "blog.pgdump")
    statement(source, "DROP TABLE things, other, articles")
    fill(source)
    pg_dump(source, tmp_path / "part.pgdump", "--table=articles")
    pg_dump(source, tmp_path / "bare.pgdump", "--schema-only")
    pg_dump(source, tmp_path / "whole.pgdump", "--inserts")
    statement(source, "UPDATE alembic_version SET version_num = '9999'")
    pg_dump(source, tmp_path / "newer.pgdump")
    for name, code, message in (
        ("other", 1, "other.pgdump is no store of newsspiders (it has no table articles); name a file that scrapy"),
        ("blog", 1, "blog.pgdump is no store of newsspiders (its table articles has no content_hash, fetched_at)"),
        (
            "part",
            1,
            "part.pgdump is no whole store of newsspiders (it says no version); name a file that scrapy backup",
        ),
        ("bare", 1, "bare.pgdump is no whole store of newsspiders (it says no version)"),
        ("newer", 2, "written by a newer version of newsspiders (schema 9999"),
    ):
        done = run("restore", tmp_path, f"{name}.pgdump", url=postgres_url)
        assert done.code == code, (name, done.err)
        assert message in done.err
        with psycopg.connect(postgres_url) as connection:
            assert connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall() == []
    restored = run("restore", tmp_path, "whole.pgdump", url=postgres_url)
    assert (restored.code, restored.err) == (0, "")
    assert len(tables(postgres_url)["articles"]) == 3
    postgres_server.drop_database(source)


def test_a_dump_of_a_store_of_before_migrations_is_loaded(
    tmp_path: Path, postgres_url: str, postgres_server: postgres.Server
) -> None:
    source = postgres_server.create_database()
    with psycopg.connect(source, autocommit=True) as connection:
        connection.execute(OLD_TABLE.format(serial="SERIAL", time="TIMESTAMPTZ"))
    pg_dump(source, tmp_path / "old.pgdump")
    restored = run("restore", tmp_path, "old.pgdump", url=postgres_url)
    assert (restored.code, restored.err) == (0, "")
    assert "urls" in tables(postgres_url)
    postgres_server.drop_database(source)


def test_what_is_there_is_never_overwritten(tmp_path: Path, database_url: str) -> None:
    fill(database_url)
    made = backup(tmp_path, url=database_url)
    fill(database_url, 5)
    done = run("restore", tmp_path, str(made), url=database_url)
    assert done.code == 1
    assert "is not overwritten" in done.err
    assert len(tables(database_url)["articles"]) == 5


def test_the_commands_that_restore_prints_move_a_sqlite_file_away(tmp_path: Path) -> None:
    """With what SQLite left beside it, which would be taken for the new file's; as often as need be."""
    folder = tmp_path / "ngày 1; it's"
    url, path = f"sqlite:///{folder}/news.sqlite3", folder / "news.sqlite3"
    fill(url)
    made = backup(tmp_path, url=url)
    path.rename(tmp_path / "gone")
    path.with_name("news.sqlite3-wal").write_bytes(b"of another file")
    for number in range(2):
        done = run("restore", tmp_path, str(made), url=url)
        assert done.code == 1
        move = re.search(r"mkdir .*", done.err)
        assert move, done.err
        subprocess.run(move[0], shell=True, check=True)
        assert run("restore", tmp_path, str(made), url=url).code == 0, number
    assert sorted(str(file.relative_to(folder)) for file in folder.rglob("news.sqlite3*")) == [
        "broken/news.sqlite3-wal",
        "broken_2/news.sqlite3",
        "news.sqlite3",
    ]


def test_the_commands_that_restore_prints_rename_a_postgresql_database(
    tmp_path: Path, postgres_server: postgres.Server
) -> None:
    """On its server, and as often as need be; they do not hold the password."""
    with postgres_server.connect() as connection:
        connection.execute("CREATE DATABASE \"tin's Mới\" ENCODING 'UTF8' TEMPLATE template0")
    url = make_url(postgres_server.url("tin's Mới")).set(port=5432, password="s3cret")
    address = url.render_as_string(hide_password=False)
    fill(address)
    made = backup(tmp_path, url=address)
    for _ in range(2):
        done = run("restore", tmp_path, str(made), url=address)
        assert done.code == 1
        assert "s3cret" not in done.err
        move = re.search(r"psql .*", done.err)
        assert move, done.err
        assert f"-h {postgres_server.folder} -p 5432 -U {postgres_server.user}" in move[0]
        subprocess.run(move[0], shell=True, check=True, env={"PATH": os.environ["PATH"]})
        assert run("restore", tmp_path, str(made), url=address).code == 0
    with postgres_server.connect() as connection:
        found = connection.execute(
            "SELECT datname, pg_encoding_to_char(encoding) FROM pg_database WHERE datname LIKE 'tin%' ORDER BY 1"
        ).fetchall()
        assert found == [(f"tin's Mới{end}", "UTF8") for end in ("", "_broken", "_broken_2")]
        for name, _ in found:
            connection.execute(f'DROP DATABASE "{name}"')


def test_a_running_crawl_is_named(tmp_path: Path) -> None:
    url, path = sqlite(tmp_path), tmp_path / "data/news.sqlite3"
    fill(url)
    made = backup(tmp_path, url=url)
    with closing(Store(url)) as store:
        lock = SpiderLock(store, "vietnamplus")
        lock.acquire()
        path.rename(tmp_path / "gone")
        for file in path.parent.glob("news.sqlite3-*"):
            file.unlink()
        done = run("restore", tmp_path, str(made), url=url)
        assert (done.code, done.err) == (1, f"vietnamplus: being crawled into {path}; stop the crawl, or wait for it\n")
        lock.release()
    assert run("restore", tmp_path, str(made), url=url).code == 0


def test_a_damaged_backup_changes_nothing(tmp_path: Path, database: Database) -> None:
    fill(database.url, 200)
    made = backup(tmp_path, url=database.url)
    whole = made.read_bytes()
    database.destroy()
    middle = len(whole) // 2
    for broken in (whole[:middle], whole[:middle] + b"\xff" * 64 + whole[middle + 64 :]):
        made.write_bytes(broken)
        done = run("restore", tmp_path, str(made), url=database.url)
        assert done.code == 1
        assert "damaged" in done.err
        assert "Traceback" not in done.err
        if database.url.startswith("sqlite"):
            assert files(Path(make_url(database.url).database or "").parent) == []
    made.write_bytes(whole)
    assert run("restore", tmp_path, str(made), url=database.url).code == 0


def test_a_full_disk_leaves_no_half_store(tmp_path: Path) -> None:
    url = sqlite(tmp_path)
    fill(url, 200)
    made = backup(tmp_path, url=url)
    there = f"sqlite:///{tmp_path}/there/news.sqlite3"
    done = on_a_full_disk(tmp_path, "restore", str(made), url=there, file_bytes=100_000)
    assert done.code == 1
    assert "there/news.sqlite3: can't be written (File too large); free some space there" in done.err
    assert files(tmp_path / "there") == []


def fake_program(folder: Path, name: str, script: str) -> str:
    """A PATH on which a program is this script."""
    programs = folder / "programs"
    programs.mkdir(exist_ok=True)
    (programs / name).write_text(f"#!/bin/sh\n{script}\n")
    (programs / name).chmod(0o755)
    return f"{programs}:{os.environ['PATH']}"


def test_pg_dump_is_older_than_the_server(tmp_path: Path, postgres_url: str) -> None:
    fill(postgres_url)
    path = fake_program(tmp_path, "pg_dump", "echo 'pg_dump (PostgreSQL) 9.6.24'")
    done = run("backup", tmp_path, "kept", url=postgres_url, PATH=path)
    assert done.code == 1
    assert re.search(r"pg_dump is of version 9, the server of \d+; apt-get install postgresql-client-\d+", done.err)


def test_pg_dump_is_not_installed(tmp_path: Path, postgres_url: str) -> None:
    fill(postgres_url)
    done = run("backup", tmp_path, "kept", url=postgres_url, PATH=str(tmp_path))
    assert done.code == 1
    assert re.search(r"pg_dump is not installed; apt-get install postgresql-client-\d+", done.err)


def test_a_password_is_in_no_command_line(tmp_path: Path, postgres_url: str) -> None:
    fill(postgres_url)
    real = shutil.which("pg_dump")
    script = f'echo "$@" >> {tmp_path}/seen; case "$1" in --version) ;; *) echo "$PGPASSWORD" > {tmp_path}/password;; esac; exec {real} "$@"'
    path = fake_program(tmp_path, "pg_dump", script)
    url = make_url(postgres_url).set(password="s3cr%t'x").render_as_string(hide_password=False)
    done = run("backup", tmp_path, "kept", url=url, PATH=path)
    assert (done.code, done.err) == (0, "")
    assert "s3cr" not in (tmp_path / "seen").read_text()
    assert (tmp_path / "password").read_text() == "s3cr%t'x\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("backup",), 2, "type one folder: scrapy backup data/backups"),
        (("backup", "a", "b"), 2, "type one folder"),
        (("backup", "kept", "-s", "DATABASE_URL="), 2, "DATABASE_URL is empty"),
        (("backup", "kept", "-s", "DATABASE_URL=sqlite://"), 2, "a store in memory"),
        (("backup", "kept", "-s", "DATABASE_URL=sqlite:///no/news.sqlite3"), 2, "no such file"),
        (("backup", "kept", "-s", "DATABASE_URL=sqlite:///text.txt"), 2, "file is not a database; set another with -s"),
        (("backup", "kept", "-s", "DATABASE_URL=sqlite:///other.sqlite3"), 1, "is no store of newsspiders"),
        (("backup", "kept", "-s", "DATABASE_URL=postgresql://me:s3cret@127.0.0.1:1/news"), 2, "me:***@127.0.0.1:1"),
        (("backup", "kept", "-s", "DATABASE_URL=postgresql://127.0.0.1:1/news?password=s3cret"), 2, "?password=***"),
        (("backup", "text.txt"), 1, "text.txt: File exists; name a folder that can be written to"),
        (("restore",), 2, "type one file: scrapy restore"),
        (("restore", "no.gz"), 1, "no.gz: No such file or directory; name a file that scrapy backup made"),
        (("restore", "text.txt"), 1, "text.txt is no backup that scrapy backup made; name another file\n"),
        (("restore", "text.gz"), 1, "text.gz is no backup that scrapy backup made; name another file\n"),
        (("restore", "a.pgdump.gz"), 1, "a.pgdump.gz is no backup that scrapy backup made; name another file\n"),
        (("restore", "/dev/null"), 1, "/dev/null is no backup that scrapy backup made; name another file\n"),
        (("restore", "other.gz", "-s", NEW), 1, "other.gz is no store of newsspiders (its table articles has no canon"),
        (("restore", "other.gz", "-s", NEW), 1, "fetched_at); name a file that scrapy backup made\n"),
        (("restore", "other.sqlite3", "-s", NEW), 1, "fetched_at); name a file that scrapy backup made\n"),
        (("restore", "a.pgdump"), 1, "a.pgdump is a backup of postgresql, and DATABASE_URL names sqlite"),
    ],
)
def test_mistakes(tmp_path: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    fill(sqlite(tmp_path))
    (tmp_path / "text.txt").write_text("Không phải cơ sở dữ liệu. " * 100)
    (tmp_path / "a.pgdump").write_bytes(b"PGDMP\x01")
    with closing(sqlite3.connect(tmp_path / "other.sqlite3")) as connection:
        connection.execute("CREATE TABLE articles (id INTEGER)")
    for packed, name in (("text.gz", "text.txt"), ("a.pgdump.gz", "a.pgdump"), ("other.gz", "other.sqlite3")):
        (tmp_path / packed).write_bytes(gzip.compress((tmp_path / name).read_bytes()))
    done = run_scrapy(*arguments, folder=tmp_path)
    assert done.code == code
    assert message in done.err
    assert "s3cret" not in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / "kept").exists()
    assert not (tmp_path / "new.sqlite3").exists()
    assert not list(tmp_path.glob(".*.part"))


def test_a_backup_is_a_database_that_gunzip_gives(tmp_path: Path) -> None:
    fill(sqlite(tmp_path))
    made = backup(tmp_path, url=sqlite(tmp_path))
    plain = tmp_path / "plain.sqlite3"
    plain.write_bytes(gzip.decompress(made.read_bytes()))
    facts: list[Any]
    with closing(sqlite3.connect(plain)) as connection:
        facts = connection.execute("SELECT count(*) FROM articles").fetchall()
    assert facts == [(3,)]
    assert run("restore", tmp_path, str(plain), url=f"sqlite:///{tmp_path}/there.sqlite3").code == 0
