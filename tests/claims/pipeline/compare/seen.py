"""What a comparison saw, as plain words that test tables can name."""

from claims.pipeline.compare import Comparison
from claims.pipeline.guards import guards


def observed(seen: Comparison) -> set[str]:
    guard = guards(seen)
    signs = {
        "agree": bool(seen.agreeing),
        "clash": bool(seen.clashing),
        "later": bool(seen.later),
        "turned": seen.turned,
        "swapped": seen.swapped is not None,
        "list": bool(seen.list_clash),
        "day": seen.day_clash is not None,
        "denied": bool(seen.denied),
        "self-denial": seen.self_denial,
        "asks": seen.passage.asks and not seen.claim.asks,
        "other-event": seen.event.same == "no",
        "same-event": seen.event.same == "yes",
        "open": seen.event.same == "open",
        "bars-support": not guard.may_support,
        "bars-refute": not guard.may_refute,
    }
    return {word for word, is_so in signs.items() if is_so} | set(seen.held)
