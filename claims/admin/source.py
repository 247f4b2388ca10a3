"""The page of a source, with what only `claims` knows: what became of what it said."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from claims.admin.picture import draw
from claims.admin.record import sheet
from claims.records import SAYINGS, records_of
from sources.admin.source import SourceAdmin
from sources.models import Source

admin.site.unregister(Source)


@admin.register(Source)
class TrackedSourceAdmin(SourceAdmin):
    fields = (*SourceAdmin.fields, "track_record")
    readonly_fields = (*SourceAdmin.readonly_fields, "track_record")

    @admin.display(description="track record")
    def track_record(self, source: Source) -> SafeString:
        records = records_of(source.pk)
        context = {
            "picture": draw(str(source), list(source.ratings.all()), records.said, timezone.now().date()),
            "sheets": [
                sheet("What it said itself", records.said),
                sheet("What it published", records.printed),
            ],
            "most": SAYINGS if records.is_cut else 0,
        }
        return render_to_string("claims/_record.html", context)
