"""Train the judge of stance: `python -m training.stance SETS OUT`, with the packages of training/requirements.txt.

SETS is a folder with the public sets, OUT one for stance.onnx and stance.json. Takes about an hour on two cores.
"""

import random
import sys
from pathlib import Path

import numpy as np
import torch

from training.stance.export import export, temperature
from training.stance.fit import Stage, fit, logits
from training.stance.mixture import own, public
from training.stance.network import encoded, pretrained
from training.stance.pairs import Example
from training.stance.stories import Story, pairs, read_stories

NAME, SEED = "minilm-stance/1", 21
FIRST, SECOND = Stage(epochs=1, rate=1.2e-4, floor=0.25), Stage(epochs=2, rate=8e-5)
REHEARSED = 8_000
"""Public pairs that are seen again beside our own."""
UNSEEN = 0.1
"""The share of our stories that is kept for the temperature."""


def main(folder: Path, out: Path) -> None:
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    kept, seen = split(read_stories())
    network = pretrained()
    first = public(folder, rng)
    fit(network, encoded(first), FIRST, rng)
    torch.save(network.state_dict(), out / "first.pt")
    second = [*own(seen, rng), *rng.sample(first, REHEARSED)]
    fit(network, encoded(second), SECOND, rng)
    torch.save(network.state_dict(), out / "second.pt")
    found, labels = (
        logits(network, encoded([Example(*pair[:2], (0.0, 0.0, 0.0)) for pair in kept])),
        np.array([pair[2] for pair in kept]),
    )
    print(f"{len(kept)} unseen pairs of our own: accuracy {np.mean(found.argmax(axis=1) == labels):.3f}")
    export(network, out, NAME, temperature(found, labels))


def split(stories: list[Story]) -> tuple[list[tuple[str, str, int]], list[Story]]:
    """Pairs of the stories that are kept unseen, and the other stories."""
    draw = random.Random(3)
    kept = [story for story in stories if draw.random() < UNSEEN]
    return [pair for story in kept for pair in pairs(story)], [story for story in stories if story not in kept]


main(Path(sys.argv[1]), Path(sys.argv[2]))
