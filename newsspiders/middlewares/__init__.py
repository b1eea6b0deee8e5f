"""Downloader middlewares: what Scrapy lacks for a polite crawl, one file each."""
