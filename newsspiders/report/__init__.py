"""The report: what was crawled over some weeks, as one HTML page to look at."""
