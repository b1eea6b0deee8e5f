"""Notifications: a message when a site becomes unhealthy, and when it is well again; by Telegram, Slack or mail.

Spidermon runs it: its monitor, suite and actions. What sends is our own: Spidermon's Telegram action puts unescaped
text and the token into a URL, its Slack action asks for the list of users first, and its mail action needs what Scrapy
has deprecated.
"""
