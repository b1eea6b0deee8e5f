"""Commands of this project: `scrapy demo`, `export`, `search`, and `crawl` with checks before it starts."""
