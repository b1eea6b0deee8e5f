"""Re-extraction: today's rules run over the archive, and what they read put in the place of what was read before.

1. targets    which sites, by the project's spiders
2. plan       a WARC file -> where the pages are that count
3. reading    a span of these -> what today's rules make of them, in processes of their own (`workers`)
4. settling   a reading and what the store has -> what is written, in one short transaction for each span
5. report     what changed, per site and field

No crawl is locked out meanwhile: a row is looked up and replaced within one transaction, by the ID of the capture it
was made of, so whatever a crawl writes before or after stands.
"""
