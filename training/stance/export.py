"""From a trained network to the file that ships: int8 ONNX, its digest and its temperature beside it."""

import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.stance.network import StanceNetwork

INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def export(network: StanceNetwork, folder: Path, name: str, temperature: float) -> None:
    """Writes stance.onnx and stance.json."""
    network.eval().float()
    example = tuple(torch.ones(2, 16, dtype=torch.long) for _ in INPUTS)
    axes = {each: {0: "pairs", 1: "tokens"} for each in INPUTS} | {"logits": {0: "pairs"}}
    weights = folder / "stance.onnx"
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            network, example, str(whole), input_names=list(INPUTS), output_names=["logits"], dynamic_axes=axes,
            opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(whole, weights, weight_type=QuantType.QInt8, per_channel=True)
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    card = {"name": name, "sha256": digest, "temperature": round(temperature, 3)}
    (folder / "stance.json").write_text(json.dumps(card, indent=2) + "\n")


def temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """The divisor of the logits at which the labels are likeliest (Guo et al. 2017), to the nearest 0.05."""
    choices = np.arange(0.5, 5.0, 0.05)
    return float(min(choices, key=lambda choice: _loss(logits / choice, labels)))


def _loss(logits: np.ndarray, labels: np.ndarray) -> float:
    top = logits.max(axis=1, keepdims=True)
    total = np.log(np.exp(logits - top).sum(axis=1)) + top[:, 0]
    return float(np.mean(total - logits[np.arange(len(labels)), labels]))
