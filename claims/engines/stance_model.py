"""The learned judge of stance: a cross-encoder trained for this project. Its card: weights/README.md."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from claims.engines.protocols import Pair
from sources.engines import onnx

WEIGHTS = Path(__file__).parent / "weights"
CLAIM_TOKENS, PAIR_TOKENS = 64, 160
CONTEXT_MARK = " | "

Scores = NDArray[np.float64]


class StanceModel(Protocol):
    """`name` is part of the judge's version."""

    name: str

    def log_odds(self, pairs: Sequence[Pair]) -> Scores:
        """Of supports and of refutes against not enough info: shape (n, 2), in the order given."""


@dataclass(frozen=True, slots=True)
class Card:
    """What belongs to the weights: their digest, and the temperature that the logits are divided by."""

    name: str
    sha256: str
    temperature: float


class CrossEncoder:
    """MiniLM-L6 (Wang et al. 2020) fine-tuned on stance, int8 ONNX; the claim first, then the passage in its context.

    The session is made on first use, so that a prefork worker makes its own after the fork.
    """

    def __init__(self, threads: int = 1, folder: Path = WEIGHTS) -> None:
        self.threads, self.folder = threads, folder
        self.card = Card(**json.loads((folder / "stance.json").read_text()))
        self.name = self.card.name

    def log_odds(self, pairs: Sequence[Pair]) -> Scores:
        out = np.empty((len(pairs), 3))
        texts = [self._encoded(pair) for pair in pairs]
        for rows in onnx.batches([len(ids) for ids, _ in texts]):
            out[rows] = self._run([texts[row] for row in rows])
        out /= self.card.temperature
        return out[:, :2] - out[:, 2:]

    def _run(self, texts: Sequence[tuple[list[int], int]]) -> Scores:
        ids, mask = onnx.padded([text for text, _ in texts])
        passage_starts = np.array([[start] for _, start in texts])
        types = (np.arange(ids.shape[1]) >= passage_starts).astype(np.int64) * mask
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
        return np.asarray(self._session.run(["logits"], feed)[0], dtype=np.float64)

    def _encoded(self, pair: Pair) -> tuple[list[int], int]:
        """Token ids, and where the passage begins."""
        context = f"{CONTEXT_MARK}{pair.context}" if pair.context else ""
        claim = self._tokens(pair.claim)[:CLAIM_TOKENS]
        passage = self._tokens(pair.passage + context)[: PAIR_TOKENS - 3 - len(claim)]
        begin, end = self._marks
        return [begin, *claim, end, *passage, end], len(claim) + 2

    def _tokens(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    @cached_property
    def _marks(self) -> tuple[int, int]:
        return self._tokenizer.token_to_id("[CLS]"), self._tokenizer.token_to_id("[SEP]")

    @cached_property
    def _tokenizer(self) -> Any:
        return onnx.minilm_tokenizer()

    @cached_property
    def _session(self) -> Any:
        path = self.folder / "stance.onnx"
        onnx.require_sha256(path, self.card.sha256)
        return onnx.session(path, self.threads)
