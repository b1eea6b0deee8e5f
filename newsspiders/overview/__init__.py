"""How the sites stand, from what the store knows: what `scrapy status` says and what the metrics count."""
