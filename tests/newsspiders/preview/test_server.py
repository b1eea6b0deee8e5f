"""The server over real HTTP: what it gives, and whom it refuses."""

from __future__ import annotations

import http.client
import json
from typing import Any

import pytest

from newsspiders.preview.samples import Sample
from newsspiders.preview.server import PreviewServer
from tests.newsspiders.preview.conftest import Serve
from tests.newsspiders.preview.pages import RELATED, URL

DROP = {"kind": "selector", "field": "drop", "selector": ".related-story"}


def request(
    server: PreviewServer, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    """One answer; `path` is below the token unless it begins with a slash."""
    target = path if path.startswith("/") else f"/{server.token}/{path}"
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request(method, target, body=body, headers=told)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


def call(server: PreviewServer, name: str, **told: Any) -> tuple[int, dict[str, Any]]:
    body = json.dumps(told).encode()
    response, content = request(server, name, method="POST", body=body, Content_Type="application/json")
    return response.status, json.loads(content)


def test_the_page(serve: Serve) -> None:
    server = serve()
    assert server.url.startswith("http://127.0.0.1:")
    for path, content_type in (("", "text/html"), ("style.css", "text/css"), ("app.js", "text/javascript")):
        response, content = request(server, path)
        assert (response.status, bool(content)) == (200, True)
        assert (response.headers["Content-Type"] or "").startswith(content_type)
        assert "default-src 'none'" in (response.headers["Content-Security-Policy"] or "")


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {}),
        ("/wrong-token/", {}),
        ("/wrong-token/state", {}),
        ("/%ff/", {}),
        ("", {"Host": "tinmoi.example.vn"}),
        ("", {"Host": "127.0.0.1"}),
        ("", {"Host": "evil.example:80"}),
        ("state", {"Origin": "https://evil.example"}),
        ("state", {"Origin": "null"}),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_whom_it_refuses(serve: Serve, method: str, path: str, headers: dict[str, str]) -> None:
    response, content = request(serve(), path, method=method, body=b"{}", Content_Type="application/json", **headers)
    assert response.status == 403
    assert b"Tin" not in content


@pytest.mark.parametrize("path", ["../pyproject.toml", "..%2fserver.py", "server.py", "static/app.js", "state"])
def test_no_other_file(serve: Serve, path: str) -> None:
    assert request(serve(), path)[0].status == 404


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"sample": "0"}', "application/json", 400),
        (b'{"sample": -1}', "application/json", 400),
        (b'{"sample": true}', "application/json", 400),
        (b'{"sample": 99}', "application/json", 422),
        (b'{"sample": 0}', "text/plain", 415),
        (b"", "application/json", 400),
    ],
)
def test_bad_bodies(serve: Serve, body: bytes, content_type: str, status: int) -> None:
    response, content = request(serve(), "reading", method="POST", body=body, Content_Type=content_type)
    assert response.status == status
    assert json.loads(content)["error"]


def test_a_body_that_is_too_long_is_not_read(serve: Serve) -> None:
    headers = {"Content_Type": "application/json", "Content_Length": str(2**30)}
    assert request(serve(), "reading", method="POST", body=None, **headers)[0].status == 400


def test_a_walk(serve: Serve) -> None:
    server = serve()
    status, state = call(server, "state")
    assert (status, state["site"], [one["name"] for one in state["samples"]]) == (200, "tinmoi", ["one", "two"])
    pieces = call(server, "reading", sample=0)[1]["pieces"]
    number = next(n for n, one in enumerate(pieces) if one["text"] == RELATED)
    assert pieces[number]["rule"] == "body: div.article-body"
    proposals = call(server, "offer", sample=0, piece=number)[1]["proposals"]
    assert proposals[0]["code"] == 'drop=page(".related-story > p")'
    impacts = call(server, "impact", change=DROP)[1]["impacts"]
    assert [(one["sample"], one["gone"], one["is_none"]) for one in impacts] == [("one", 1, False), ("two", 0, True)]
    assert [one["code"] for one in call(server, "apply", change=DROP)[1]["changes"]] == ['drop=page(".related-story")']
    assert call(server, "reading", sample=0)[1]["pieces"][number]["rule"] == "tinmoi/drop:.related-story"
    assert [one["gone"] for one in call(server, "impact")[1]["impacts"]] == [1, 0]
    assert call(server, "diff")[1]["diff"].endswith("+1 changes, shown\n")
    assert call(server, "write")[1]["state"]["changes"] == []
    assert call(server, "reading", sample=0)[1]["pieces"][number]["kind"] == "drop", "what was written stays"
    assert call(server, "write") == (422, {"error": "there is no change to write; click a piece and apply one"})


def test_changes_are_taken_back(serve: Serve) -> None:
    server = serve()
    call(server, "apply", change=DROP)
    call(server, "apply", change={"kind": "remove", "field": "drop", "selector": ".related-story"})
    status, told = call(server, "take-back", number=0)
    assert (status, told) == (422, {"error": "drop has no selector '.related-story' of the site's own"})
    assert len(call(server, "take-back", number=1)[1]["changes"]) == 1
    assert call(server, "take-back", number=0)[1]["changes"] == []
    assert call(server, "take-back", number=0)[0] == 422


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({**DROP, "selector": "div["}, "Rules.drop: 'div[' is no selector"),
        ({**DROP, "field": "colour"}, "'colour' holds no selectors; the fields are"),
        ({**DROP, "selector": "//p"}, "write './/p'"),
        ({"kind": "phrase", "pattern": "(a", "action": "drop", "reason": "x"}, "Phrase.pattern '(a' is no regex"),
        ({"kind": "phrase", "pattern": "a", "action": "eat", "reason": "x"}, "write one of drop, cut"),
        ({"kind": "remove", "field": "drop", "selector": ".none"}, "no selector '.none' of the site's own"),
    ],
)
def test_mistakes_are_told_in_the_words_of_the_rules(serve: Serve, change: dict[str, Any], told: str) -> None:
    status, answer = call(serve(), "impact", change=change)
    assert (status, told in answer["error"]) == (422, True), answer
    assert ".py:" not in answer["error"]


def test_a_site_without_rules_is_shown_and_not_changed(serve: Serve) -> None:
    page = Sample(name="one", url=URL, html=b"<html><body><p>M\xe1\xbb\x99t</p></body></html>")
    server = serve(page, site=None)
    assert call(server, "state")[1]["site"] is None
    assert call(server, "reading", sample=0)[1]["error"].startswith("NotAnArticleError")
    for name, told in (("offer", {"sample": 0, "piece": 0}), ("impact", {"change": DROP}), ("diff", {})):
        status, answer = call(server, name, **told)
        assert (status, answer["error"]) == (422, f"this site has no rules yet; begin with: scrapy newsite {URL}")


def test_a_page_that_is_no_html(serve: Serve) -> None:
    server = serve(Sample(name="pdf", url=URL, html=b"%PDF-1.7"))
    assert call(server, "reading", sample=0)[1]["error"].startswith("NotHtmlError")
    response, content = request(server, "frame?sample=0")
    assert (response.status, b"binary file" in content) == (422, True)


@pytest.mark.parametrize("query", ["", "?sample=", "?sample=x", "?sample=-1", "?sample=7"])
def test_no_such_frame(serve: Serve, query: str) -> None:
    assert request(serve(), f"frame{query}")[0].status == 422
