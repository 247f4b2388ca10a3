"""Who waits for the next change: one look at the head for all of them, however many they are."""

import asyncio
import contextlib
import signal
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from types import FrameType
from typing import TypeVar
from weakref import WeakKeyDictionary

import structlog
from django.conf import settings
from django.db import DatabaseError, connection

from claims.services.public.changes import Change, changes_after, head

LOOK_SECONDS = 0.5
READ_AT_ONCE = 100
MOST_OF_ONE = 10
"""Connections that one key, or one address without a key, may hold in a process."""

logger = structlog.get_logger(__name__)
T = TypeVar("T")


class Full(Exception):
    """No more connections are taken; `by_caller` where it is this caller who holds too many."""

    def __init__(self, by_caller: bool) -> None:
        self.by_caller = by_caller
        super().__init__("Too many wait for changes here already.")


class Tail:
    """The end of the feed, as those who wait in this process see it; belongs to one event loop.

    A single thread reads for all of them, so they cost one database connection, and one look in LOOK_SECONDS. What it
    finds goes to everyone who had come as far as the look before; who was behind is read for alone.
    """

    def __init__(self) -> None:
        self.ended = False
        self.looks = 0
        self._held: Counter[str] = Counter()
        self._all = 0
        self._head, self._batch_after = 0, -1
        self._batch: Sequence[Change] = ()
        self._news = asyncio.Event()
        self._started = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="feed")
        self._end_before_the_server()

    def check(self, who: str) -> None:
        """Raises Full. May be asked from any thread."""
        if self._held[who] >= MOST_OF_ONE:
            raise Full(by_caller=True)
        if self._all >= settings.FEED_CONNECTIONS:
            raise Full(by_caller=False)

    @asynccontextmanager
    async def waiting(self, who: str) -> AsyncIterator[None]:
        """Counts the caller for as long as it is held. Raises Full."""
        self.check(who)
        self._held[who] += 1
        self._all += 1
        if self._looking is None:
            self._looking = asyncio.create_task(self._look_on())
        try:
            yield
        finally:
            self._held[who] -= 1
            self._held += Counter()  # forgets those that hold none
            self._all -= 1
            if not self._all:
                self._rest()

    async def after(self, position: int, seconds: float) -> Sequence[Change]:
        """What came after a position, as soon as there is any; empty when the time is up, and when the server ends."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._started.wait()
                while self._head <= position and not self.ended:
                    await self._news.wait()
        if self.ended or self._head <= position:
            return ()
        if position == self._batch_after:
            return self._batch
        return await self._read(lambda: changes_after(position, self._head, READ_AT_ONCE))

    def end(self) -> None:
        """Everyone who waits is let go."""
        self.ended = True
        self._started.set()
        self._tell()

    async def _look_on(self) -> None:
        while not self.ended:
            try:
                await self._look()
            except DatabaseError as error:
                logger.warning("feed_not_read", reason=str(error))
            await asyncio.sleep(LOOK_SECONDS)

    async def _look(self) -> None:
        self.looks += 1
        now = await self._read(head)
        if not self._started.is_set():
            self._head = now
            self._started.set()
        elif now > self._head:
            found = await self._read(lambda: changes_after(self._head, now, READ_AT_ONCE))
            self._batch_after, self._batch, self._head = self._head, found, found[-1].sequence
            self._tell()

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def _rest(self) -> None:
        if self._looking:
            self._looking.cancel()
        self._looking, self._started = None, asyncio.Event()
        self._batch_after, self._batch = -1, ()
        self._reader.submit(_close)

    async def _read(self, question: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._reader, _asked, question)

    def _end_before_the_server(self) -> None:
        """A server that is told to stop waits for its connections first; by its own signal they let go at once."""
        if threading.current_thread() is not threading.main_thread():
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            if callable(before := signal.getsignal(number)):
                signal.signal(number, _first(lambda: loop.call_soon_threadsafe(self.end), before))


def _first(
    ours: Callable[[], object], theirs: Callable[[int, FrameType | None], object]
) -> Callable[[int, FrameType | None], object]:
    def handle(number: int, frame: FrameType | None) -> object:
        with contextlib.suppress(RuntimeError):  # the loop is closed
            ours()
        return theirs(number, frame)

    return handle


def _close() -> None:
    """Of the reader: `connection` is that of the thread in which it is looked up."""
    connection.close()


def _asked(question: Callable[[], T]) -> T:
    """In the reader's thread, whose connection stays open while anybody waits, unless it broke."""
    try:
        return question()
    except DatabaseError:
        connection.close()
        raise


_tails: "WeakKeyDictionary[asyncio.AbstractEventLoop, Tail]" = WeakKeyDictionary()


def tail() -> Tail:
    """This process's, made when the first one waits. Raises RuntimeError outside of an event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _tails:
        _tails[loop] = Tail()
    return _tails[loop]


def check_room(who: str) -> None:
    """From a view's thread, before anything is answered. Raises Full."""
    for there in list(_tails.values()):
        there.check(who)
