"""The doctor: a site looked at from end to end, what is wrong with its rules, and what would mend them.

1. examine         one polite visit: robots.txt, each source, some fresh articles -> Visit
2. reading         pages and fixtures as the site's rules read them; `history` what runs before this one gave
3. diagnosis       what departs, as symptoms; `leaks` furniture in the text, `losses` text that is not there
4. proposals       symptoms -> changes of rules, each tried on the pages and on all fixtures
5. treatment       changes -> the site's module, pages -> its fixtures
6. report          how it is told; `checkup` is all of this, of one site after the other

Only `examine` asks for pages, only `history` knows the store, only `treatment` writes.
"""
