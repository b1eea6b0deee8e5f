"""Commands of this project: `scrapy demo`, and `scrapy crawl` with checks before it starts."""
