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
from training.stance.stories import pairs, read_stories, unseen

NAME, SEED = "minilm-stance/1", 21
FIRST = Stage(epochs=1, rate=1.2e-4, floor=0.25)
"""On the public sets."""
LATER = (Stage(epochs=2, rate=8e-5), Stage(epochs=3, rate=1e-4))
"""On our own stories, drawn anew, and some of the public pairs."""
REHEARSED = 6_000


def main(folder: Path, out: Path) -> None:
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    stories = read_stories()
    kept = unseen(stories)
    seen = [story for story in stories if story not in kept]
    held = [pair for story in kept for pair in pairs(story)]
    network = pretrained()
    first = public(folder, rng)
    fit(network, encoded(first), FIRST, rng)
    for stage in LATER:
        fit(network, encoded([*own(seen, rng), *rng.sample(first, REHEARSED)]), stage, rng)
    torch.save(network.state_dict(), out / "stance.pt")
    asked = [Example(claim, passage, (0.0, 0.0, 0.0)) for claim, passage, _ in held]
    found, labels = logits(network, encoded(asked)), np.array([stance for _, _, stance in held])
    print(f"{len(held)} unseen pairs of our own: accuracy {np.mean(found.argmax(axis=1) == labels):.3f}")
    export(network, out, NAME, temperature(found, labels))


main(Path(sys.argv[1]), Path(sys.argv[2]))
