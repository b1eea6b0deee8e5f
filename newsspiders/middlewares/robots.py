"""StrictRobots: Scrapy's robots.txt middleware, with the standard's answer to a robots.txt that can not be read.

RFC 9309, 2.3.1: a 4xx is no robots.txt, everything may be fetched; a 5xx or no answer forbids everything, where Scrapy
allows it, with a traceback in the log. 429 counts as a 5xx here: a host in trouble, not one without a robots.txt. What
was not readable stays so for the whole run.

It stands before the offsite filter: a feed on another host has its own robots.txt, which that would keep from us.
"""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from newsspiders.failures import RequestRefused, RobotsUnreadable, download_failure


class StrictRobots(RobotsTxtMiddleware):
    """Downloader middleware: fetch nothing that robots.txt does not allow, as far as it is known."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._unreadable: dict[str, RequestRefused] = {}

    async def process_request(self, request: Request) -> None:  # type: ignore[override]  # without `spider`
        """Let pass what robots.txt allows.

        :raises IgnoreRequest: it does not.
        """
        if _is_robots(request):
            request.meta["allow_offsite"] = True
        await super().process_request(request)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of a request's host.

        :raises RequestRefused: they are not known, or were not asked for.
        """
        parser = await super().robot_parser(request)
        if refusal := self._unreadable.get(urlparse_cached(request).netloc):
            raise type(refusal)(*refusal.args)  # a new one: this one would gather a traceback for each page
        return parser

    def process_response(self, request: Request, response: Response) -> Response:
        """The response; a robots.txt that there is not is an empty one.

        :raises RobotsUnreadable: the server could not give it.
        """
        if not _is_robots(request):
            return response
        if response.status >= 500 or response.status == 429:
            raise self._refuse(request, f"HTTP {response.status}")
        return response if response.status < 400 else response.replace(body=b"")

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Nothing for a page; remember why a robots.txt could not be fetched.

        :raises RequestRefused: it could not.
        """
        if not _is_robots(request):
            return
        if isinstance(exception, RequestRefused):
            self._unreadable[_netloc(request)] = exception
            return
        raise self._refuse(request, download_failure(exception).words) from exception

    def _refuse(self, request: Request, words: str) -> RobotsUnreadable:
        refusal = RobotsUnreadable(f"robots.txt can not be read ({words}): nothing is fetched")
        self._unreadable[_netloc(request)] = refusal
        return refusal


def _is_robots(request: Request) -> bool:
    """Whether Scrapy's middleware made this request."""
    return request.callback is NO_CALLBACK and request.meta.get("dont_obey_robotstxt", False)


def _netloc(request: Request) -> str:
    """The host whose robots.txt this is, wherever it was redirected to."""
    first = request.meta.get("redirect_urls", [request.url])[0]
    return urlparse_cached(Request(first)).netloc
