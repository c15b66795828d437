"""The measurement of an audited read."""

from attune.bench.audited_read import LIST_ROWS, measure_audited_read


def test_it_measures_real_events(committed_database, owner):
    measured = measure_audited_read(3)

    assert min(measured.plain, measured.statement) > 0
    owner.execute("ALTER TABLE audit_auditevent NO FORCE ROW LEVEL SECURITY")
    assert owner.execute("SELECT count(*) FROM audit_auditevent").fetchone() == (3 + 3 * LIST_ROWS,)
