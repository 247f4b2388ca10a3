"""Check a receipt of Factcheck without Factcheck: python verify_receipt.py RECEIPT_FILE ANSWER_FILE PUBLIC_KEY

RECEIPT_FILE holds the value of the header Factcheck-Receipt, ANSWER_FILE the body byte for byte, and PUBLIC_KEY is the
key of /log/ that you noted when you could trust it. Needs `pip install cryptography`.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def main(receipt_file: str, answer_file: str, public_key: str) -> None:
    message, _, signature = Path(receipt_file).read_text().strip().partition(".")
    try:
        Ed25519PublicKey.from_public_bytes(decoded(public_key)).verify(decoded(signature), decoded(message))
    except (InvalidSignature, ValueError):
        sys.exit("The signature is not valid: the receipt was changed, or another key made it.")
    receipt = json.loads(decoded(message))
    if receipt["format"] != "factcheck-receipt/1":
        sys.exit("This was signed by that key, but it is no receipt.")
    if receipt["answer_sha256"] != hashlib.sha256(Path(answer_file).read_bytes()).hexdigest():
        sys.exit(f"It is a receipt for another answer to {receipt['query']}.")
    print(f"It holds: {receipt['query']} was answered so on {receipt['time']}, at log entry {receipt['log_sequence']}.")


if __name__ == "__main__":
    main(*sys.argv[1:])
