"""How many notices wait, for the header."""

from django import template

from factcheck.access.models import User
from factcheck.notices.models import Notice

register = template.Library()
COUNTED = 100


@register.simple_tag
def unread_notices(user: object) -> str:
    """Empty for none; counted up to COUNTED."""
    if not isinstance(user, User):
        return ""
    count = Notice.objects.filter(user=user, read_at__isnull=True).order_by()[:COUNTED].count()
    return f"{count}+" if count == COUNTED else str(count or "")
