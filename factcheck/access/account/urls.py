"""Addresses of one's own account."""

from django.contrib import admin
from django.urls import path

from factcheck.access.account.home import home
from factcheck.access.account.keys import keys, revoke, rotate
from factcheck.access.account.sessions import sessions
from factcheck.access.account.two_factor import give_code, manage

app_name = "account"
own = admin.site.admin_view
urlpatterns = [
    path("", own(home), name="home"),
    path("two-factor/", own(manage), name="two_factor"),
    path("two-factor/code/", own(give_code), name="verify"),
    path("sessions/", own(sessions), name="sessions"),
    path("keys/", own(keys), name="keys"),
    path("keys/<uuid:pk>/rotate/", own(rotate), name="rotate_key"),
    path("keys/<uuid:pk>/revoke/", own(revoke), name="revoke_key"),
]
