"""Posts read as what they say: without links, with tags and handles as words."""

import re

LINK = re.compile(r"(?:https?:|www\.|pic\.twitter\.com/)\S+")
SIGNATURE = re.compile(r"\(@\w+\)(?=\s*(?:[A-Z][a-z]+ \d{1,2}, \d{4})?\s*$)")
TAG = re.compile(r"(?:#|(?<!\w)@)(\w+)")
JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|_")


def plain(text: str) -> str:
    """A text as its words are looked for and its meaning is measured; other texts than posts stay as they are.

    "#DamFloods2021 near @RiverWatch https://…" reads "Dam Floods 2021 near River Watch". A handle behind the author's
    name says nothing more; name and date stay, for claims name who said something and when.
    """
    if not ("#" in text or "@" in text or LINK.search(text)):
        return text
    said = SIGNATURE.sub(" ", LINK.sub(" ", text))
    said = " ".join(TAG.sub(lambda tag: f" {JOINT.sub(' ', tag[1])} ", said).split())
    return said or text
