"""The marketplace's network: who practises where, in ten states. Every one of them is invented."""

from attune.credentialing.rules.professions import Profession
from attune.demo.worlds.provider import DAYS, EVENINGS, LATE, MORNINGS, WEEKENDS, DemoProvider, DemoSolo

DENVER, NEW_YORK = "America/Denver", "America/New_York"
CHICAGO, LOS_ANGELES = "America/Chicago", "America/Los_Angeles"

IN_GROUPS = (
    DemoProvider(
        "provider@larkspur.example", 1, Profession.MARRIAGE_FAMILY_THERAPIST, DENVER, ("CO",),
        ("couples", "anxiety", "grief"), ("eft", "gottman"),
        "I work with couples who have stopped talking and would like to start again. Expect homework, and laughter.",
        15_500, DAYS, payers=("self_pay", "aetna", "cigna"), gender="man", age_groups=("adult", "older_adult"),
        missed_fee_bps=5_000,
    ),
    DemoProvider(
        "supervisor@larkspur.example", 2, Profession.PSYCHOLOGIST, DENVER, ("CO", "CA"),
        ("trauma", "ocd", "anxiety"), ("emdr", "erp", "cpt"),
        "Trauma and obsessions have good treatments, and shorter ones than most people fear.",
        19_000, MORNINGS, payers=("self_pay", "bcbs", "uhc"), gender="woman", languages=("en", "es"),
        group="Living with intrusive thoughts",
    ),
    DemoProvider(
        "mireille@larkspur.example", 3, Profession.CLINICAL_SOCIAL_WORKER, DENVER, ("CO",),
        ("depression", "anxiety", "identity"), ("act", "cbt"),
        "I listen first. Then we choose two things that would make this month lighter, and try them.",
        13_000, LATE, payers=("self_pay", "aetna", "bcbs"), gender="nonbinary", age_groups=("teen", "adult"),
    ),
    DemoProvider(
        "tadeusz@larkspur.example", 4, Profession.PROFESSIONAL_COUNSELOR, DENVER, ("CO", "WA"),
        ("substance", "anger", "depression"), ("mi", "dbt"),
        "No lectures. We look at what drinking does for you, and what else could.",
        11_500, EVENINGS, payers=("self_pay", "cigna"), gender="man",
    ),
    DemoProvider(
        "owner@pinecrest.example", 5, Profession.PSYCHIATRIST, LOS_ANGELES, ("CA", "WA"),
        ("depression", "adhd", "sleep"), ("cbt_i", "ipt"),
        "Medication where it helps, none where it does not, and always a plan for coming off it.",
        26_000, DAYS, payers=("self_pay", "aetna", "uhc"), gender="man",
    ),
    DemoProvider(
        "oluwaseun@harborlight.example", 6, Profession.CLINICAL_SOCIAL_WORKER, NEW_YORK, ("NY", "MA"),
        ("anxiety", "depression", "identity"), ("cbt", "humanistic"),
        "For people who hold everything together for everybody else. It can be your turn for fifty minutes.",
        16_500, LATE, payers=("self_pay", "aetna", "uhc"), gender="woman",
    ),
    DemoProvider(
        "beatrix@harborlight.example", 7, Profession.PSYCHOLOGIST, NEW_YORK, ("NY",),
        ("eating", "anxiety", "depression"), ("cbt_e", "dbt"),
        "Eating disorders, with warmth and a clear plan. I work closely with your physician if you wish.",
        21_000, DAYS, payers=("self_pay", "bcbs"), gender="woman", age_groups=("teen", "adult"),
        group="After the diet",
    ),
    DemoProvider(
        "lorcan@harborlight.example", 8, Profession.PROFESSIONAL_COUNSELOR, NEW_YORK, ("NY", "MA"),
        ("grief", "trauma", "substance"), ("act", "mi"),
        "Loss does not follow stages. We find out how yours moves, and how to live beside it.",
        14_000, WEEKENDS, payers=("self_pay", "cigna", "uhc"), gender="man", age_groups=("adult", "older_adult"),
    ),
    DemoProvider(
        "xiomara@liveoak.example", 9, Profession.PSYCHIATRIC_NURSE, CHICAGO, ("TX",),
        ("adhd", "depression", "anxiety"), ("cbt", "mi"),
        "Assessment and medication for adults and teenagers, in English and Spanish, explained until it makes sense.",
        18_000, DAYS, payers=("self_pay", "bcbs", "uhc"), gender="woman", languages=("en", "es"),
        age_groups=("teen", "adult"),
    ),
    DemoProvider(
        "philippa@liveoak.example", 10, Profession.CLINICAL_SOCIAL_WORKER, CHICAGO, ("TX", "FL"),
        ("couples", "identity", "anxiety"), ("eft", "humanistic"),
        "Relationships of every shape. I will not take sides, and I will say when I notice something.",
        14_500, EVENINGS, payers=("self_pay", "aetna"), gender="woman",
    ),
    DemoProvider(
        "anselm@liveoak.example", 11, Profession.PROFESSIONAL_COUNSELOR, CHICAGO, ("TX",),
        ("anger", "adhd", "couples"), ("dbt", "coaching_skills"),
        "Practical skills for short fuses and scattered days. You leave each session with one thing to try.",
        10_500, LATE, payers=("self_pay", "cigna"), gender="man", age_groups=("teen", "adult"),
    ),
)  # fmt: skip

SOLOS = (
    DemoSolo("Ondine Achterberg", "Quiet Harbor Counseling", "Tampa", "33602", DemoProvider(
        "ondine@quietharbor.example", 21, Profession.PROFESSIONAL_COUNSELOR, NEW_YORK, ("FL",),
        ("anxiety", "sleep", "depression"), ("cbt", "cbt_i"),
        "Nights are where worry lives. I treat insomnia without pills, usually in six sessions.",
        12_500, MORNINGS, payers=("self_pay", "aetna", "bcbs"), gender="woman", missed_fee_bps=0,
    )),
    DemoSolo("Barnabas Oyelowo-Finch", "Finch Family Therapy", "Miami", "33130", DemoProvider(
        "barnabas@finchfamily.example", 22, Profession.MARRIAGE_FAMILY_THERAPIST, NEW_YORK, ("FL", "GA"),
        ("couples", "grief", "anger"), ("gottman", "eft"),
        "Families and couples in the middle of a change nobody asked for.",
        15_000, EVENINGS, payers=("self_pay", "cigna"), gender="man", age_groups=("adult", "older_adult"),
    )),
    DemoSolo("Hildegard Nakamura", "Peachtree Minds", "Atlanta", "30303", DemoProvider(
        "hildegard@peachtreeminds.example", 23, Profession.PSYCHOLOGIST, NEW_YORK, ("GA",),
        ("ocd", "anxiety", "adhd"), ("erp", "act"),
        "Exposure done kindly. We go at your pace, and we do go.",
        18_500, DAYS, payers=("self_pay", "bcbs", "uhc"), gender="woman", age_groups=("child", "teen", "adult"),
    )),
    DemoSolo("Cosmo Villanueva", "Lakeside Talk", "Chicago", "60601", DemoProvider(
        "cosmo@lakesidetalk.example", 24, Profession.CLINICAL_SOCIAL_WORKER, CHICAGO, ("IL",),
        ("depression", "identity", "substance"), ("act", "mi"),
        "I work mostly with people who are the first of their family to try this.",
        12_000, LATE, payers=("self_pay", "bcbs"), gender="man", languages=("en", "es"),
    )),
    DemoSolo("Wilhelmina Okonjo", "Prairie Psychology", "Springfield", "62701", DemoProvider(
        "wilhelmina@prairiepsychology.example", 25, Profession.PSYCHOLOGIST, CHICAGO, ("IL", "OH"),
        ("trauma", "depression", "eating"), ("cpt", "emdr", "cbt_e"),
        "Twelve years with veterans and first responders. You will not have to explain the acronyms.",
        17_500, MORNINGS, payers=("self_pay", "uhc", "aetna"), gender="woman",
    )),
    DemoSolo("Fergus Abernathy", "Riverbend Therapy", "Columbus", "43215", DemoProvider(
        "fergus@riverbend.example", 26, Profession.PROFESSIONAL_COUNSELOR, NEW_YORK, ("OH",),
        ("anger", "substance", "grief"), ("mi", "dbt"),
        "Straight talk, no judgment. Most people I see were sent by somebody who loves them.",
        9_500, EVENINGS, payers=("self_pay", "cigna", "bcbs"), gender="man",
    )),
    DemoSolo("Saoirse Banerjee", "Back Bay Child and Family", "Boston", "02116", DemoProvider(
        "saoirse@backbayfamily.example", 27, Profession.PSYCHOLOGIST, NEW_YORK, ("MA",),
        ("anxiety", "adhd", "grief"), ("cbt", "humanistic"),
        "Children from five up, and the adults around them. Parents always get time of their own.",
        20_000, LATE, payers=("self_pay", "bcbs"), gender="woman", age_groups=("child", "teen"),
    )),
    DemoSolo("Torvald Quispe", "Cascade Counseling", "Seattle", "98101", DemoProvider(
        "torvald@cascadecounseling.example", 28, Profession.PROFESSIONAL_COUNSELOR, LOS_ANGELES, ("WA",),
        ("depression", "sleep", "identity"), ("act", "cbt_i"),
        "Dark winters, long commutes, quiet houses: I help with the kind of sadness that has no event.",
        13_500, DAYS, payers=("self_pay", "aetna"), gender="man", languages=("en", "es"),
    )),
    DemoSolo("Ingeborg Castellane", "Sunset Trauma Care", "Los Angeles", "90012", DemoProvider(
        "ingeborg@sunsettrauma.example", 29, Profession.CLINICAL_SOCIAL_WORKER, LOS_ANGELES, ("CA",),
        ("trauma", "anxiety", "eating"), ("emdr", "cpt"),
        "After assault, accidents or a hard childhood. You decide what is told and when.",
        17_000, WEEKENDS, payers=("self_pay", "uhc"), gender="woman",
    )),
    DemoSolo("Ambrose Tran", "Golden Gate Mind", "San Francisco", "94103", DemoProvider(
        "ambrose@goldengatemind.example", 30, Profession.MARRIAGE_FAMILY_THERAPIST, LOS_ANGELES, ("CA",),
        ("couples", "identity", "anxiety"), ("gottman", "act"),
        "For couples between two cultures, in English, Vietnamese or Chinese.",
        16_000, EVENINGS, payers=("self_pay", "aetna", "cigna"), gender="man", languages=("en", "vi", "zh"),
    )),
    DemoSolo("Delphine Osei", "Empire State Psychiatry", "Buffalo", "14202", DemoProvider(
        "delphine@empirepsychiatry.example", 31, Profession.PSYCHIATRIST, NEW_YORK, ("NY", "OH", "MA"),
        ("depression", "ocd", "sleep"), ("ipt",),
        "A full hour for the first visit. We write the plan together and you keep a copy.",
        28_000, DAYS, payers=("self_pay", "aetna", "bcbs", "uhc"), gender="woman",
    )),
    DemoSolo("Rafferty Lindholm", "Front Range Recovery", "Boulder", "80302", DemoProvider(
        "rafferty@frontrange.example", 32, Profession.PROFESSIONAL_COUNSELOR, DENVER, ("CO", "TX"),
        ("substance", "trauma", "anger"), ("mi", "cpt"),
        "Fifteen years sober myself. I will not tell you my story unless it helps yours.",
        11_000, WEEKENDS, payers=("self_pay", "cigna"), gender="man",
    )),
    DemoSolo("Araminta Desrosiers", "Gentle Hours", "Austin", "78701", DemoProvider(
        "araminta@gentlehours.example", 33, Profession.CLINICAL_SOCIAL_WORKER, CHICAGO, ("TX", "IL"),
        ("grief", "depression", "couples"), ("humanistic", "ipt"),
        "Grief, new parenthood, and the years when both happen at once.",
        12_800, MORNINGS, payers=("self_pay", "bcbs"), gender="woman", age_groups=("adult", "older_adult"),
    )),
    DemoSolo("Leopold Nakagawa", "Evergreen Teens", "Spokane", "99201", DemoProvider(
        "leopold@evergreenteens.example", 34, Profession.PSYCHOLOGIST, LOS_ANGELES, ("WA", "CA"),
        ("adhd", "anxiety", "ocd"), ("cbt", "erp"),
        "Teenagers who were made to come, and who usually stay.",
        17_800, LATE, payers=("self_pay", "uhc", "bcbs"), gender="man", age_groups=("teen", "child"),
    )),
)  # fmt: skip
