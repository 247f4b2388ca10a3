"""The administrator's rooms: people, desks, keys, and who failed to log in."""

from django.contrib import admin

from factcheck.access.admin import attempts, desk, key, user

__all__ = ["attempts", "desk", "key", "user"]

admin.site.index_title = "Your desk"
admin.site.enable_nav_sidebar = False  # the lists need its width
