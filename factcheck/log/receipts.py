"""Signed receipts: that this address gave this answer, when, and where our log stood then."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from factcheck.log.canonical import canonical
from factcheck.log.chain import GENESIS, moment
from factcheck.log.keys import Believed, current_key_id, decoded, encoded, is_signed, sign
from factcheck.log.models import LogEntry

FORMAT = "factcheck-receipt/1"
HEADER = "Factcheck-Receipt"


class NoReceipt(ValueError):
    """It is no receipt, or does not vouch for this answer; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """`query`: method and address with its parameters, as asked; `answer_sha256`: over the body's bytes."""

    query: str
    status: int
    answer_sha256: str
    log_sequence: int
    log_hash: str
    time: str
    key_id: str

    def message(self) -> str:
        return canonical(asdict(self) | {"format": FORMAT})


def issue(query: str, status: int, answer: bytes, now: datetime) -> str:
    """base64url of the receipt's canonical JSON, a dot, and the signature over that JSON, in base64url."""
    head = LogEntry.objects.order_by("-sequence").values_list("sequence", "hash").first()
    sequence, head_hash = head or (0, GENESIS)
    digest = hashlib.sha256(answer).hexdigest()
    message = Receipt(query, status, digest, sequence, head_hash, moment(now), current_key_id()).message()
    return f"{encoded(message.encode())}.{sign(message)}"


def check(text: str, answer: bytes, keys: Believed) -> Receipt:
    """What the receipt says, once it is sure that a believed key signed it for this answer. Raises NoReceipt."""
    head, _, signature = text.strip().partition(".")
    try:
        message = decoded(head).decode()
        receipt = _parsed(json.loads(message))
    except ValueError as error:
        raise NoReceipt(f"This is no receipt: give the value of the header {HEADER}, whole.") from error
    if receipt.key_id not in keys:
        raise NoReceipt(f"It is signed with the key {receipt.key_id}, which is not among those believed.")
    if not is_signed(message, signature, keys[receipt.key_id]):
        raise NoReceipt("Its signature is not valid: it was changed, or another key made it.")
    if receipt.answer_sha256 != hashlib.sha256(answer).hexdigest():
        raise NoReceipt(f"It is a receipt for another answer to {receipt.query}, of {receipt.time}.")
    return receipt


def is_in_log(receipt: Receipt) -> bool:
    """Whether our log still holds the entry that was its last one then."""
    if receipt.log_sequence == 0:
        return receipt.log_hash == GENESIS
    return LogEntry.objects.filter(pk=receipt.log_sequence, hash=receipt.log_hash).exists()


def _parsed(value: Any) -> Receipt:
    if not isinstance(value, dict) or value.pop("format", "") != FORMAT or value.keys() != set(Receipt.__slots__):
        raise ValueError("not the parts of a receipt")
    if not isinstance(value["key_id"], str):
        raise ValueError("not the name of a key")
    return Receipt(**value)
