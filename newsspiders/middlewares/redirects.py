"""Redirects, by status and by meta refresh: followed within the site and forward only.

Scrapy drops a redirect to another site, or to where it came from, without a word to the spider, and after a retry it
follows the first. Here both are failures of the request, with words. What is not http or https Scrapy does not follow.
"""

from __future__ import annotations

from collections.abc import Callable

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import BaseRedirectMiddleware, MetaRefreshMiddleware, RedirectMiddleware
from scrapy.http import Response

from extractors.urls import host_of, is_on_site
from newsspiders.failures import RedirectLoop, RedirectOffSite, UnsafeUrl

_NO_URL = "redirects to what is no URL of a page"

Follow = Callable[[Request, Response], Request | Response]


class SiteRedirects(RedirectMiddleware):
    """Downloader middleware: follow 301, 302, 303, 307 and 308."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """The response, or the request it redirects to.

        :raises RequestRefused: it is not to be followed.
        """
        return _followed(super().process_response, request, response, middleware=self)


class SiteMetaRefresh(MetaRefreshMiddleware):
    """Downloader middleware: follow `<meta http-equiv="refresh">`."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """The response, or the request it redirects to.

        :raises RequestRefused: it is not to be followed.
        """
        return _followed(super().process_response, request, response, middleware=self)


def check_redirect(target: Request, *, spider: Spider) -> None:
    """Nothing when a redirect may be followed.

    :raises RedirectLoop: it leads to a page that led to it.
    :raises RedirectOffSite: it leads to another site, and the request was not let off its own.
    """
    if target.url in target.meta["redirect_urls"]:
        raise RedirectLoop(f"redirects in a loop, to {target.url}")
    domains = getattr(spider, "allowed_domains", None)
    if domains and not target.meta.get("allow_offsite") and not is_on_site(target.url, domains=domains):
        raise RedirectOffSite(f"redirects to another site, {host_of(target.url)}")


def _followed(
    follow: Follow, request: Request, response: Response, *, middleware: BaseRedirectMiddleware
) -> Request | Response:
    """What Scrapy makes of a response, if it may be followed."""
    try:
        answer = follow(request, response)
    except ValueError as error:
        raise UnsafeUrl(_NO_URL) from error
    if isinstance(answer, Request):
        assert middleware.crawler.spider is not None
        check_redirect(answer, spider=middleware.crawler.spider)
        answer.meta.pop("download_slot", None)  # of the host it comes from: the delay of its own host counts
    return answer
