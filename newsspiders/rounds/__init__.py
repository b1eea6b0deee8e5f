"""A round: all sites whose turn it is, crawled in one go, each in a process of its own (`scrapy crawlall`).

`plan.py` says whose turn it is, `lookout.py` whose comes meanwhile; `processes.py` runs them, on the leash of
`leash.py`; `history.py` asks the store; `results.py` says how each went; `tables.py` how that is told.
"""
