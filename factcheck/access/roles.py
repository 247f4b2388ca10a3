"""Who may do what: each role is a Django group with exactly the permissions this table gives it."""

from typing import Any

from django.apps import AppConfig, apps

EDITOR, REVIEWER, ADMINISTRATOR, AUDITOR = "editor", "reviewer", "administrator", "auditor"
DESK = frozenset({EDITOR, REVIEWER, AUDITOR})
EDITS, REVIEWS, RULES = frozenset({EDITOR}), frozenset({REVIEWER}), frozenset({ADMINISTRATOR})
OVERSEES = frozenset({ADMINISTRATOR, AUDITOR})

TABLE: dict[str, frozenset[str]] = {
    # What is said, and where
    "sources.view_source": DESK,
    "sources.rate_source": REVIEWS,
    "sources.view_entity": DESK,
    "sources.change_entity": EDITS,
    "sources.judge_entity": EDITS | REVIEWS,
    "sources.view_report": DESK,
    "sources.add_report": EDITS,
    "sources.kill_report": EDITS,
    "sources.view_snapshot": DESK,
    # What we hold about it
    "claims.view_claim": DESK,
    "claims.add_claim": EDITS,
    "claims.change_claim": EDITS,
    "claims.view_appearance": DESK,
    "claims.view_attribution": DESK,
    "claims.view_evidence": DESK,
    "claims.view_finding": DESK,
    "claims.view_decision": DESK,
    "claims.decide": REVIEWS,
    "claims.reinstate": REVIEWS,
    "claims.assign": REVIEWS,
    "claims.view_decisionrequest": frozenset({REVIEWER, AUDITOR}),
    "claims.view_assignment": frozenset({REVIEWER, AUDITOR}),
    "claims.correct_claim": EDITS,
    "claims.judge_credibility": REVIEWS,
    "claims.view_dispute": DESK,
    "claims.answer_dispute": REVIEWS,
    "claims.view_reading": DESK,
    "claims.view_contradiction": DESK,
    "claims.dismiss_contradiction": EDITS | REVIEWS,
    "claims.view_judgement": DESK,
    "claims.judge_claims": REVIEWS,
    "claims.view_suggestion": DESK,
    "claims.add_suggestion": EDITS,
    "claims.view_relation": DESK,
    "claims.settle_relation": REVIEWS,
    "claims.view_round": OVERSEES,
    "claims.add_round": RULES,
    "claims.view_endpoint": OVERSEES,
    "claims.add_endpoint": RULES,
    "claims.change_endpoint": RULES,
    "claims.delete_endpoint": RULES,
    "claims.view_delivery": OVERSEES,
    "claims.view_deadletter": OVERSEES,
    # Who works here
    "access.view_user": OVERSEES,
    "access.add_user": RULES,
    "access.change_user": RULES,
    "access.view_desk": OVERSEES,
    "access.add_desk": RULES,
    "access.change_desk": RULES,
    "access.view_apikey": OVERSEES,
    "access.add_apikey": RULES,
    "access.change_apikey": RULES,
    "access.view_usersession": OVERSEES,
    "access.delete_usersession": RULES,
    "auth.view_group": OVERSEES,
    "axes.view_accessattempt": OVERSEES,
    "axes.delete_accessattempt": RULES,
    "axes.view_accesslog": OVERSEES,
    "log.view_logentry": OVERSEES,
    "log.view_checkpoint": OVERSEES,
    "log.view_delivery": OVERSEES,
    "log.view_check": OVERSEES,
    "log.erase_payload": RULES,
}
ROLES = {
    role: frozenset(name for name, roles in TABLE.items() if role in roles)
    for role in (EDITOR, REVIEWER, ADMINISTRATOR, AUDITOR)
}


def roles_with(permission: str) -> list[str]:
    """The roles that give `app.codename`, by name; empty where only a superuser has it."""
    return sorted(TABLE.get(permission, ()))


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
