"""The Scrapy project: finds article pages, has `extractors` read them, stores the articles."""
