"""Commands of this project: `scrapy demo`, `export`, `search`, `reextract`, and `crawl` with its checks."""
