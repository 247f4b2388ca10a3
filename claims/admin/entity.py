"""The page of an entity, with what only `claims` knows: the claims that name it."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from claims.models import Mention
from sources.admin.entity import EntityAdmin
from sources.models import Entity

CLAIMS_SHOWN = 50

admin.site.unregister(Entity)


@admin.register(Entity)
class NamedEntityAdmin(EntityAdmin):
    fields = (*EntityAdmin.fields, "claims_naming_it")
    readonly_fields = (*EntityAdmin.readonly_fields, "claims_naming_it")

    @admin.display(description="claims that name it")
    def claims_naming_it(self, entity: Entity) -> str | SafeString:
        """The newest first; a claim that two reports make stands here once."""
        newest = Mention.objects.of(entity).select_related("appearance__claim").order_by("-appearance_id")
        claims = {
            row.appearance.claim_id: row.appearance.claim
            for row in newest.defer("appearance__claim__search")[: 4 * CLAIMS_SHOWN]
        }
        rows = (
            (reverse("admin:claims_claim_change", args=[claim.pk]), claim.statement, claim.get_status_display())
            for claim in list(claims.values())[:CLAIMS_SHOWN]
        )
        return format_html_join("", '<p><a href="{}">{}</a> ({})</p>', rows) or "None yet."
