"""The database's own refusal to change or remove entries of the record; set up by a migration."""

TABLES = ("audit_entry", "audit_seal")
REFUSAL = "the record is append-only"


def statements(dialect: str) -> list[str]:
    """The statements that set up the guard on `sqlite` or `postgresql`; harmless twice."""
    return _sqlite() if dialect == "sqlite" else _postgresql()


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for table in TABLES
        for act in ("UPDATE", "DELETE")
    ]


def _postgresql() -> list[str]:
    function = (
        "CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    triggers = [
        f"CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
        for table in TABLES
    ]
    return [function, *triggers]
