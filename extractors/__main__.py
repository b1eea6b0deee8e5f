"""The command line: `python -m extractors page.html --url URL` and `python -m extractors strip < text`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from rich.console import Console

from extractors import ExtractionError, SiteDefinitionError, UnknownSiteError, extract, get_site, strip_text
from extractors.article import Extraction
from extractors.explain import explain

FORMATS = ("json", "text", "explain")
_EPILOG = """\
examples:
  python -m extractors page.html --url https://vnexpress.net/…-4954454.html
  curl -s URL | python -m extractors - --url URL --format explain
  python -m extractors strip --language id < scraped.txt

exit codes: 0 an article, 1 no article on that page, 2 the call is wrong
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one call; gives the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments and arguments[0] == "strip":
        return _strip(arguments[1:])
    return _extract(arguments)


def _extract(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m extractors",
        description="The clean article of a saved news page. `strip` instead of a page cleans text scraped elsewhere.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("page", help="HTML file, or - for standard input")
    parser.add_argument("--url", required=True, help="the page's address; it tells the site and its rules")
    parser.add_argument("--site", help="use this site's rules whatever the address says")
    parser.add_argument("--format", choices=FORMATS, default="json", help="default: json")
    options = parser.parse_args(arguments)
    if "://" not in options.url:
        parser.error(f"--url {options.url!r} is no address; write it with https://")
    try:
        site = get_site(options.site) if options.site else None
        html = _read(options.page, parser)
        extraction = extract(html, url=options.url, site=site, trace=options.format == "explain")
    except UnknownSiteError as error:
        parser.error(f"--site: {error}")
    except SiteDefinitionError as error:
        parser.error(f"a site file is wrong: {error}")
    except ExtractionError as error:
        print(f"{options.page}: {type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201  # the command's output
        return 1
    except ValueError as error:
        parser.error(f"--url {options.url!r}: {error}")
    _write(extraction, options.format)
    return 0


def _strip(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m extractors strip",
        description="Text that someone already scraped, without its boilerplate.",
    )
    parser.add_argument("file", nargs="?", default="-", help="text file; default: standard input")
    parser.add_argument("--language", help="ISO 639-1 code such as vi; default: detected")
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    options = parser.parse_args(arguments)
    text = _read(options.file, parser).decode("utf-8", "replace")
    _write(strip_text(text, language=options.language), options.format)
    return 0


def _read(name: str, parser: argparse.ArgumentParser) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        _fail(parser, f"{name}: {error.strerror}; give the path of a saved page, or - for standard input")


def _fail(parser: argparse.ArgumentParser, message: str) -> NoReturn:
    parser.error(message)


def _write(extraction: Extraction, style: str) -> None:
    if style == "explain":
        Console().print(explain(extraction))
    elif style == "text":
        article = extraction.article
        sys.stdout.write("\n\n".join(filter(None, (article.title, article.lead, article.text))) + "\n")
    else:
        sys.stdout.write(json.dumps(extraction.as_dict(), ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main())
