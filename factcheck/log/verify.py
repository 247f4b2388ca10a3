"""Checks a log row by row in bounded memory; pure, so that an export is checked by the same code as the database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from factcheck.log.chain import GENESIS, Link, payload_digest
from factcheck.log.checkpoints import Signed
from factcheck.log.keys import Believed


class BrokenLog(Exception):
    """The first bad row: `sequence`, and the sentence that says what is wrong with it."""

    def __init__(self, sequence: int, sentence: str) -> None:
        super().__init__(f"Entry {sequence}: {sentence}")
        self.sequence = sequence


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it is stored, with its payload where there is one."""

    link: Link
    hash: str
    salt: bytes | None
    body: str | None


@dataclass(slots=True)
class Verified:
    entries: int = 0
    erased: int = 0
    checkpoints: int = 0


@dataclass(slots=True)
class Verifier:
    """Give it every row in order, then call `finish`. Each raises BrokenLog at the first thing that does not hold.

    `checkpoints` come in the order of their size. In memory it holds those of one size, and the erasures.
    """

    keys: Believed
    checkpoints: Iterable[Signed] = ()
    done: Verified = field(default_factory=Verified)
    _size: int = 0
    _head: str = GENESIS
    _time: datetime | None = None
    _unannounced: set[int] = field(default_factory=set)
    _ahead: "Iterator[tuple[int, list[Signed]]]" = field(init=False)
    _next: "tuple[int, list[Signed]] | None" = field(init=False)

    def __post_init__(self) -> None:
        self._ahead = ((size, list(group)) for size, group in groupby(self.checkpoints, key=size_of))
        self._next = next(self._ahead, None)

    def feed(self, row: Row) -> None:
        link = row.link
        if link.sequence != self._size + 1:
            raise BrokenLog(self._size + 1, f"it is missing; entry {link.sequence} stands where it should.")
        self._check_chain(row)
        self._check_time(link)
        self._check_payload(row)
        self._check_erasure(link)
        self._size, self._head = link.sequence, row.hash
        self.done.entries += 1
        self._check_checkpoints()

    def finish(self) -> Verified:
        if self._unannounced:
            raise BrokenLog(min(self._unannounced), "its payload is gone, and no entry says that it was erased.")
        if self._next:
            size, [first, *_] = self._next
            raise BrokenLog(
                self._size + 1, f"it is missing; the checkpoint of {first.time} counts {size} entries, up to {size}."
            )
        return self.done

    def _check_chain(self, row: Row) -> None:
        if row.link.previous_hash != self._head:
            raise BrokenLog(row.link.sequence, "the hash it names is not that of the entry before it.")
        if row.link.hash() != row.hash:
            raise BrokenLog(row.link.sequence, "its hash is not that of what it holds; it was changed.")

    def _check_time(self, link: Link) -> None:
        try:
            time = datetime.fromisoformat(link.recorded_at)
            is_later = self._time is None or time > self._time
        except (ValueError, TypeError):
            raise BrokenLog(link.sequence, "its time is none.") from None
        if not is_later:
            raise BrokenLog(link.sequence, "its time is not after that of the entry before it.")
        self._time = time

    def _check_payload(self, row: Row) -> None:
        if row.salt is None or row.body is None:
            self._unannounced.add(row.link.sequence)
            self.done.erased += 1
        elif payload_digest(row.salt, row.body) != row.link.payload_digest:
            raise BrokenLog(row.link.sequence, "its payload is not the one it was written with.")

    def _check_erasure(self, link: Link) -> None:
        """An erasure names an earlier entry whose payload is gone, and once."""
        erased = link.erases()
        if erased is None:
            return
        if erased not in self._unannounced:
            raise BrokenLog(
                link.sequence, f"it says that the payload of {erased} is erased, which it is not, or twice."
            )
        self._unannounced.remove(erased)

    def _check_checkpoints(self) -> None:
        if self._next is None or self._next[0] > self._size:
            return
        for checkpoint in self._next[1]:
            self._check_checkpoint(checkpoint)
            self.done.checkpoints += 1
        self._next = next(self._ahead, None)

    def _check_checkpoint(self, checkpoint: Signed) -> None:
        told = f"the checkpoint of {checkpoint.time}, over {checkpoint.size} entries,"
        if checkpoint.key_id not in self.keys:
            raise BrokenLog(
                self._size,
                f"{told} is signed with the key {checkpoint.key_id}, which is not among those believed. "
                "If it is an earlier key of ours, give its public key too.",
            )
        if not checkpoint.is_signed_by(self.keys):
            raise BrokenLog(self._size, f"{told} does not have a valid signature.")
        if checkpoint.head_hash != self._head:
            raise BrokenLog(
                self._size, f"{told} names another hash than it has here: this entry or one before it was rewritten."
            )


def size_of(checkpoint: Signed) -> int:
    return checkpoint.size


def verify(rows: Iterable[Row], checkpoints: Iterable[Signed], keys: Believed) -> Verified:
    """Raises BrokenLog."""
    verifier = Verifier(keys, checkpoints)
    for row in rows:
        verifier.feed(row)
    return verifier.finish()
