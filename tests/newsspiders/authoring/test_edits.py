"""Changes of rules -> a site's module."""

from __future__ import annotations

import ast
import io
import tokenize
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import Phrase, all_sites
from extractors.changes import (
    AddPhrase,
    AddSelector,
    Change,
    RemovePhrase,
    RemoveSelector,
    apply_changes,
    own_selectors,
)
from extractors.evidence import WORDS
from extractors.rules import ACTIONS, SELECTOR_FIELDS
from newsspiders.authoring import rules_source
from newsspiders.authoring.edits import edited_source, run_module, tell_rules
from newsspiders.authoring.project import AuthoringError
from tests.newsspiders.authoring.copies import copy_project, run_python
from tests.newsspiders.running import PROJECT

HEAD = '''"""A."""

from __future__ import annotations

from extractors.evidence import guess, page
from extractors.families.zce import ZCE
from extractors.rules import Phrase, Rules
from extractors.site import Site

_TITLE = "h1.title"

'''
SITE = 'SITE = Site(name="a", title="A", domains=("a.vn",), language="vi", timezone="Asia/Jakarta", rules={})\n'
PATH = PROJECT / "extractors" / "sites" / "a.py"


def rules_after(rules: str, *changes: Change) -> str:
    """What stands behind `rules=` after changes."""
    edited = edited_source(HEAD + SITE.format(rules), changes, path=PATH)
    found = (
        node.value for node in ast.walk(ast.parse(edited)) if isinstance(node, ast.keyword) and node.arg == "rules"
    )
    return ast.unparse(next(found))


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ('Rules(title=page("a"))', AddSelector(field="title", selector="b", first=True), 'Rules(title=page("b", "a"))'),
        ('Rules(title=page("a"))', AddSelector(field="title", selector="b"), 'Rules(title=page("a", "b"))'),
        (
            'Rules(title=page("a"))',
            AddSelector(field="title", selector="b", evidence="guess"),
            'Rules(title=page("a") + guess("b"))',
        ),
        (
            'Rules(title=guess("a"))',
            AddSelector(field="title", selector="b", first=True),
            'Rules(title=page("b") + guess("a"))',
        ),
        ('Rules(title=("a",))', AddSelector(field="title", selector="b"), 'Rules(title=("a",) + page("b"))'),
        ('Rules(title=("a", "b"))', RemoveSelector(field="title", selector="b"), 'Rules(title=("a",))'),
        (
            'Rules(title=page("a"), body=page("c"))',
            AddSelector(field="lead", selector="b"),
            'Rules(title=page("a"), lead=page("b"), body=page("c"))',
        ),
        (
            'Rules(title=page("a") + guess("b") + page("c"))',
            RemoveSelector(field="title", selector="b"),
            'Rules(title=page("a") + page("c"))',
        ),
        ('Rules(title=page(_TITLE, "b"))', RemoveSelector(field="title", selector="h1.title"), 'Rules(title=page("b"))'),
        ("ZCE", AddSelector(field="title", selector="b"), 'ZCE | Rules(title=ZCE.title + page("b"))'),
        ("ZCE", AddSelector(field="drop", selector="b"), 'ZCE | Rules(drop=page("b"))'),
        (
            'ZCE | Rules(title=ZCE.title[2:] + page("a"))',
            RemoveSelector(field="title", selector=".details__headline"),
            'ZCE | Rules(title=guess(".cms-title") + page("a"))',
        ),
        ('ZCE | Rules(title=page("a"))', RemoveSelector(field="title", selector="a"), "ZCE | Rules()"),
        (
            'Rules(title=page("a"))',
            AddPhrase(phrase=Phrase(r"Mời \d+ bạn", "drop", "invite")),
            r'Rules(title=page("a"), phrases=(Phrase(r"Mời \d+ bạn", "drop", "invite"),))',
        ),
        (
            'Rules(phrases=(Phrase("a"), Phrase("b")))',
            RemovePhrase(pattern="a"),
            'Rules(phrases=(Phrase("b"),))',
        ),
        ('Rules(phrases=(Phrase("a"),))', RemovePhrase(pattern="a"), "Rules()"),
        ('Rules(phrases=ZCE.phrases + (Phrase("a"),))', RemovePhrase(pattern="a"), "Rules(phrases=ZCE.phrases)"),
    ],
)  # fmt: skip
def test_a_change_goes_where_a_person_would_write_it(before: str, change: Change, after: str) -> None:
    assert rules_after(before, change) == ast.unparse(ast.parse(after))


def test_imports_come_and_go_with_the_words() -> None:
    head = HEAD.replace("Phrase, ", "")
    changes: list[Change] = [
        AddSelector(field="title", selector="b", evidence="note"),
        RemoveSelector(field="title", selector="a"),
        AddPhrase(phrase=Phrase("x")),
    ]
    edited = edited_source(head + SITE.format('Rules(title=page("a"))'), changes, path=PATH)
    assert "from extractors.evidence import note\n" in edited
    assert "from extractors.rules import Phrase, Rules\n" in edited
    assert "zce" not in edited


def test_comments_stay_with_what_they_are_about() -> None:
    rules = """Rules(
        # Of the title.
        title=page("h1"),  # seen twice
        # Of the body.
        body=page(
            # New.
            "a",
            "b",  # old
        ),
        # At the end.
    )"""
    changes: list[Change] = [
        AddSelector(field="lead", selector="h2"),
        RemoveSelector(field="body", selector="b"),
        AddSelector(field="body", selector="c", first=True),
        AddSelector(field="tags", selector="d"),
    ]
    edited = edited_source(HEAD + SITE.format(rules), changes, path=PATH)
    assert (
        """        # Of the title.
        title=page("h1"),  # seen twice
        lead=page("h2"),
        # Of the body.
        body=page(
            "c",
            # New.
            "a",
        ),
        tags=page("d"),
        # At the end.
    )"""
        in edited
    )


def test_it_works_beside_scrapy(project: Path) -> None:
    run = run_python("import newsspiders.spiders.base\n" + EDIT.format(name="sggp", write=False), project=project)
    assert "+from extractors.evidence import page\n" in run.stdout, run.stderr


def test_without_ruff_the_source_is_as_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsspiders.authoring.source_text.find_spec", lambda name: None)
    edited = edited_source(HEAD + SITE.format("ZCE"), [AddSelector(field="title", selector="b" * 200)], path=PATH)
    assert run_module(edited, path=PATH)["SITE"].rules.title[-1] == "b" * 200


@pytest.mark.parametrize(
    ("source", "change", "told"),
    [
        ("X = 1\n", RemoveSelector(field="title", selector="a"), "defines no SITE; write SITE = Site"),
        ("1 +\n", RemoveSelector(field="title", selector="a"), "can't be run (SyntaxError"),
        ("raise KeyError('x')\n", RemoveSelector(field="title", selector="a"), "can't be run (KeyError: 'x')"),
        (SITE.format("Rules()"), RemoveSelector(field="title", selector="a"), "title has no selector 'a'"),
        (SITE.format("Rules()"), AddSelector(field="phrases", selector="a"), "holds no selectors; the fields are"),
        (SITE.format("Rules()"), AddSelector(field="title", selector="a["), f"{PATH}: Rules.title: 'a[' is no"),
        ("R = Rules()\n" + SITE.format("R"), AddSelector(field="title", selector="a"), "has rules=R; write Rules(…)"),
        (
            "def make() -> Site:\n    " + SITE.format("Rules()") + "    return SITE\nSITE = make()\n",
            AddSelector(field="title", selector="a"),
            "has no SITE = Site(…, rules=…)",
        ),
    ],
)
def test_mistakes_name_the_file_and_the_remedy(source: str, change: Change, told: str) -> None:
    with pytest.raises(AuthoringError) as caught:
        edited_source(HEAD + source, [change], path=PATH)
    assert str(caught.value).startswith(f"{PATH}: ")
    assert told in str(caught.value)


def test_what_is_not_understood_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules_source, "change_source", lambda source, changes, names: source)
    with pytest.raises(AuthoringError, match="change them by hand"):
        edited_source(HEAD + SITE.format("ZCE"), [AddSelector(field="title", selector="a")], path=PATH)


@st.composite
def a_change(draw: st.DrawFn, own: dict[str, tuple[str, ...]], patterns: list[str]) -> Change:
    kind = draw(st.sampled_from(["add", "add", "remove", "phrase", "no-phrase"]))
    if kind == "no-phrase" and patterns:
        return RemovePhrase(pattern=draw(st.sampled_from(patterns)))
    if kind == "phrase":
        pattern = draw(st.sampled_from([r"Mời \d{1,9} bạn", 'Xem "thêm"', "A'\"\\\\", "ẩn\tdanh"]))
        action = draw(st.sampled_from(ACTIONS))
        return AddPhrase(phrase=Phrase(pattern, action, "x", following=2 if action == "drop" else 0))
    full = [field for field in own if own[field]]
    if kind == "remove" and full:
        field = draw(st.sampled_from(full))
        return RemoveSelector(field=field, selector=draw(st.sampled_from(own[field])))
    field = draw(st.sampled_from(SELECTOR_FIELDS))
    new = st.sampled_from([".new", ".//p[@class=\"x\"][contains(., 'y')]", "a." + "b" * 150, *own[field]])
    return AddSelector(
        field=field, selector=draw(new), evidence=draw(st.sampled_from(WORDS)), first=draw(st.booleans())
    )


def own_comments(source: str) -> list[str]:
    """The comments on lines of their own."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return sorted(one.string for one in tokens if one.type == tokenize.COMMENT and one.line.strip() == one.string)


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_the_module_says_what_the_changes_make_of_the_site(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(all_sites())))
    path = PROJECT / "extractors" / "sites" / f"{name}.py"
    source = path.read_text("utf-8")
    names = run_module(source, path=path)
    site, changes = names["SITE"], list[Change]()
    for _ in range(data.draw(st.integers(1, 6))):
        *families, rules = apply_changes(site, changes).rules.layers
        own = {field: own_selectors(rules, field, families) for field in SELECTOR_FIELDS}
        changes.append(data.draw(a_change(own, [one.pattern for one in rules.phrases])))
    edited = rules_source.change_source(source, changes, names=names)
    got = run_module(edited, path=path)["SITE"]
    assert tell_rules(got.rules) == tell_rules(apply_changes(site, changes).rules)
    if not any(isinstance(one, RemovePhrase) for one in changes):  # with the last phrase go the comments between them
        assert own_comments(edited) == own_comments(source)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("project"))


EDIT = """
from extractors.changes import AddSelector
from newsspiders.authoring.edits import edit_site
print(edit_site({name!r}, [AddSelector(field="title", selector="h1.new", first=True)], write={write}))
"""


def test_a_module_is_written_only_when_asked(project: Path) -> None:
    path = project / "extractors" / "sites" / "dantri.py"
    before = path.read_text("utf-8")
    shown = run_python(EDIT.format(name="dantri", write=False), project=project).stdout
    assert '+        title=page("h1.new", "h1[data-slot=title]")' in shown
    assert shown.startswith("--- a/extractors/sites/dantri.py\n+++ b/extractors/sites/dantri.py\n")
    assert path.read_text("utf-8") == before
    assert run_python(EDIT.format(name="dantri", write=True), project=project).stdout == shown
    assert 'page("h1.new", "h1[data-slot=title]")' in path.read_text("utf-8")
    assert run_python(EDIT.format(name="dantri", write=True), project=project).stdout == "\n"


def test_an_unknown_site_is_told_with_the_nearest(project: Path) -> None:
    run = run_python(EDIT.format(name="dantry", write=True), project=project)
    assert "AuthoringError" in run.stderr
    assert "no site 'dantry'; did you mean dantri" in run.stderr
    assert "no name of a site" in run_python(EDIT.format(name="../x", write=True), project=project).stderr


def test_a_folder_that_can_not_be_written_to(project: Path) -> None:
    sites = project / "extractors" / "sites"
    (sites / f".plo.py.{1}.part").touch()
    script = "import os\nos.getpid = lambda: 1\n" + EDIT.format(name="plo", write=True)
    run = run_python(script, project=project)
    assert "plo.py: cannot be written (File exists)" in run.stderr


def test_installed_without_the_source_tree(tmp_path: Path) -> None:
    copy_project(tmp_path)
    (tmp_path / "fixtures").rmdir()
    run = run_python(EDIT.format(name="plo", write=True), project=tmp_path)
    assert "installed here without its fixtures/" in run.stderr
