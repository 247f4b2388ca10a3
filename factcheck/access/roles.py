"""Who may do what: each role is a Django group with exactly these permissions."""

from typing import Any

from django.apps import AppConfig, apps

EDITOR, REVIEWER = "editor", "reviewer"
ROLES: dict[str, tuple[str, ...]] = {
    EDITOR: (
        "sources.view_source",
        "sources.view_entity",
        "sources.change_entity",
        "sources.judge_entity",
        "sources.view_report",
        "sources.add_report",
        "sources.kill_report",
        "sources.view_snapshot",
        "claims.view_claim",
        "claims.add_claim",
        "claims.change_claim",
        "claims.view_appearance",
        "claims.view_attribution",
        "claims.view_evidence",
        "claims.view_finding",
        "claims.view_decision",
        "claims.view_reading",
        "claims.view_contradiction",
        "claims.dismiss_contradiction",
        "claims.view_judgement",
        "claims.view_suggestion",
        "claims.add_suggestion",
        "claims.view_relation",
    ),
    REVIEWER: (
        "sources.view_source",
        "sources.view_entity",
        "sources.judge_entity",
        "sources.view_report",
        "sources.view_snapshot",
        "claims.view_claim",
        "claims.view_appearance",
        "claims.view_attribution",
        "claims.view_evidence",
        "claims.view_finding",
        "claims.view_decision",
        "claims.view_reading",
        "claims.view_contradiction",
        "claims.dismiss_contradiction",
        "claims.view_judgement",
        "claims.judge_claims",
        "claims.view_suggestion",
        "claims.view_relation",
        "claims.settle_relation",
        "claims.decide",
        "claims.reinstate",
        "claims.assign",
        "claims.view_decisionrequest",
        "claims.view_assignment",
    ),
}


def ensure_roles(sender: AppConfig, using: str, **_: Any) -> None:
    """After the last app has migrated, every role has its permissions and no other."""
    if sender.label != list(apps.get_app_configs())[-1].label:
        return
    from django.contrib.auth.models import Group, Permission

    known = {
        f"{p.content_type.app_label}.{p.codename}": p
        for p in Permission.objects.using(using).select_related("content_type")
    }
    for role, names in ROLES.items():
        group, _created = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set([known[name] for name in names])
