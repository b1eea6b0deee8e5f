"""The preview: a local web page that shows what a site's rules make of a page, and what a change of them would."""
