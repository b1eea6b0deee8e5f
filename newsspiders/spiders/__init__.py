"""The spiders: base.py and one small module a site. `scrapy list` names them."""
