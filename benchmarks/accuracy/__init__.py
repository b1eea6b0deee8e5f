"""How right extraction is, against pages annotated by hand: this project beside other tools. See docs/accuracy.md.

gold         the format of an annotated page; its reader
corpora      folders -> pages with gold
tools        a page -> what one tool makes of it; `blocks` where the tool gives a tree
texts        when two texts are the same
scoring      what a tool gave against the gold, measure by measure
run          all tools over all pages; means
tables       for a terminal, or plain; JSON
marking      which words were kept, missed and wrongly kept
report       one HTML page to look at; `markup` escapes what stands in it, `report_style` is its look
"""
