"""What anyone may see of the log: its checkpoints, the keys that sign them, and how to check both."""

import json

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck.log.checkpoints import signed
from factcheck.log.keys import decoded, key_id, our_public_keys
from factcheck.log.models import Checkpoint

SHOWN, LISTED = 20, 1000


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The newest checkpoints for people."""
    keys = [(key_id(decoded(key)), key) for key in our_public_keys()]
    context = {"checkpoints": Checkpoint.objects.all()[:SHOWN], "keys": keys}
    return render(request, "log.html", context)


@require_safe
def checkpoints(request: HttpRequest) -> JsonResponse:
    """The newest checkpoints for programs; `?before=SIZE` gives those of a shorter log."""
    before = request.GET.get("before")
    rows: QuerySet[Checkpoint] = Checkpoint.objects.all()
    if before is not None:
        if not (before.isascii() and before.isdecimal() and len(before) < 19):
            return JsonResponse({"detail": "Give `before` the size of a checkpoint, a whole number."}, status=422)
        rows = rows.filter(size__lt=int(before))
    listed = [json.loads(signed(row).line()) for row in rows[:LISTED]]
    return JsonResponse({"checkpoints": listed, "public_keys": our_public_keys()})
