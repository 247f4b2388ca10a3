"""Whose words a passage is: the utterance behind each piece of evidence, and behind the report that makes a claim."""

import re
from collections.abc import Collection, Hashable
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from claims.models import Appearance, Attribution, Evidence
from claims.pipeline.tally import Fact, Origin
from claims.pipeline.voices import Unnamed, Utterance, Who
from claims.status import Stance
from sources.models import Fingerprint, Report, Snapshot, Source
from sources.models.source import SourceKind
from sources.services.take_fingerprints import take_fingerprints
from sources.text.credit import agency, is_agency
from sources.text.naming import name_key

_NAMED = re.compile(r"\b[^\W\d_a-z][\w’'-]+")
_SMALL = frozenset({"a", "an", "the", "of", "for"})


def first_appearances(claims: Collection[UUID]) -> dict[UUID, Appearance]:
    """Where each claim was made first, by the time of publication, in the version that counts now if it stands there.

    Without claims that stand in no report any more.
    """
    rows = Appearance.objects.filter(claim__in=claims)
    said_at = Coalesce("snapshot__published_at", "snapshot__received_at")
    order = (said_at, "snapshot__report__identity", "snapshot", "start")
    firsts = _one_each(rows.order_by("claim_id", *order), "claim_id")
    moved = [row for row in firsts if not _is_current(row.snapshot)]
    now = rows.filter(snapshot=F("snapshot__report__current"), snapshot__report__in=[_report(row) for row in moved])
    now = now.order_by("claim_id", "snapshot__report_id", "start")
    places = _one_each(now, "claim_id", "snapshot__report_id") if moved else []
    standing = {(row.claim_id, _report(row)): row for row in places}
    return {row.claim_id: standing.get((row.claim_id, _report(row)), row) for row in firsts}


def _one_each(rows: QuerySet[Appearance], *by: str) -> list[Appearance]:
    """The first of each, with what is asked of it."""
    wanted = rows.distinct(*by).select_related("snapshot__report__publisher__entity", "reading")
    wanted = wanted.defer("snapshot__text", "snapshot__original")
    return list(wanted.prefetch_related("attributions__source__entity"))


def _report(row: Appearance) -> UUID:
    return row.snapshot.report_id


class Listener:
    """Tells whose words passages of these snapshots are; asks the database twice, however many there are."""

    def __init__(self, snapshot_ids: Collection[UUID]) -> None:
        self._prints = take_fingerprints(snapshot_ids)
        keys = {name_key(name) for one in self._prints.values() for name in one.credits}
        known = Source.objects.filter(key__in=keys).select_related("entity") if keys else ()
        self._outlets = {source.key: source for source in known}

    def fact(self, row: Evidence) -> Fact:
        """Reads what `EvidenceQuerySet.with_voice` fetched."""
        said = said_in(row)
        utterance = self._utterance(row.passage.snapshot, row.passage.text, said)
        label = _label(said, row.passage.snapshot.report)
        return Fact(str(row.pk), Stance(row.stance), row.score, utterance, label, row.later_value)

    def origin(self, appearance: Appearance) -> Origin:
        utterance = self._utterance(appearance.snapshot, appearance.quote, appearance)
        label = _label(appearance, appearance.snapshot.report)
        return Origin(utterance, label, stands=_is_current(appearance.snapshot))

    def _utterance(self, snapshot: Snapshot, text: str, said: Appearance | None) -> Utterance:
        prints = self._prints[snapshot.pk]
        outlets = self._credited(prints) | _publisher(snapshot.report)
        hops = [*said.attributions.all()] if said else []
        root = next(iter(hops), None)
        return Utterance(
            report=snapshot.report_id,
            text=text,
            speakers=_speakers(root, outlets),
            carriers=outlets | {_who(hop.source) for hop in hops if _carries(hop)},
            unnamed=_unnamed(root, prints.place, text) if root else None,
            bands=frozenset(prints.bands),
            said_at=said_at(snapshot),
        )

    def _credited(self, prints: Fingerprint) -> frozenset[Who]:
        known = ((name, self._outlets.get(name_key(name))) for name in prints.credits)
        return frozenset(_who(source) if source else Who(_key(name, None), name) for name, source in known)


def said_in(row: Evidence) -> Appearance | None:
    """The claim as this passage makes it, else what else it says; tells whose words it is."""
    appearances: list[Appearance] = row.passage.said_here  # type: ignore[attr-defined]
    return next((one for one in appearances if one.claim_id == row.claim_id), next(iter(appearances), None))


def said_at(snapshot: Snapshot) -> datetime:
    return snapshot.published_at or snapshot.received_at


def _is_current(snapshot: Snapshot) -> bool:
    return snapshot.report.current_id == snapshot.pk


def _publisher(report: Report) -> frozenset[Who]:
    return frozenset({_who(report.publisher)} if report.publisher else ())


def _speakers(root: Attribution | None, outlets: frozenset[Who]) -> frozenset[Who]:
    if root is None or _class(root):
        return frozenset()
    if root.is_publisher:
        return outlets
    return frozenset({_who(root.source)} if _is_known(root.source) else ())


def _unnamed(root: Attribution, place: str, text: str) -> Unnamed | None:
    """Of a root without a name, and of one like "the mayor", which names nobody by itself.

    What tells them apart are names in how they were called (a sentence's first word is none), else the dateline.
    """
    if root.is_publisher or (not _class(root) and _is_known(root.source)):
        return None
    called = root.role if _class(root) else f"{root.source.name} {root.role}"
    first = next(iter(text.split()), "")
    names = [name for name in _NAMED.findall(called) if name != first and name.lower() not in _SMALL]
    told_by = frozenset(name_key(name).removesuffix("'s").removesuffix("’s") for name in names)
    kind = " ".join(word.lower() for word in called.split() if word not in names and word.lower() not in _SMALL)
    return Unnamed(_class(root) or kind, told_by or frozenset({name_key(place)} if place else ()))


def _class(hop: Attribution) -> str:
    """The class of an unnamed source; a pronoun that stands for nobody is as good as none."""
    return hop.unnamed_class or ("unstated" if hop.source.kind == SourceKind.UNNAMED else "")


def _carries(hop: Attribution) -> bool:
    """An outlet or a body of which it is known which one it is; "the ministry" is not, and a person carries nothing."""
    if _class(hop) or hop.source.kind == SourceKind.PERSON:
        return False
    return _is_known(hop.source) or hop.source.kind == SourceKind.OUTLET


def _is_known(source: Source) -> bool:
    return source.entity_id is not None or is_agency(source.name)


def _who(source: Source) -> Who:
    return Who(_key(source.name, source), source.name)


def _key(name: str, source: Source | None) -> Hashable:
    """An agency under any of its names, else the entity that is kept, else the name."""
    if is_agency(name):
        return "agency", agency(name)
    if source and source.entity:
        return "entity", source.entity.kept_id
    return "name", name_key(name)


def _label(said: Appearance | None, report: Report) -> str:
    """Who says it where, for people to read."""
    outlet = str(report.publisher or report)
    root = next(iter(said.attributions.all()), None) if said else None
    if root is None or root.is_publisher:
        return outlet
    if _class(root) == "unstated":
        return f"a source that is not stated in {outlet}"
    return f"unnamed {root.unnamed_class} in {outlet}" if root.unnamed_class else f"{root.source.name} in {outlet}"
