"""Whether two claims may be the same, so that a person is asked. Pure.

The policy in words. Where `match` is unsure a person is asked. They are also asked about equal words that were not
joined when they were read, because too many days lie between: it may be one thing or two. Nobody is asked about claims
that are told apart, that hold at different times, or that do not say by themselves what they are about.
"""

from dataclasses import dataclass

from claims.pipeline.compare.sides import read_side
from claims.pipeline.match import same_claim, stands_alone
from claims.pipeline.told import Told, apart_in_time

ENGINE = "match/1"


@dataclass(frozen=True, slots=True)
class Alike:
    """How likely it is worth asking, from 0 to 1, and what was compared, in sentences."""

    score: float
    reasons: tuple[str, ...]


def suggest(one: Told, other: Told, cosine: float) -> Alike | None:
    """Symmetric; `cosine` is that of the embeddings. The score is the mean of that and of the words in common."""
    if apart_in_time(one, other) or not (stands_alone(one.text.text) and stands_alone(other.text.text)):
        return None
    match = same_claim(one.text, other.text, cosine)
    if match.verdict == "different":
        return None
    if match.verdict == "same":
        return Alike(1.0, (*match.reasons, *_days_between(one, other)))
    left, right = read_side(one.text.text).content, read_side(other.text.text).content
    return Alike(round((len(left & right) / len(left | right) + cosine) / 2, 4), match.reasons)


def _days_between(one: Told, other: Told) -> tuple[str, ...]:
    if one.said is None or other.said is None:
        return ()
    days = abs(one.said - other.said).days
    return (f"They were said {days} day{'' if days == 1 else 's'} apart.",) if days else ()
