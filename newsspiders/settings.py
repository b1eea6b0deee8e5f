"""Settings of the project. Rule for adding one: into its group, with the reason where the value is not
Scrapy's default; a value a user may want to change without touching this file is also a key of `configuration/keys.py`,
and then an environment variable (`NEWSSPIDERS_` and its name) and a line of newsspiders.toml too.

Everything here can be set for one run: `scrapy crawl vietnamplus -s DOWNLOAD_DELAY=5`.
"""

from __future__ import annotations

from newsspiders.configuration.start import configure

# --- Names ------------------------------------------------------------------------------------------------
BOT_NAME = "newsspiders"
SPIDER_MODULES = ["newsspiders.spiders"]
NEWSPIDER_MODULE = "newsspiders.spiders"
COMMANDS_MODULE = "newsspiders.commands"
SPIDER_LOADER_WARN_ONLY = False  # a site file that does not load must be seen

ADDONS = {
    "newsspiders.addons.CommandLine": 10,
    "newsspiders.addons.Logs": 50,
    "newsspiders.addons.QuietLog": 100,
    "newsspiders.addons.Identity": 200,
    "newsspiders.replay.Replay": 300,
}

# --- Who we are -------------------------------------------------------------------------------------------
# A mail address or a web page; the Identity add-on puts it into the User-Agent, which is how a site's people
# reach the person who runs the crawl.
CONTACT = ""
ROBOTSTXT_USER_AGENT = "newsspiders"  # the token a robots.txt would name
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Language": "vi,id;q=0.9,en;q=0.5",
}

# --- When -------------------------------------------------------------------------------------------------
CRAWL_SITES = ""  # those that `scrapy crawlall` crawls, commas between; empty: all there are
CRAWL_EVERY = "30m"  # how often; and sites of another rhythm: "30m, vietnamplus=10m, cri=1d"
CRAWL_JOBS = 4  # sites at once: each waits for its site nearly all of the time, and takes 110 to 200 MiB
CRAWL_SECONDS = 7200  # for all sites together; those not reached wait longest, and come first in the next round
CRAWL_SITE_SECONDS = 1800  # for each; a site with more to fetch goes on in its next run
CRAWL_GRACE_SECONDS = 90  # for a site that was told to end, before it is killed: longer than DOWNLOAD_TIMEOUT

# --- Politeness -------------------------------------------------------------------------------------------
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 8
CONCURRENT_ITEMS = 2  # of one page; Scrapy 2.19 starts so many tasks for each page, and a page is one article
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2.0  # seconds; a lower bound, AutoThrottle goes up from here
DOWNLOAD_DELAY_JITTER = 0.5  # 1 to 3 seconds
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 2.0
AUTOTHROTTLE_MAX_DELAY = 60.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
COOKIES_ENABLED = False  # articles need no session
REFERRER_POLICY = "no-referrer"  # the page a request was made after is not the page that links to it
CRAWL_DELAY_MAX_SECONDS = 60.0  # a Crawl-delay in robots.txt is kept up to this; 0 leaves it unread
# Sites whose publisher wants to be asked first (`permission` of the spider), and gave you leave; commas between. Read
# from here and from the command line.
PERMITTED_SITES = ""

# --- Safety -----------------------------------------------------------------------------------------------
DOWNLOAD_HANDLERS = {
    "http": "newsspiders.download_handler.PoliteHttpHandler",
    "https": "newsspiders.download_handler.PoliteHttpHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
TWISTED_DNS_RESOLVER = "newsspiders.resolver.PublicResolver"
# Hosts that may be on a private address, separated by commas: a site of your own, a proxy on this machine. Read from
# here and from the command line; a spider's custom_settings come too late for the resolver.
PRIVATE_HOSTS_ALLOWED = ""
LEGACY_TLS_HOSTS = ""  # hosts without secure renegotiation, commas between; the spiders that need it set it
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024
DOWNLOAD_WARNSIZE = 5 * 1024 * 1024
DOWNLOAD_TIMEOUT = 60  # seconds for the whole of an answer
DOWNLOAD_VERIFY_CERTIFICATES = True
REMOTE_CONTROL_ENABLED = False  # runs code that comes in on a local port
TELNETCONSOLE_ENABLED = False  # the same
REDIRECT_MAX_TIMES = 5
METAREFRESH_MAXDELAY = 5  # longer is "reload this page", not "go there"

# --- Retries ----------------------------------------------------------------------------------------------
RETRY_TIMES = 2
RETRY_HTTP_CODES = [408, 429, 500, 502, 503, 504, 522, 524]  # the host is not well: each makes it wait
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the spider counts it, and the summary says so
RETRY_BACKOFF_SECONDS = 5.0  # doubled with each failure in a row
RETRY_BACKOFF_MAX_SECONDS = 120.0
RETRY_AFTER_MAX_SECONDS = 300.0  # a host that asks for more is left alone, this run does not wait for it
HOST_FAILURES_MAX = 5  # in a row; then the host is left alone
HOST_REST_SECONDS = 1800.0  # doubled with each rest in a row
HOST_REST_MAX_SECONDS = 86400.0

# --- Middlewares ------------------------------------------------------------------------------------------
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newsspiders.middlewares.robots.StrictRobots": 40,  # before the offsite filter
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "newsspiders.middlewares.retry.PoliteRetry": 550,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "newsspiders.middlewares.redirects.SiteMetaRefresh": 580,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "newsspiders.middlewares.unpacking.QuickCompression": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "newsspiders.middlewares.redirects.SiteRedirects": 600,
    # The nearest to the downloader: bodies are still packed there, and the answers of HTTPCACHE marked as such.
    "newsspiders.archive.capture.ArchiveMiddleware": 950,
}

SPIDER_MIDDLEWARES = {
    # Nothing here looks at a depth, and discovery bounds the length of URLs.
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
}

# --- Order ------------------------------------------------------------------------------------------------
# The store is the queue: it keeps what is to be fetched, and hands out each page once. A JOBDIR is not needed.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # newest first, as the sources list them
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
ARTICLE_PAGES_MAX = 20  # of an article in several pages
SECTION_PAGES_MAX = 20  # of one section a run; a page that brings nothing new ends it before
BACKFILL_EMPTY_DAYS_MAX = 30  # a day archive that is empty for so many days in a row has ended

# --- When a page is asked for again -----------------------------------------------------------------------
# Seconds after an article's first visit, its second, …; then never. A conditional request each.
REVISIT_AFTER_SECONDS = [15 * 60, 2 * 3600, 24 * 3600]
REVISIT_AGE_MAX_SECONDS = 3 * 24 * 3600  # older articles are not visited again
URL_RETRY_SECONDS = 15 * 60  # after a page failed; doubled with each failure in a row
URL_RETRY_MAX_SECONDS = 2 * 24 * 3600
URL_FAILURES_MAX = 6  # in a row; then the page is given up

# --- Extraction -------------------------------------------------------------------------------------------
EXTRACT_PROCESSES = 0  # processes of their own for extraction; 0: in the crawling process, enough for polite crawls

# --- What is kept -----------------------------------------------------------------------------------------
# Empty: nothing is kept, and a run knows nothing of the ones before.
DATABASE_URL = "sqlite:///data/news.sqlite3"
STORE_PATIENCE_SECONDS = 300  # how long a crawl pauses for a store that is locked, full or gone; then it ends
ITEM_PIPELINES = {
    "newsspiders.pipelines.ValidateArticle": 100,
    "newsspiders.pipelines.StoreArticle": 500,
    "newsspiders.pipelines.CountArticle": 700,
    "newsspiders.pipelines.SerialiseArticle": 900,
}
FEEDS: dict[str, dict[str, object]] = {}  # only when asked: `-O articles.jsonl`
FEED_EXPORT_ENCODING = "utf-8"

# --- Drift ------------------------------------------------------------------------------------------------
DRIFT_ENABLED = True  # a run whose pages give something else than those of the runs before is not healthy
DRIFT_MIN_ARTICLES = 6  # shorter runs are added up first: three runs of two articles at night

# --- Archive ----------------------------------------------------------------------------------------------
ARCHIVE_ENABLED = False  # every response as it came, in WARC files: `-s ARCHIVE_ENABLED=1`; replay reads them
ARCHIVE_DIR = "data/archive"
ARCHIVE_FILE_MAX_BYTES = 1024**3  # then the next file begins

# --- How long it is kept ----------------------------------------------------------------------------------
# `90d`, `12w`, `2y`; empty is for ever: only `scrapy prune --yes` deletes, and what is deleted can't be had again.
KEEP_ARCHIVE = ""  # WARC files whose last record is older
KEEP_REVISIONS = ""  # what an article said before
KEEP_REMOVED = ""  # the text of what was removed from articles; of an older one its number of pieces stays
KEEP_RUNS = ""  # the history of runs, but for what status and drift need

# --- What is said -----------------------------------------------------------------------------------------
EXTENSIONS = {
    "newsspiders.progress.Progress": 500,  # before the summary: its line is gone when that is logged
    "newsspiders.host_memory.HostMemory": 505,  # before the store is closed
    "newsspiders.run_summary.RunSummary": 510,
    "newsspiders.metrics.extension.Metrics": 515,
    "newsspiders.robots_hints.RobotsHints": 520,  # after AutoThrottle, whose delay it lifts
    "newsspiders.prompt_stop.PromptStop": 530,
    "newsspiders.early_stop.EarlyStop": 535,
    "newsspiders.notifications.extension.Notifications": 540,
}
LOG_LEVEL = "INFO"  # QuietLog keeps Scrapy's own INFO lines out: a run without trouble logs one line
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LOG_INSTALL_ROOT_HANDLER = False  # the Logs add-on installs its own: without secrets, rotated, JSON on request
LOG_JSON = False  # one JSON object a line, for a program that reads it
LOG_FILE_MAX_BYTES = 10 * 1024**2  # of LOG_FILE; a full one is compressed and the next begins; 0: it grows
LOG_FILES_KEPT = 10  # full ones; some 10 MB in all
LOG_VERSIONS: list[str] = []
LOGSTATS_INTERVAL = 0
STATS_DUMP = False
PROGRESS_ENABLED = True  # a live line on a terminal; never in cron or a pipe

# --- Metrics ----------------------------------------------------------------------------------------------
METRICS_DIR = ""  # where node_exporter's textfile collector reads: a file a site, written when its run has ended
METRICS_PORT = 0  # a run that lasts (a backfill) can be asked itself, on this port; 0: it can't
METRICS_ADDRESS = "127.0.0.1"  # of this machine; an address of the network shows the counts to all who reach it

# --- Who is told ------------------------------------------------------------------------------------------
# A message when a site becomes unhealthy, and when it is well again; `scrapy notify` sends a test. A channel is on when
# its settings are there; all of them need the extra: pip install 'newsspiders[notify]'
NOTIFY_TELEGRAM_TOKEN = ""  # a bot's
NOTIFY_TELEGRAM_CHATS = ""  # numbers or @names, commas between
NOTIFY_TELEGRAM_URL = "https://api.telegram.org"  # a server or proxy of your own
NOTIFY_SLACK_TOKEN = ""  # an app's: xoxb-…
NOTIFY_SLACK_CHANNELS = ""  # ids or #names, commas between
NOTIFY_SLACK_URL = "https://slack.com/api"
NOTIFY_MAIL_TO = ""  # addresses, commas between
NOTIFY_MAIL_FROM = ""
NOTIFY_SMTP_HOST = ""  # the server that takes our mail
NOTIFY_SMTP_PORT = 587
NOTIFY_SMTP_TLS = "starttls"  # or "tls" from the first byte (port 465), or "none" on this machine alone
NOTIFY_SMTP_USER = ""
NOTIFY_SMTP_PASSWORD = ""
NOTIFY_AGAIN_HOURS = 24  # a site that stays unhealthy is told of once in so long

# --- Replay -----------------------------------------------------------------------------------------------
# Folders of saved pages and TSV lists of them, separated by commas. When set, nothing goes over the network.
REPLAY = ""

configure(globals())  # the last word: environment and newsspiders.toml
