"""How well attribution is read: gold chains over world news of our own, and any set in the same form by kind.

`gold.txt` is the first labelling by `GUIDE.md`; `second.txt` is every third row labelled again by someone who had not
seen the first. `python -m benchmarks.attribution --help` says what can be printed.
"""
