"""README.md, CONTRIBUTING.md and docs/crawling.md say what is there; the generated parts of README.md are current:
`python -m tests.test_readme` (or `make table`) writes them.
"""

from __future__ import annotations

import ast
import json
import re
import runpy
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

import pytest
from scrapy.settings import default_settings

from extractors import Article, Extraction, all_sites, extract
from extractors.evidence import count_evidence
from extractors.page import Page, iter_visible_text
from extractors.rules import SELECTOR_FIELDS, Rules
from extractors.text import normalise
from newsspiders.arguments import Arguments
from newsspiders.states import Outcome
from newsspiders.store.records import FIELDS
from newsspiders.store.schema import metadata
from newsspiders.store.views import VIEWS

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
CRAWLING = ROOT / "docs" / "crawling.md"
EXAMPLE = ROOT / "fixtures" / "vietnam_vn" / "2024-08-27-jembatan-perbatasan.json"


def site_table() -> str:
    """A row a site: what to crawl it with, its hosts, its family, and how sure its rules are."""
    rows = [
        "| `scrapy crawl` | site | hosts | family's rules | its own rules | what is known of it |",
        "|---|---|---|---|---|---|",
    ]
    for site in all_sites().values():
        families = ", ".join(f"{layer.name}: {_evidence(layer)}" for layer in site.rules.layers if layer.name)
        own = ", ".join(_evidence(layer) for layer in site.rules.layers if not layer.name)
        hosts = ", ".join(site.domains)
        rows.append(f"| `{site.name}` | {site.title} | {hosts} | {families} | {own} | {site.evidence} |")
    return "\n".join(rows)


def _evidence(rules: Rules) -> str:
    """`page 12, guess 1`: how many of a layer's selectors rest on what."""
    selectors = [selector for field in SELECTOR_FIELDS for selector in getattr(rules, field)]
    return ", ".join(f"{word} {count}" for word, count in count_evidence(selectors).items())


def example_before() -> str:
    """What the example page prints, line by line; the long prose is shortened."""
    html, url, _ = _example()
    page = Page(html, url=url)
    lines = [normalise(line) for line in "".join(iter_visible_text(page.body)).split("\n")]
    return "```text\n" + "\n".join(_shorten(line) for line in lines if line) + "\n```"


def example_after() -> str:
    """The article made of it, and what was removed by which rule."""
    extraction = _example()[2]
    article = {name: value for name, value in extraction.article.as_dict().items() if value not in (None, [])}
    article["body"] = [{**block, "text": _shorten(block["text"])} for block in article["body"]]
    article["lead"] = _shorten(article["lead"])
    for image in article["images"]:
        image["caption"] = _shorten(image["caption"])
    removed = [f"{removal.rule:32} {_shorten(removal.text)}" for removal in extraction.removed]
    shown = json.dumps(article, ensure_ascii=False, indent=1)
    shown = re.sub(r"\n {3,}", " ", shown).replace("\n  }", " }")
    return (
        f"```json\n{shown}\n```\n\nRemoved from the body, each piece with its rule:\n\n```text\n"
        + "\n".join(removed)
        + "\n```"
    )


GENERATED: dict[str, Callable[[], str]] = {
    "sites": site_table,
    "before": example_before,
    "after": example_after,
}


def write(text: str) -> str:
    """README's text with its generated parts made anew."""
    for name, generate in GENERATED.items():
        pattern = rf"(<!-- {name}:start -->\n).*?(\n<!-- {name}:end -->)"
        text = re.sub(pattern, lambda match: f"{match[1]}{generate()}{match[2]}", text, flags=re.DOTALL)  # noqa: B023
    return text


@pytest.mark.parametrize("name", GENERATED)
def test_generated_part_is_current(name: str) -> None:
    text = README.read_text("utf-8")
    assert f"<!-- {name}:start -->\n{GENERATED[name]()}\n<!-- {name}:end -->" in text, "run `make table`"


def test_the_field_guide_names_every_field_and_no_other() -> None:
    guide = README.read_text("utf-8").partition("## Field guide")[2].partition("\n## ")[0]
    named = set(re.findall(r"^\| `(\w+)`", guide, re.MULTILINE))
    assert named == {field.name for field in fields(Article)}


def test_every_make_target_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z]+)", README.read_text("utf-8"))) <= targets


def test_the_field_guide_names_what_a_crawl_adds() -> None:
    guide = README.read_text("utf-8").partition("A crawled item adds:")[2].partition("Warnings:")[0]
    added = set(FIELDS) - {field.name for field in fields(Article)} - {"schema_version"}
    assert added - set(re.findall(r"`(\w+)`", guide)) == set()


def test_the_arguments_table_names_every_argument_and_no_other() -> None:
    table = README.read_text("utf-8").partition("| argument |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`-a (\w+)=", table)) == {field.name for field in fields(Arguments)}


def test_every_own_setting_is_in_the_table_with_its_default() -> None:
    defined = runpy.run_path(str(ROOT / "newsspiders" / "settings.py"))
    own = {name: value for name, value in defined.items() if name.isupper() and not hasattr(default_settings, name)}
    told = re.findall(r"^\| `([A-Z_]+)` \| `([^`]*)` \|", CRAWLING.read_text("utf-8"), re.MULTILINE)
    assert {name: ast.literal_eval(default) for name, default in told} == own


def test_every_table_of_the_store_is_described() -> None:
    described = CRAWLING.read_text("utf-8").partition("| table |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)`", described, re.MULTILINE)) == {*metadata.tables, "articles_search"}


def test_every_view_of_the_store_is_described() -> None:
    described = CRAWLING.read_text("utf-8").partition("| view |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)`", described, re.MULTILINE) == list(VIEWS)


def test_every_outcome_of_a_url_is_described() -> None:
    described = CRAWLING.read_text("utf-8").partition("| outcome |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `([a-z-]+)`", described, re.MULTILINE)) == set(get_args(Outcome))


def test_every_fault_names_tests_that_exist() -> None:
    faults = CRAWLING.read_text("utf-8").partition("| fault |")[2].splitlines()[2:]
    assert len(faults) > 40
    for row in faults:
        named = re.findall(r"`([\w/]+\.py)::(test_\w+)`", row.rpartition(" | ")[2])
        assert named, f"no test: {row}"
        for file, test in named:
            source = (ROOT / "tests" / "newsspiders" / file).read_text("utf-8")
            assert re.search(rf"^ *def {test}\(", source, re.MULTILINE), f"{file} has no {test}"


def test_every_module_is_on_the_map() -> None:
    places = CONTRIBUTING.read_text("utf-8").partition("## Where things belong")[2].partition("\n## ")[0]
    modules = {path.relative_to(ROOT / "newsspiders").as_posix() for path in (ROOT / "newsspiders").rglob("*.py")}
    sites = {f"spiders/{name}.py" for name in all_sites()}
    own = {name for name in modules - sites if not name.endswith("__init__.py") and "/versions/" not in name}
    assert set(re.findall(r"`([\w/-]+\.py)`", places)) == own


def test_links_within_the_repository_lead_somewhere() -> None:
    for page in (README, CONTRIBUTING, CRAWLING):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def _example() -> tuple[bytes, str, Extraction]:
    url = json.loads(EXAMPLE.read_text("utf-8"))["url"]
    assert urlsplit(url).hostname
    html = EXAMPLE.with_suffix(".html").read_bytes()
    return html, url, extract(html, url=url)


def _shorten(text: str, *, longest: int = 76) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


if __name__ == "__main__":
    README.write_text(write(README.read_text("utf-8")), "utf-8")
