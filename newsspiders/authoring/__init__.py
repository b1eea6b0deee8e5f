"""Authoring: what writes the files of a site, so that nobody has to: its rules, its spider and its fixtures.

1. project         where these files are, and how one is written: whole or not at all
2. edits           changes of rules -> the source of the site's module, comments and layout as they were
3. site_module     a Site -> a new module; `spider_module` the same for its spider
4. fixtures        a page and what was extracted from it -> a fixture
5. fetching        the pages of a few URLs, as politely as a crawl
6. ftr             a site config of Full-Text RSS -> Rules

What a module says is run before it is written: it must give the very Site or Discovery that was asked for.
"""
