"""What a desk makes of a line: doubted it takes no side, debunked it refutes, confirmed or cut it stays as it is."""

import random
import re

LONGEST = 16
"""Words of a line that can be passed on whole."""
SMALL = re.compile(r"\b(?:the|a|an|is|are|was|were|has|have|had)\b ", re.IGNORECASE)
VERB = re.compile(r"\b(is|are|was|were|has|have|had)\b(?! (?:not|never)\b|n't)")
DOUBTED = (
    "Report: {}", "Reports: {}", "Rumour: {}", "Claim: {}", "Unconfirmed: {}", "Viral post: {}", "Sources: {}",
    "{}, report says", "{}, sources say", "{}, reports claim", "{}, it is claimed", "{} – reports", "{}, says blog",
    "{}?", "{}, or did it?", "Is it true? {}", "True or not: {}", "{}: what we know so far",
    "Watch: clip said to show {}", "{}, reportedly", "Rumours swirl: {}", "Speculation grows: {}",
    "{}, unnamed insider tells tabloid",
)  # fmt: skip
DEBUNKED = (
    "Hoax: {}", "False: {}", "Fake news: {}", "Debunked: {}", "Not true: {}", "{}? It never happened",
    "{}? Not so, officials say", "{} – a made-up story", "“{}” is a hoax", "“{}”: satire taken for news",
    "{}? No, and here is why", "Retracted: {}", "Officials deny report: {}", "{}: the story is fake",
    "Wrong: {}", "“{}” never happened, spokesman says",
)  # fmt: skip
CONFIRMED = (
    "Confirmed: {}", "Official: {}", "It's official: {}", "Video: {}", "Photos: {}", "Breaking: {}", "Update: {}",
    "{} – pictures", "{}, police confirm", "{}, records show", "Yes, it is true: {}", "{} | Local News",
)  # fmt: skip
RESERVES = ("reportedly", "allegedly", "apparently", "supposedly", "purportedly")


def is_plain(line: str) -> bool:
    """Whether the line can be passed on: short, and neither a question nor full of quotations."""
    return len(line.split()) <= LONGEST and not re.search('[?“”"]', line)


def doubted(line: str, rng: random.Random) -> str:
    verb = VERB.search(line)
    if verb and rng.random() < 0.4:
        return f"{line[: verb.end()]} {rng.choice(RESERVES)}{line[verb.end() :]}"
    return rng.choice(DOUBTED).format(line.rstrip("."))


def debunked(line: str, rng: random.Random) -> str:
    return rng.choice(DEBUNKED).format(line.rstrip("."))


def confirmed(line: str, rng: random.Random) -> str:
    return rng.choice(CONFIRMED).format(line.rstrip("."))


def shortened(line: str) -> str:
    """The line without articles and auxiliaries, as headlines have it."""
    return SMALL.sub("", line).rstrip(".")
