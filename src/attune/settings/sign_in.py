"""How people sign in: by e-mail, with a password or a passkey, and a second step."""

from attune.settings.environment import whole_number

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home_of_person"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "attune.web.sign_in.adapter.SignInAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SIGNUP_REDIRECT_URL = "second_factor_needed"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

# A code is typed on the device one signs in with; a link would open in whatever browser the mail is read in.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 4
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 4
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": True, "length": 8}

LOCK_OUT_ATTEMPTS = whole_number("ATTUNE_LOCK_OUT_ATTEMPTS", 5)
LOCK_OUT_SECONDS = whole_number("ATTUNE_LOCK_OUT_SECONDS", 15 * 60)
ACCOUNT_RATE_LIMITS = {
    # Wrong tries: per client's address, and per account. Right ones do not count.
    "login_failed": f"30/{LOCK_OUT_SECONDS}s/ip,{LOCK_OUT_ATTEMPTS}/{LOCK_OUT_SECONDS}s/key",
    "login": "60/m/ip",
    "signup": "20/m/ip",
    "confirm_email": "1/10s/key",
    "reset_password": "20/m/ip,5/15m/key",
}

ACCOUNT_FORMS = {
    "login": "attune.web.sign_in.forms.SignInForm",
    "signup": "attune.web.sign_in.forms.SignUpForm",
    "confirm_email_verification_code": "attune.web.sign_in.forms.AddressCodeForm",
    "reset_password": "attune.web.sign_in.forms.ForgotPasswordForm",
    "confirm_password_reset_code": "attune.web.sign_in.forms.ResetCodeForm",
    "reset_password_from_key": "attune.web.sign_in.forms.NewPasswordForm",
    "change_password": "attune.web.sign_in.forms.ChangePasswordForm",
    "set_password": "attune.web.sign_in.forms.FirstPasswordForm",
    "add_email": "attune.web.sign_in.forms.ChangeAddressForm",
    "reauthenticate": "attune.web.sign_in.forms.ConfirmPasswordForm",
}

MFA_ADAPTER = "attune.web.sign_in.second_factor_adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TRUST_ENABLED = False
MFA_TOTP_ISSUER = "Attune"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODE_DIGITS = 10
MFA_FORMS = {
    "authenticate": "attune.web.sign_in.second_factor_forms.SecondStepForm",
    "reauthenticate": "attune.web.sign_in.second_factor_forms.ConfirmCodeForm",
    "activate_totp": "attune.web.sign_in.second_factor_forms.AddAppForm",
    "add_webauthn": "attune.web.sign_in.second_factor_forms.AddPasskeyForm",
    "edit_webauthn": "attune.web.sign_in.second_factor_forms.NamePasskeyForm",
}

SESSION_EXPIRE_AT_BROWSER_CLOSE = True
