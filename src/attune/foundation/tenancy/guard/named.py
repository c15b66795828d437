"""What stands outside the walls on purpose, each with its reason. All else must be walled."""

GLOBAL_TABLES = {
    "agreements_agreementtext": "global reference: the texts of agreements by version",
    "app.clock": "one row: how far development moved the clock",
    "app.context_key": "keys that verify contexts; the app role cannot read them",
    "app.practices_bound": "one row: how many practices the edition may have",
    "app.provider_busy": "who is busy when, across practices, so that nobody is booked twice; no role may read it",
    "app.edition": "one row: the edition's decision record",
    "account_emailaddress": "sign-in: verified addresses, no health fact",
    "account_emailconfirmation": "sign-in: confirmations under way",
    "auth_group": "made by Django's auth, unused and empty",
    "auth_group_permissions": "made by Django's auth, unused and empty",
    "auth_permission": "made by Django's auth, unused",
    "billing_processorevent": "inbox of the payment processor: ids only, read before there is a scope",
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
    "insights_operatingday": "what the operators see of each practice's days: counts and sums",
    "practices_pipelineentry": "what the operators see of each practice's way in: codes and dates",
    "patients_funnelstep": "funnel: which step a journey reached when; only the person's own row knows whose it is",
    "practices_practice": "the registry of holders: name, kind, state",
    "procrastinate_events": "queue: ids only",
    "procrastinate_jobs": "queue: ids only",
    "procrastinate_periodic_defers": "queue: ids only",
    "procrastinate_workers": "queue: which workers live",
}

GLOBAL_TABLES_OF_SOME_EDITIONS = {
    "payouts_operatingaccount": "what the operators see of each practice's account at the processor: what it may do",
    "payouts_operatingpayment": "what the operators see of each payment: ids, amounts, states",
    "payouts_operatingpayout": "what the operators see of each payout: ids, amounts, days, states",
}
"""As above, of contexts that not every edition installs: named where they are."""
AUTHORED_TABLES = {
    "care_records_psychotherapynote": "psychotherapy notes: the law keeps them to who wrote them",
}
"""Walled tables whose rows the database shows to their author alone."""

PUBLISHED_TABLES = {
    "directory_listing": {
        "id": "uuid",
        "practice_id": "uuid",
        "provider_id": "uuid",
        "offering_id": "uuid",
        "practice_name": "character varying(120)",
        "provider_name": "character varying(120)",
        "slug": "character varying(100)",
        "profession": "character varying(30)",
        "letters": "character varying(20)",
        "approach": "text",
        "states": "character varying(2)[]",
        "states_until": "timestamp with time zone[]",
        "specialties": "character varying(20)[]",
        "modalities": "character varying(20)[]",
        "languages": "character varying(5)[]",
        "gender": "character varying(10)",
        "age_groups": "character varying(15)[]",
        "payers": "character varying(20)[]",
        "is_prescriber": "boolean",
        "offering_name": "character varying(80)",
        "format": "character varying(10)",
        "places": "character varying(10)[]",
        "price_minor": "integer",
        "currency": "character varying(3)",
        "minutes": "smallint",
        "takes_new_patients": "boolean",
        "notice_minutes": "integer",
        "horizon_days": "smallint",
        "facets": "bigint",
        "zone": "character varying(40)",
        "base_day": "date",
        "starts": "bit(2880)",
        "bookable_until": "timestamp with time zone",
        "published_at": "timestamp with time zone",
    },
}
"""Tables everyone reads: for each the columns it may have, with their types. None of them may point anywhere."""

DEFINER_FUNCTIONS = {
    "app.verified()": "reads the key that the app role cannot read",
    **{
        f"app.{name}()": "verifies the context, as app.verified() does, and gives one part of it"
        for name in ("practice", "person", "holder", "care_practice", "care_person", "care_holder")
    },
    "app.now()": "reads the clock's offset",
    "app.take_provider_time(uuid,tstzrange,uuid,timestamp with time zone)": "keeps app.provider_busy for own providers",
    "app.keep_provider_time(uuid)": "lets a practice's own hold in app.provider_busy last",
    "app.free_provider_time(uuid)": "takes a practice's own row out of app.provider_busy",
    "app.provider_times_elsewhere(uuid,tstzrange)": "tells a practice that its provider's time is taken, no more",
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
