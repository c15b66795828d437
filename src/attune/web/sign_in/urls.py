"""The addresses of sign-in, under the names the sign-in library looks for."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.webauthn import views as passkeys
from django.urls import path
from django.views.generic import RedirectView

from attune.web.access import account_flow, account_page, public_page
from attune.web.sign_in import entrance, own_sessions, second_step
from attune.web.sign_in.about_you import about_you
from attune.web.sign_in.frame import framed
from attune.web.sign_in.message_preferences import message_preferences

urlpatterns = [
    path("sign-in", public_page(entrance.SignIn.as_view()), name="account_login"),
    path("sign-in/verify", public_page(mfa.AuthenticateView.as_view()), name="mfa_authenticate"),
    path("sign-in/passkey", public_page(entrance.PasskeySignIn.as_view()), name="mfa_login_webauthn"),
    path("sign-in/closed", public_page(account.AccountInactiveView.as_view()), name="account_inactive"),
    path("sign-out", public_page(entrance.SignOut.as_view()), name="account_logout"),
    path("sign-up", public_page(account.SignupView.as_view()), name="account_signup"),
    path("verify-email", public_page(account.email_verification_sent), name="account_email_verification_sent"),
    path("forgot-password", public_page(account.PasswordResetView.as_view()), name="account_reset_password"),
    path(
        "forgot-password/code",
        public_page(account.ConfirmPasswordResetCodeView.as_view()),
        name="account_confirm_password_reset_code",
    ),
    path(
        "forgot-password/new",
        public_page(account.CompletePasswordResetView.as_view()),
        name="account_complete_password_reset",
    ),
    path(
        "forgot-password/done",
        public_page(account.PasswordResetFromKeyDoneView.as_view()),
        name="account_password_reset_completed",
    ),
    path("home", account_flow(entrance.home_of_person), name="home_of_person"),
    path("security", account_flow(framed(second_step.Security.as_view())), name="mfa_index"),
    path(
        "security/second-factor",
        account_flow(framed(second_step.second_factor_needed)),
        name="second_factor_needed",
    ),
    path(
        "security/confirm",
        account_flow(framed(account.ReauthenticateView.as_view())),
        name="account_reauthenticate",
    ),
    path(
        "security/confirm/code",
        account_flow(framed(mfa.ReauthenticateView.as_view())),
        name="mfa_reauthenticate",
    ),
    path(
        "security/confirm/passkey",
        account_flow(framed(passkeys.ReauthenticateWebAuthnView.as_view())),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "security/password",
        account_flow(framed(account.PasswordChangeView.as_view())),
        name="account_change_password",
    ),
    path(
        "security/password/new",
        account_flow(framed(account.PasswordSetView.as_view())),
        name="account_set_password",
    ),
    path("security/email", account_flow(framed(account.EmailView.as_view())), name="account_email"),
    path("security/app", account_flow(framed(second_step.AddApp.as_view())), name="mfa_activate_totp"),
    path(
        "security/app/remove",
        account_flow(framed(second_step.RemoveApp.as_view())),
        name="mfa_deactivate_totp",
    ),
    path(
        "security/recovery-codes",
        account_flow(framed(recovery_codes.ViewRecoveryCodesView.as_view())),
        name="mfa_view_recovery_codes",
    ),
    path(
        "security/recovery-codes/new",
        account_flow(framed(second_step.NewRecoveryCodes.as_view())),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "security/recovery-codes/download",
        account_flow(recovery_codes.DownloadRecoveryCodesView.as_view()),
        name="mfa_download_recovery_codes",
    ),
    path(
        "security/passkeys",
        account_flow(RedirectView.as_view(pattern_name="mfa_index")),
        name="mfa_list_webauthn",
    ),
    path(
        "security/passkeys/add",
        account_flow(framed(second_step.AddPasskey.as_view())),
        name="mfa_add_webauthn",
    ),
    path(
        "security/passkeys/<int:pk>/name",
        account_flow(framed(second_step.NamePasskey.as_view())),
        name="mfa_edit_webauthn",
    ),
    path(
        "security/passkeys/<int:pk>/remove",
        account_flow(framed(second_step.RemovePasskey.as_view())),
        name="mfa_remove_webauthn",
    ),
    path("security/about-you", account_page(framed(about_you)), name="about_you"),
    path("security/messages", account_page(framed(message_preferences)), name="message_preferences"),
    path("security/sessions", account_page(framed(own_sessions.list_own_sessions)), name="own_sessions"),
    path("security/sessions/end", account_page(own_sessions.end_session), name="end_session"),
    path("security/sessions/end-others", account_page(own_sessions.end_others), name="end_other_sessions"),
]
