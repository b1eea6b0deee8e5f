"""`scrapy preview` in a process of its own; the page itself is tested in tests/newsspiders/preview/."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.newsspiders.loopback_server import loopback_site
from tests.newsspiders.running import PROJECT, command_line, environment, run_scrapy

FIXTURE = PROJECT / "fixtures" / "dantri" / "2026-03-05-vo-trau-ep-vien.html"
FIXTURE_URL = json.loads(FIXTURE.with_suffix(".json").read_text("utf-8"))["url"]


def state_of(*arguments: str, folder: Path) -> dict[str, object]:
    """What the preview that these arguments start shows; then it is stopped with Ctrl-C, quietly."""
    process = subprocess.Popen(
        command_line("preview", *arguments, "--no-browser"),
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    try:
        parts = urlsplit(line.partition(" ")[0])
        assert parts.hostname == "127.0.0.1", process.stderr and process.stderr.read()
        connection = http.client.HTTPConnection("127.0.0.1", parts.port or 0, timeout=20)
        connection.request("POST", f"{parts.path}state", body=b"{}", headers={"Content-Type": "application/json"})
        state: dict[str, object] = json.loads(connection.getresponse().read())
        connection.close()
    finally:
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, "")
    return state


def names_of(state: dict[str, object]) -> list[str]:
    samples = state["samples"]
    assert isinstance(samples, list)
    return [one["name"] for one in samples]


def test_a_site_shows_its_fixtures(tmp_path: Path) -> None:
    state = state_of("dantri", folder=tmp_path)
    assert state["site"] == "dantri"
    assert names_of(state)[0] == "2019-06-12-cay-bang-90-tuoi"


def test_a_fixture_comes_first_and_once(tmp_path: Path) -> None:
    names = names_of(state_of(str(FIXTURE), folder=tmp_path))
    assert names[0] == FIXTURE.stem
    assert names.count(FIXTURE.stem) == 1


def test_a_saved_page_of_an_unknown_site(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(FIXTURE.read_bytes())
    state = state_of("page.html", "--url", "https://unknown.example.vn/1.html", folder=tmp_path)
    assert (state["site"], names_of(state)) == (None, ["page"])


def test_an_address_is_fetched(tmp_path: Path) -> None:
    with loopback_site() as site:
        site.article("1.html")
        state = state_of(f"{site.url}/a/1.html", folder=tmp_path)
        assert (state["site"], len(names_of(state))) == (None, 1)
        assert site.paths == ["/robots.txt", "/a/1.html"]


def test_an_address_is_replayed(tmp_path: Path) -> None:
    state = state_of(FIXTURE_URL, "-s", f"REPLAY={PROJECT / 'fixtures'}", folder=tmp_path)
    assert state["site"] == "dantri"
    assert FIXTURE.stem not in names_of(state)[1:], "the same page again"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "type one site, file or address"),
        (("dantri", "vov"), "type one site, file or address"),
        (("dantry",), "no site 'dantry'; did you mean dantri"),
        (("no/such.html",), "no/such.html: nothing tells the page's address; type --url"),
        (("no/such.html", "--url", "https://dantri.com.vn/x-20260305.htm"), "give the path of a saved page"),
        (("page.html", "--url", "dantri"), "write it whole: https://"),
        (("https://127.0.0.1:1/x.html",), "scrapy preview FILE --url https://127.0.0.1:1/x.html"),
        (("https://dantri.com.vn/x-20260305.htm", "-s", "REPLAY=nowhere"), "nowhere: no such folder or TSV file"),
        (("dantri", "--port", "http"), "type --port 8000"),
        (("dantri", "--port", "99999"), "type --port 8000"),
    ],
)
def test_mistakes(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    run = run_scrapy("preview", *arguments, "-s", "RETRY_TIMES=0", folder=tmp_path)
    assert run.code == 2
    assert told in run.err + run.out
    assert "Traceback" not in run.err


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        run = run_scrapy("preview", "dantri", "--port", str(taken.getsockname()[1]), folder=tmp_path)
    assert run.code == 2
    assert "leave it out to take any that is free" in run.err
