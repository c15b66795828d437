"""The address of an invitation's link."""

from django.urls import path

from attune.web.invitations.views import answer

urlpatterns = [path("invitations/<str:token>", answer, name="accept_invitation")]
