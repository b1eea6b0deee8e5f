"""What a site that nobody has described yet offers: its lists, the form of its articles' addresses, its facts.

All of it works on bytes and addresses; only `asking` asks for pages.
"""
