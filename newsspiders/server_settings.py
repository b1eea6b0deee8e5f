"""The server profile: `SCRAPY_PROJECT=server scrapy crawl vietnamplus`. The project's settings, and what an
unattended crawl on a schedule should have besides.
"""

from __future__ import annotations

from newsspiders.configuration.start import configure
from newsspiders.settings import *  # noqa: F403  # a profile is the settings and what it changes in them

ARCHIVE_ENABLED = True  # a mistake in the rules is mended by `scrapy reextract`, without asking the site again
PROGRESS_ENABLED = False
STORE_PATIENCE_SECONDS = 1800  # nobody is there to start it again

configure(globals())
