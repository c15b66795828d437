"""What stands outside the walls on purpose, each with its reason. All else must be walled."""

GLOBAL_TABLES = {
    "app.clock": "one row: how far development moved the clock",
    "app.context_key": "keys that verify contexts; the app role cannot read them",
    "app.practices_bound": "one row: how many practices the edition may have",
    "app.edition": "one row: the edition's decision record",
    "account_emailaddress": "sign-in: verified addresses, no health fact",
    "account_emailconfirmation": "sign-in: confirmations under way",
    "auth_group": "made by Django's auth, unused and empty",
    "auth_group_permissions": "made by Django's auth, unused and empty",
    "auth_permission": "made by Django's auth, unused",
    "background_failure": "queue: why a job failed last, by the error's name and place",
    "foundation_cache": "counters of attempts under hashed keys; they expire",
    "credentialing_exclusion": "reference: rows of published exclusion lists, the same for everyone",
    "credentialing_exclusionlist": "reference: which exclusion lists were taken in",
    "django_content_type": "made by Django: names of models",
    "django_migrations": "made by Django: which migrations ran; the app role only reads",
    "audit_pendingseal": "audit: which holders have events to seal; ids only",
    "audit_sealedholder": "audit: which holders have a sealed trail; ids only",
    "foundation_keyholder": "keys: which holders have data keys; ids only",
    "foundation_ratecounter": "rate limits: counters by bucket, unlogged",
    "identity_apitoken": "sign-in: tokens by their hash, looked up before there is a scope",
    "identity_grant": "sign-in: which roles a membership carries",
    "identity_invitation": "sign-in: who is asked to join a practice",
    "identity_membership": "sign-in: who works where",
    "identity_session": "sign-in: sessions by the hash of their key",
    "identity_user": "sign-in: people, without a health fact",
    "mfa_authenticator": "sign-in: second factors",
    "practices_practice": "the registry of holders: name, kind, state",
    "procrastinate_events": "queue: ids only",
    "procrastinate_jobs": "queue: ids only",
    "procrastinate_periodic_defers": "queue: ids only",
    "procrastinate_workers": "queue: which workers live",
}

PUBLISHED_TABLES: dict[str, dict[str, str]] = {}
"""Tables everyone reads: for each the columns it may have, with their types."""

DEFINER_FUNCTIONS = {
    "app.verified()": "reads the key that the app role cannot read",
    **{
        f"app.{name}()": "verifies the context, as app.verified() does, and gives one part of it"
        for name in ("practice", "person", "holder", "care_practice", "care_person", "care_holder")
    },
    "app.now()": "reads the clock's offset",
    "app.move_clock(interval)": "moves the clock where the database allows it",
}

SEQUENCES = {
    "account_emailaddress_id_seq": "sign-in library",
    "account_emailconfirmation_id_seq": "sign-in library",
    "auth_group_id_seq": "Django's auth",
    "auth_group_permissions_id_seq": "Django's auth",
    "auth_permission_id_seq": "Django's auth",
    "django_content_type_id_seq": "Django",
    "django_migrations_id_seq": "Django",
    "mfa_authenticator_id_seq": "sign-in library",
    "procrastinate_events_id_seq": "queue: ids no user sees",
    "procrastinate_jobs_id_seq": "queue: ids no user sees",
    "procrastinate_periodic_defers_id_seq": "queue: ids no user sees",
    "procrastinate_workers_id_seq": "queue: ids no user sees",
}
