"""Choose and check the weights of `claims/pipeline/blend.py`: `python -m benchmarks.blend [SHARED]`.

Headlines are weighed on one half of Emergent's training pairs (by claim) and, at a fifth of their weight, on the
headlines of our own unseen stories; sentences on the sentences of these stories, on their claims said again by someone,
and, at a third, on the same half of Emergent. Prints the weights, then how they do on each part, the other half of
Emergent included. Nothing is written.
"""

import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from claims.engines.protocols import Pair
from claims.engines.stance_model import CrossEncoder
from claims.pipeline.blend import Learned, is_headline, signs
from claims.pipeline.compare import compare
from claims.pipeline.guards import guards
from claims.pipeline.terms import terms
from sources.engines.embedding import get_embedder
from training.stance import mixture
from training.stance.pairs import STANCES
from training.stance.stories import Story, pairs, read_stories, unseen

ROOT = Path(__file__).resolve().parent.parent
RIDGE = 0.005
STEPS, RATE = 4000, 0.05
OWN_HEADLINES = 0.2

Rows = Sequence[tuple[str, str, int]]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Part:
    """`signs` are those of `claims/pipeline/blend.py`, for supports and for refutes: shape (n, 2, 6)."""

    name: str
    signs: Floats
    labels: NDArray[np.int64]
    headlines: NDArray[np.bool_]

    def only(self, headlines: bool) -> "Part":
        kept = self.headlines == headlines
        return Part(self.name, self.signs[kept], self.labels[kept], self.headlines[kept])


def main(shared: Path) -> None:
    kept = unseen(read_stories())
    own = part("our unseen stories", story_pairs(kept))
    halves = [part(f"Emergent, half {number}", half) for number, half in enumerate(emergent(shared), 1)]
    headlines = fitted([(halves[0].only(True), 1.0), (own.only(True), OWN_HEADLINES)])
    again = part("our unseen claims said again", said_again(kept))
    sentences = fitted([(own.only(False), 1.0), (again, 0.5), (halves[0], 0.3)])
    for name, weights in (("HEADLINES", headlines), ("SENTENCES", sentences)):
        print(name, ", ".join("Weights(" + ", ".join(f"{value:.2f}" for value in row) + ")" for row in weights))
    for each in (own, again, *halves):
        told(each, headlines, sentences)


def story_pairs(stories: Sequence[Story]) -> list[tuple[str, str, int]]:
    return [pair for story in stories for pair in pairs(story)]


def said_again(stories: Sequence[Story]) -> list[tuple[str, str, int]]:
    draw = random.Random(5)
    examples = [example for story in stories for example in mixture.again(story, draw)]
    return [(one.claim, one.passage, one.target.index(max(one.target))) for one in examples]


def emergent(shared: Path) -> tuple[Rows, Rows]:
    """The training pairs in two halves that share no claim."""
    lines = (shared / "data" / "stance_emergent_train.jsonl").read_text().splitlines()
    rows = [(row["claim"], row["passage"], STANCES.index(row["label"])) for row in map(json.loads, lines)]
    claims = sorted({claim for claim, _, _ in rows})
    random.Random(7).shuffle(claims)
    first = set(claims[: len(claims) // 2])
    return [row for row in rows if row[0] in first], [row for row in rows if row[0] not in first]


def part(name: str, rows: Rows) -> Part:
    learned = CrossEncoder().log_odds([Pair(claim, passage) for claim, passage, _ in rows])
    texts = list(dict.fromkeys(text for claim, passage, _ in rows for text in (claim, passage)))
    vectors = dict(zip(texts, get_embedder().embed(texts), strict=True))
    found = [
        signs_of(claim, passage, float(vectors[claim] @ vectors[passage]), own)
        for (claim, passage, _), own in tqdm(zip(rows, learned, strict=True), desc=name, total=len(rows))
    ]
    labels, headlines = [row[2] for row in rows], [is_headline(row[1]) for row in rows]
    return Part(name, np.array(found), np.array(labels), np.array(headlines))


def signs_of(claim: str, passage: str, cosine: float, learned: Floats) -> Sequence[Sequence[float]]:
    seen = compare(claim, passage, cosine)
    return signs(Learned(float(learned[0]), float(learned[1]), ""), terms(seen), guards(seen))


def probabilities(weights: Floats, signs: Floats) -> Floats:
    odds = np.concatenate([(signs * weights).sum(axis=2), np.zeros((len(signs), 1))], axis=1)
    odds = np.exp(odds - odds.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def fitted(parts: Sequence[tuple[Part, float]]) -> Floats:
    """Weights of shape (2, 6) by gradient descent on the mean log-loss; it is convex."""
    weights = np.zeros((2, 6))
    for step in range(STEPS):
        slope = RIDGE * 2 * weights
        for each, share in parts:
            wrong = probabilities(weights, each.signs)[:, :2] - np.eye(3)[each.labels][:, :2]
            slope = slope + share * (each.signs * wrong[:, :, None]).mean(axis=0)
        weights = weights - RATE * (1 - step / STEPS) * slope
    return weights


def told(each: Part, headlines: Floats, sentences: Floats) -> None:
    """How the weights do on a part; means over all of it."""
    weights = np.where(each.headlines[:, None, None], headlines, sentences)
    scores = probabilities(weights, each.signs)
    found = scores.argmax(axis=1)
    f1 = [_f1(each.labels == stance, found == stance) for stance in range(3)]
    print(f"{each.name}: accuracy {np.mean(found == each.labels):.3f}, macro F1 {np.mean(f1):.3f}")


def _f1(gold: NDArray[np.bool_], hat: NDArray[np.bool_]) -> float:
    return float(2 * (gold & hat).sum() / max(1, gold.sum() + hat.sum()))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared")
