"""Public sets whose licences let their text train weights, as JSON lines of {claim, passage, label}.

FEVER development pairs (Thorne et al. 2018, CC BY-SA), Fool Me Twice (Eisenschlos et al. 2021, Apache-2.0), ConjNLI
(Saha et al. 2020, MIT) and WiCE (Kamoi et al. 2023, ODC-BY). No other set is read for training.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from training.stance.pairs import STANCES

# FEVER's pairs of a claim and its own evidence: what does not support there refutes.
LABELS = {stance: number for number, stance in enumerate(STANCES)} | {"not_supports": STANCES.index("refutes")}
BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"'}

Pair = tuple[str, str, int]


def pairs(folder: Path, name: str) -> list[Pair]:
    """(claim, passage, stance) of `stance_NAME.jsonl`, as they would be printed."""
    return [(printed(row["claim"]), printed(row["passage"]), LABELS[row["label"]]) for row in rows(folder, name)]


def rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with (folder / f"stance_{name}.jsonl").open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def printed(text: str) -> str:
    """Text without the blanks and brackets of treebank tokens."""
    for token, mark in BRACKETS.items():
        text = text.replace(token, mark)
    text = re.sub(r"\s+([,.;:!?%)\]])", r"\1", text)
    text = re.sub(r"([(\[$])\s+", r"\1", text)
    text = re.sub(r"\s+('s|n't|'re|'ve|'ll|'d|')\b", r"\1", text)
    return " ".join(re.sub(r"\s+--\s+", " – ", text).split())
