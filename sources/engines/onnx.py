"""Small models on ONNX Runtime: sessions that stay on the machine, batches that bound memory."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

BATCH_TOKENS = 1024  # padded tokens in one model call; bounds memory and keeps one report from starving others
MINILM_TOKENIZER = Path(__file__).parent / "minilm" / "tokenizer.json"

Ids = NDArray[np.int64]


def session(path: Path, threads: int) -> Any:
    """An inference session on the CPU."""
    # On import it would write to the user's home and report to its maker; nothing here leaves the machine.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Spinning threads burn the second core while another worker needs it.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def minilm_tokenizer() -> Any:
    """MiniLM's word pieces, neither padded nor cut."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(MINILM_TOKENIZER))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def padded(tokens: Sequence[Sequence[int]]) -> tuple[Ids, Ids]:
    """Token ids and their mask, both of shape (n, longest)."""
    ids = np.zeros((len(tokens), max(map(len, tokens))), dtype=np.int64)
    for row, values in enumerate(tokens):
        ids[row, : len(values)] = values
    mask = (np.arange(ids.shape[1]) < np.array([[len(values)] for values in tokens])).astype(np.int64)
    return ids, mask


def batches(lengths: Sequence[int], budget: int = BATCH_TOKENS) -> Iterator[list[int]]:
    """Row numbers in groups of like length, each at most `budget` tokens once padded (or one row)."""
    group: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda row: lengths[row]):
        if group and lengths[row] * (len(group) + 1) > budget:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def require_sha256(path: Path, expected: str) -> None:
    """Raises ValueError when the file is not the one that was measured."""
    if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
        raise ValueError(f"{path} is not the model this project was measured with; reinstall its package.")
