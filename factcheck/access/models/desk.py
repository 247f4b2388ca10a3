"""A team with its own queue and rules."""

import pghistory
from django.conf import settings
from django.db import models


@pghistory.track()
class Desk(models.Model):
    """The people who work on one beat, and what is asked of them."""

    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(unique=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="desks")
    require_two_factor = models.BooleanField(
        "two-step login", default=False, help_text="Members have to log in with a code from their phone as well."
    )
    second_person_for_published = models.BooleanField(
        "second person for what is published",
        default=True,
        help_text="A published verdict needs a second reviewer to change it. The log has who switched it off.",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
