"""Fit the network to rows, and ask it about rows."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional as F
from tqdm import tqdm

from training.stance.network import Row, StanceNetwork, batch

BATCH = 32
WARM_UP = 0.06
"""The share of the steps in which the rate rises from 0."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How often the rows are seen, the highest learning rate, and the share of it that is left at the end."""

    epochs: int
    rate: float
    floor: float = 0.0


def fit(network: StanceNetwork, rows: Sequence[Row], stage: Stage, rng: random.Random) -> None:
    """AdamW at a linear schedule, bfloat16 products; the word embeddings stay as they are."""
    network.encoder.embeddings.requires_grad_(False)
    moving = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(moving, lr=stage.rate, weight_decay=0.01)
    plan = [numbers for _ in range(stage.epochs) for numbers in bucketed(rows, rng)]
    network.train()
    for step, numbers in enumerate(tqdm(plan, unit="batch")):
        warm = min(1.0, (step + 1) / (WARM_UP * len(plan)))
        for group in optimizer.param_groups:
            group["lr"] = stage.rate * warm * (stage.floor + (1 - stage.floor) * (1 - step / len(plan)))
        ids, mask, types, targets = batch([rows[number] for number in numbers])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = network(ids, mask, types)
        optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(logits.float(), targets).backward()
        torch.nn.utils.clip_grad_norm_(moving, 1.0)
        optimizer.step()


def bucketed(rows: Sequence[Row], rng: random.Random) -> Iterator[list[int]]:
    """Row numbers in batches of like length, in an order drawn anew."""
    order = list(range(len(rows)))
    rng.shuffle(order)
    batches = []
    for start in range(0, len(order), BATCH * 50):
        part = sorted(order[start : start + BATCH * 50], key=lambda number: len(rows[number][0]))
        batches += [part[at : at + BATCH] for at in range(0, len(part), BATCH)]
    rng.shuffle(batches)
    yield from batches


@torch.no_grad()
def logits(network: StanceNetwork, rows: Sequence[Row]) -> np.ndarray:
    """Shape (n, 3), in the order given."""
    network.eval()
    out = np.zeros((len(rows), 3), np.float32)
    order = sorted(range(len(rows)), key=lambda number: len(rows[number][0]))
    for start in range(0, len(order), 2 * BATCH):
        numbers = order[start : start + 2 * BATCH]
        ids, mask, types, _ = batch([rows[number] for number in numbers])
        out[numbers] = network(ids, mask, types).float().numpy()
    return out
