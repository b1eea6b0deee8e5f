"""The search for leaks: boilerplate that reached the stored texts, and prose that was removed from them.

1. counting   a first reading: which shapes of lines stand in many articles, in bounded memory (`shapes`)
2. phrases    a second one: examples of these, made into phrases
3. trials     a third one: what each phrase would take, from how many articles, and where it stands there
4. ranking    how surely each is boilerplate, and which say the same
5. losses     the other way round: what was removed and looks like prose

`search` does these in order. Nothing here knows the network or writes anything.
"""
