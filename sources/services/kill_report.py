"""Take a report back, or let it count again."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from factcheck.access.models import User
from factcheck.log.append import append
from sources.errors import KillRefused
from sources.models import Indexing, Kill, Report
from sources.models.work import State
from sources.services.work import due_again
from sources.signals import report_turned

PERMISSION = "sources.kill_report"


@transaction.atomic
def kill_report(report_id: UUID, reason: str, editor: User) -> Kill:
    """From now on no version of it counts, also none that still comes; nothing is deleted.

    Raises KillRefused, in a sentence, and Report.DoesNotExist.
    """
    _check(editor)
    report = _lock(report_id)
    if report.current is None:
        raise KillRefused("killed", "This report has been killed already.")
    if not reason.strip():
        raise KillRefused("reason_missing", "Say why, in a sentence a colleague can check.")
    kill = Kill.objects.create(report=report, version=report.current, reason=reason.strip(), killed_by=editor)
    report.current = None
    report.save(update_fields=["current"])
    report_turned.send(Report, report_id=report.pk)
    _log(kill, editor, counts=False)
    return kill


@transaction.atomic
def lift_kill(report_id: UUID, editor: User) -> Kill:
    """The version that came last counts again, and meets what was stored meanwhile. Raises KillRefused."""
    _check(editor)
    report = _lock(report_id)
    kill = report.kills.select_related("version").filter(lifted_at__isnull=True).first()
    if kill is None:
        raise KillRefused("not_killed", "This report counts already: there is no kill to lift.")
    kill.lifted_by, kill.lifted_at = editor, timezone.now()
    kill.save(update_fields=["lifted_by", "lifted_at"])
    report.current = kill.version
    report.save(update_fields=["current"])
    due_again(Indexing.objects.filter(snapshot=kill.version, state=State.DONE))
    report_turned.send(Report, report_id=report.pk)
    _log(kill, editor, counts=True)
    return kill


def _log(kill: Kill, editor: User, *, counts: bool) -> None:
    body = {
        "kill": str(kill.pk),
        "version": str(kill.version_id),
        "counts": counts,
        "reason": kill.reason,
        "by": editor.get_username(),
    }
    append("withdrawal", "report", kill.report_id, body)


def _check(editor: User) -> None:
    if not editor.has_perm(PERMISSION):
        raise KillRefused("not_allowed", "Only an editor may take a report back. Ask an administrator for the role.")


def _lock(report_id: UUID) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("current").get(pk=report_id)
