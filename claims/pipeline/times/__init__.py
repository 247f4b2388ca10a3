"""When a claim says that something is: time expressions as periods, and what is missing where they have none."""

from claims.pipeline.times.find import happened, times, unsettled_times

__all__ = ["happened", "times", "unsettled_times"]
