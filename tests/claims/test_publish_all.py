"""Publishing after an upgrade, and what wakes it."""

from io import StringIO

from django.core.management import call_command

from claims import tasks
from claims.models import Claim, Publication, PublicationDue
from factcheck.access.models import User
from tests.factories import make_claim, make_evidence, publish


def run() -> str:
    out = StringIO()
    call_command("publish_all", stdout=out)
    return out.getvalue()


def test_it_publishes_what_differs_and_says_how_much(rosa: User) -> None:
    changed, same = publish(make_claim(), rosa), publish(make_claim("Another one."), rosa)
    make_claim("Nobody decided on this one.")
    make_evidence(changed, stance="refutes")
    PublicationDue.objects.all().delete()  # as if the change had been made before there was an outbox
    assert "2 of 2 claims compared, 1 published." in run()
    assert Publication.objects.standing().get(claim=changed).version == 2
    assert Publication.objects.standing().get(claim=same).version == 1
    assert "2 of 2 claims compared, 0 published." in run()
    assert not PublicationDue.objects.exists()


def test_the_task_publishes_all_that_is_due(rosa: User) -> None:
    claims = [publish(make_claim(f"Claim {number}."), rosa) for number in range(3)]
    Claim.objects.filter(pk__in=[claim.pk for claim in claims]).update(stale=True)
    tasks.publish_changes()
    assert not PublicationDue.objects.exists()
    assert Publication.objects.standing().filter(version=2).count() == 3
