"""For Datasette: its search box finds words with đ, and a number that names a row leads there."""

from datasette import hookimpl
from datasette.utils import escape_fts
from markupsafe import Markup

ROWS = {
    "article_id": "articles",
    "last_run": "runs",
    "run": "runs",
    ("article_list", "id"): "articles",
    ("article_changes", "id"): "revisions",
    ("failing_urls", "id"): "urls",
}
"""Column, where it has to be told of which view -> the table whose row it names."""


@hookimpl(trylast=True)  # after Datasette's own function of that name, in whose place it comes
def prepare_connection(conn):
    """What was typed -> a query for the index."""
    conn.create_function("escape_fts", 1, folded)


def folded(words):
    """The index has d for đ; all other marks SQLite folds itself. Nothing is a query that finds nothing."""
    return escape_fts(words.replace("đ", "d").replace("Đ", "d")) or '""'


@hookimpl
def render_cell(value, column, table, database, datasette):
    """A link to a row."""
    target = ROWS.get(column) or ROWS.get((table, column))
    if target is None or target == table or not isinstance(value, int):
        return None
    return Markup('<a href="{}">{}</a>').format(datasette.urls.row(database, target, value), value)
