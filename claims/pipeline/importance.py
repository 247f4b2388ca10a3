"""Which waiting claim a reviewer should look at first, as a sum of points that a colleague can check. Pure."""

from datetime import datetime, timedelta

WORTH, PROPOSED, AT_ODDS, SHAKEN, A_DAY = 100.0, 30.0, 60.0, 100.0, 1.0
DAY = timedelta(days=1)


class Tension:
    """What the open finding of a claim tells of its evidence."""

    NONE, PROPOSED, AT_ODDS = 0, 1, 2


def importance(worth: float, tension: int, shaken: bool, since: datetime, now: datetime) -> float:
    """Points: up to 100 for what is worth checking, 30 if a verdict is proposed, and 1 for each day it has waited.

    60 instead of 30 if the evidence is at odds with itself or with the published verdict; 100 more for a published
    verdict that is shaken, since readers trust it meanwhile. `worth` is from 0 to 1; a claim waits `since` it was
    decided, else since it came in. Everybody's points grow alike with time, so the order never changes by waiting,
    and an index can keep it: `Claim.importance` is this sum without the `now`.
    """
    return sum(points for _, points in terms(worth, tension, shaken, since, now))


def terms(worth: float, tension: int, shaken: bool, since: datetime, now: datetime) -> list[tuple[str, float]]:
    """What `importance` adds up, in words, without what is nought."""
    known = {Tension.PROPOSED: ("a verdict is proposed", PROPOSED), Tension.AT_ODDS: ("evidence at odds", AT_ODDS)}
    days = (now - since) / DAY
    summands = [
        ("worth checking", WORTH * worth),
        known.get(tension, ("", 0.0)),
        ("shaken, and readers trust it", SHAKEN * shaken),
        ("days waiting", A_DAY * days),
    ]
    return [(name, points) for name, points in summands if points]
