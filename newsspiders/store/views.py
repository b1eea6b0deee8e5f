"""The views: what people ask of a store, under the same names and with the same columns in both databases.

They are made anew with every migration, after it: migrations/env.py drops them, runs what is missing, and creates them.
SQLite refuses to change a table that a view reads, and PostgreSQL to drop a column of it, so a migration finds no view
there. A view that is added or changed needs a revision, be it an empty one, for stores to notice; one that goes needs a
revision that drops it by name.

They have no order: SQLite would sort all of them to count them. Those that read JSON look at the newest articles only.
What else they need is an index, made by migrations/versions/v0004_views.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from newsspiders.store.errors import StoreError
from newsspiders.store.schema import FAILING

NEWEST_ARTICLES = 5000
"""So many articles, the last that were stored, are looked at where their JSON is."""

_DEPENDED_ON = "2BP01"  # PostgreSQL's code; SQLite lets a view read what is not there


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the databases say differently. Each takes SQL and gives SQL."""

    moment: Callable[[str], str]
    """A time without its fractions of a second."""
    day: Callable[[str], str]
    """The day of a time, in UTC."""
    minutes: Callable[[str, str], str]
    """Between two times, with one decimal."""
    field: Callable[[str, str], str]
    """A field of a JSON object, as text."""
    number: Callable[[str, str], str]
    """The same as a whole number; 0 where there is none."""
    items: Callable[[str, str], str]
    """The objects of a JSON array, as `alias.value`."""
    texts: Callable[[str, str], str]
    """The texts of a JSON array, as `alias.value`."""
    pairs: Callable[[str, str], str]
    """A JSON object, as `alias.key` and `alias.value`."""
    is_filled: Callable[[str], str]
    """Whether a JSON array holds anything."""
    binary: Callable[[str], str]
    """A text that is compared by its code points."""


_SQLITE = Words(
    moment=lambda time: f"substr({time}, 1, 19) || '+00:00'",
    day=lambda time: f"substr({time}, 1, 10)",
    minutes=lambda start, end: f"round((julianday({end}) - julianday({start})) * 1440, 1)",
    field=lambda column, name: f"json_extract({column}, '$.\"{name}\"')",
    number=lambda column, name: f"coalesce(json_extract({column}, '$.\"{name}\"'), 0)",
    items=lambda column, alias: f"json_each({column}) AS {alias}",
    texts=lambda column, alias: f"json_each({column}) AS {alias}",
    pairs=lambda column, alias: f"json_each({column}) AS {alias}",
    is_filled=lambda column: f"{column} <> '[]'",
    binary=lambda text: text,
)
_POSTGRESQL = Words(
    moment=lambda time: f"date_trunc('second', {time})",
    day=lambda time: f"CAST({time} AT TIME ZONE 'UTC' AS date)",
    minutes=lambda start, end: (
        f"CAST(round(CAST(extract(epoch FROM {end} - {start}) / 60 AS numeric), 1) AS double precision)"
    ),
    field=lambda column, name: f"({column} ->> '{name}')",
    number=lambda column, name: f"coalesce(CAST({column} ->> '{name}' AS bigint), 0)",
    items=lambda column, alias: f"json_array_elements({column}) AS {alias}(value)",
    texts=lambda column, alias: f"json_array_elements_text({column}) AS {alias}(value)",
    pairs=lambda column, alias: f"json_each_text({column}) AS {alias}(key, value)",
    is_filled=lambda column: f"CAST({column} AS text) <> '[]'",
    binary=lambda text: f'{text} COLLATE "C"',
)


def create_views(connection: Connection) -> None:
    """Make all of them, on the tables as they are now."""
    words = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL
    for name, query in VIEWS.items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {query(words)}")


def drop_views(connection: Connection) -> None:
    """Take all of them away that are there.

    :raises StoreError: somebody's own views read one of them.
    """
    for name in VIEWS:
        try:
            connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) != _DEPENDED_ON:
                raise
            which = " ".join(str(error.orig).partition("HINT")[0].split())
            raise StoreError(
                f"the view {name} is made anew by this version, and others read it: {which};"
                " drop those, start again, and make them again afterwards"
            ) from error


def _article_list(sql: Words) -> str:
    return f"""
SELECT id, published, site, title, lead, section, language, agency, source_name, canonical_url AS url,
 {sql.moment("first_seen")} AS first_seen, revision, json_array_length(warnings) AS warnings
FROM articles"""


def _site_overview(sql: Words) -> str:
    return f"""
WITH stored AS (SELECT site, count(*) AS articles, max(published) AS newest FROM articles GROUP BY site),
 latest AS (SELECT spider AS site, max(id) AS run FROM runs GROUP BY spider),
 waiting AS (SELECT site, count(*) AS urls FROM urls WHERE next_due IS NOT NULL GROUP BY site),
 failing AS (SELECT site, count(*) AS urls FROM urls WHERE {FAILING} GROUP BY site),
 sites AS (SELECT site FROM stored UNION SELECT site FROM latest UNION SELECT site FROM waiting)
SELECT sites.site, coalesce(stored.articles, 0) AS articles, {sql.moment("stored.newest")} AS newest,
 latest.run AS last_run, {sql.moment("runs.started_at")} AS last_began, runs.is_healthy, runs.summary,
 coalesce(waiting.urls, 0) AS urls_waiting, coalesce(failing.urls, 0) AS urls_failing
FROM sites
 LEFT JOIN stored ON stored.site = sites.site
 LEFT JOIN latest ON latest.site = sites.site
 LEFT JOIN runs ON runs.id = latest.run
 LEFT JOIN waiting ON waiting.site = sites.site
 LEFT JOIN failing ON failing.site = sites.site"""


def _articles_per_day(sql: Words) -> str:
    return f"""
SELECT site, {sql.day("coalesce(published, first_seen)")} AS day, count(*) AS articles
FROM articles GROUP BY 1, 2"""


def _run_history(sql: Words) -> str:
    counts = ", ".join(
        f"{sql.number('runs.counts', name)} AS {column}"
        for name, column in (
            ("articles", "articles"),
            ("stored/new", "new"),
            ("stored/changed", "changed"),
            ("unchanged/not_modified", "looked_at"),
            ("requests", "requests"),
            ("bytes", "bytes"),
        )
    )
    failed, warnings = (
        f"(SELECT coalesce(sum(CAST(counted.value AS integer)), 0)"
        f" FROM {sql.pairs('runs.counts', 'counted')} WHERE {condition})"
        for condition in (
            "substr(counted.key, 1, 7) = 'failed/' OR substr(counted.key, 1, 11) = 'http_error/'",
            "substr(counted.key, 1, 9) = 'warnings/'",
        )
    )
    return f"""
SELECT runs.id AS run, runs.spider AS site, {sql.moment("runs.started_at")} AS began,
 {sql.minutes("runs.started_at", "runs.finished_at")} AS minutes, runs.is_healthy, runs.reason, runs.summary,
 {counts}, {failed} AS failed, {warnings} AS warnings, profiles.verdict, runs.host
FROM runs LEFT JOIN profiles ON profiles.run_id = runs.id"""


def _removal_rules(sql: Words) -> str:
    return f"""
WITH newest AS (SELECT id, site, removed FROM articles ORDER BY id DESC LIMIT {NEWEST_ARTICLES}),
 pieces AS (
  SELECT newest.id, newest.site, {sql.field("piece.value", "rule")} AS rule,
   {sql.field("piece.value", "reason")} AS reason, {sql.field("piece.value", "text")} AS text
  FROM newest, {sql.items("newest.removed", "piece")})
SELECT site, rule, reason, count(*) AS pieces, count(DISTINCT id) AS articles,
 substr(min({sql.binary("text")}), 1, 200) AS example
FROM pieces GROUP BY site, rule, reason"""


def _field_origins(sql: Words) -> str:
    return f"""
WITH newest AS (SELECT site, origins FROM articles ORDER BY id DESC LIMIT {NEWEST_ARTICLES}),
 sizes AS (SELECT site, count(*) AS articles FROM newest GROUP BY site),
 found AS (
  SELECT newest.site, origin.key AS field, origin.value AS origin, count(*) AS articles
  FROM newest, {sql.pairs("newest.origins", "origin")} GROUP BY 1, 2, 3)
SELECT found.site, found.field, found.origin, found.articles, sizes.articles AS of_articles
FROM found JOIN sizes ON sizes.site = found.site"""


def _extraction_warnings(sql: Words) -> str:
    return f"""
SELECT articles.id AS article_id, articles.published, articles.site, warning.value AS warning, articles.title,
 articles.canonical_url AS url
FROM articles, {sql.texts("articles.warnings", "warning")}
WHERE {sql.is_filled("articles.warnings")}"""


def _failing_urls(sql: Words) -> str:
    return f"""
SELECT id, {sql.moment("last_fetched")} AS last_fetched, site, outcome, status, failures, url, title, discovered_from,
 {sql.moment("first_seen")} AS first_seen, {sql.moment("next_due")} AS next_due
FROM urls WHERE {FAILING}"""


def _article_changes(sql: Words) -> str:
    parts = ("title", "lead", "text")
    changed, then_and_now = (
        ", ".join(form.format(part) for part in parts)
        for form in (
            "coalesce(revisions.{0}, '') <> coalesce(articles.{0}, '') AS {0}_changed",
            "revisions.{0} AS {0}_then, articles.{0} AS {0}_now",
        )
    )
    return f"""
SELECT revisions.id AS id, revisions.article_id, articles.site, revisions.revision,
 {sql.moment("revisions.fetched_at")} AS read_at, {changed}, {then_and_now}, articles.canonical_url AS url
FROM revisions JOIN articles ON articles.id = revisions.article_id"""


VIEWS: dict[str, Callable[[Words], str]] = {
    "article_list": _article_list,
    "site_overview": _site_overview,
    "articles_per_day": _articles_per_day,
    "run_history": _run_history,
    "removal_rules": _removal_rules,
    "field_origins": _field_origins,
    "extraction_warnings": _extraction_warnings,
    "failing_urls": _failing_urls,
    "article_changes": _article_changes,
}
"""Name -> its SELECT. deploy/datasette/metadata.yaml says what is in each."""
