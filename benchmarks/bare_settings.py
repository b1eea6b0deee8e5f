"""The settings of Scrapy alone: its defaults."""
