"""The figures of a run, and its mistakes and findings in words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.recheck_stories.play import Played, Seen
from benchmarks.recheck_stories.score import Check, MachineRefuted
from benchmarks.recheck_stories.story import Story, Watched
from claims.status import Stance

KINDS = ("proposal", "silence", "step", "voices", *Stance.values, "later")
Figures = Mapping[str, float | int | str]


@dataclass(slots=True)
class Tally:
    """What is counted over all stories."""

    checks: list[Check] = field(default_factory=list)
    machine: list[MachineRefuted] = field(default_factory=list)
    machine_claims: int = 0
    orders: list[tuple[str, list[str], bool]] = field(default_factory=list)

    def add(self, checks: Sequence[Check], machine: Sequence[MachineRefuted], machine_claims: int) -> None:
        self.checks += checks
        self.machine += machine
        self.machine_claims += machine_claims

    def order(self, story: str, names: list[str], is_same: bool) -> None:
        self.orders.append((story, names, is_same))

    def wrong(self) -> list[Check]:
        return [check for check in self.checks if not check.is_right]

    def figures(self) -> Iterator[Figures]:
        """`proposal` is what is to be at least 0.9, and `wrong_refuted` what is to be 0."""
        for kind in KINDS:
            rows = [check for check in self.checks if check.kind == kind]
            right = sum(check.is_right for check in rows)
            yield {"asked": kind, "right": right, "of": len(rows), "share": round(right / max(len(rows), 1), 3)}
        yield {"asked": "unlisted sides", "wrong": sum(check.kind == "unlisted" for check in self.checks)}
        mistaken = [check for check in self.wrong() if check.kind in ("proposal", "silence")]
        kinds = Counter(f"{check.wanted} → {check.got}" for check in mistaken)
        yield {"asked": "wrong proposals", **kinds}
        yield {
            "asked": "wrong_refuted",
            "watched": sum(check.kind == "wrong refuted" for check in self.checks),
            "machine": sum(not row.why for row in self.machine),
            "machine_claims": self.machine_claims,
        }
        if self.orders:
            yield {"asked": "orders", "same_end": sum(row[2] for row in self.orders), "of": len(self.orders)}


def told(tally: Tally) -> str:
    """Everything that is not as it should be, and every claim of the machine's that was to be refuted."""
    lines = [_mistake(check) for check in tally.wrong()]
    lines += [
        f"[machine refuted] {row.story}: {row.statement} — {row.why or 'NOTHING MAKES THIS RIGHT'}"
        for row in tally.machine
    ]
    ends = ((name, names) for name, names, is_same in tally.orders if not is_same)
    lines += [f"[order] {name}: another end after {', '.join(names)}" for name, names in ends]
    return "\n".join(lines)


def _mistake(check: Check) -> str:
    return f"[{check.kind}] {check.story}: {check.claim}\n    wanted {check.wanted}, got {check.got}: {check.about}"


def findings(story: Story, played: Played) -> str:
    """The watched claims as a reviewer reads them: proposal, voices, and each sentence that takes a side, with why."""
    parts = [f"== {story.name}: {story.about}"]
    parts += [_dossier(claim, seen) for claim, seen in zip(story.claims, played.watched, strict=True)]
    return "\n".join(parts)


def _dossier(claim: Watched, seen: Seen) -> str:
    lines = [f"\n  {claim.statement}", f"  proposed: {seen.proposed} (right: {claim.proposes}; {claim.why})"]
    if seen.finding:
        lines += [f"  log-odds {seen.finding.score:+.2f}", *(f"  {reason}" for reason in seen.finding.reasons)]
    for row in seen.heard:
        mark = {"supports": "+", "refutes": "−"}.get(row.stance, " ")
        lines.append(f"   {mark} {row.score:.2f} {row.report} [{row.start}, {row.end}) “{row.text}”")
        lines += [f"          {reason}" for reason in row.reasons]
    return "\n".join(lines)
