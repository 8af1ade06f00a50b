"""Databases that tests take and give back: emptying one costs a tenth of what a copy costs.

A database is lent to one test at a time. Given back, it is emptied and held to what it was when it was made;
one that is not the same any more is thrown away.
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, LiteralString

import psycopg
from psycopg import sql

MOST_BYTES: Final = 4_000_000
"""What emptied tables may still take up before looking through them costs more than a copy."""

_AS_WE_LIKE: Final[LiteralString] = "SET session_replication_role = replica"
"""Triggers rest: the record is append-only."""
_HELD_BY_OTHERS: Final[LiteralString] = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_TABLES: Final[LiteralString] = """
    SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'dbos')
    AND tablename NOT IN ('amends_version', 'dbos_migrations') ORDER BY 1, 2
"""
"""All but those that say which migrations were run."""
_RESTART: Final[LiteralString] = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE last_value IS NOT NULL
"""
_SHAPE: Final[LiteralString] = """
    SELECT
      (SELECT string_agg(concat_ws(' ', oid, relnamespace, relname, relkind, relnatts, relchecks,
                                   relhastriggers, reloptions), ',' ORDER BY oid)
       FROM pg_class WHERE oid >= 16384),
      (SELECT sum(xmin::text::bigint) FROM pg_attribute WHERE attrelid >= 16384),
      (SELECT sum(xmin::text::bigint) FROM pg_constraint WHERE oid >= 16384),
      (SELECT sum(xmin::text::bigint) FROM pg_proc WHERE oid >= 16384),
      (SELECT sum(xmin::text::bigint) FROM pg_trigger),
      (SELECT sum(xmin::text::bigint) FROM pg_namespace),
      (SELECT string_agg(s.setconfig::text, ',') FROM pg_db_role_setting s
       JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = current_database())
"""
"""Everything that a change of the schema leaves a mark on."""
_SIZE: Final[LiteralString] = """
    SELECT coalesce(sum(pg_relation_size(oid)), 0) FROM pg_class WHERE oid >= 16384 AND relkind IN ('r', 'i')
"""


@contextmanager
def postgres_copy(server: str, template: str = "template1") -> Iterator[str]:
    """A new database as `template` is, gone in the end; its address."""
    name = f"amends_test_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    yield server.rsplit("/", 1)[0] + f"/{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def sqlite_copy(template: str, folder: Path) -> str:
    """A file in `folder` as `template` is; its address."""
    return f"sqlite:///{shutil.copyfile(template, folder / 'amends.db')}"


def ready_to_lend(url: str) -> None:
    """Make a migrated PostgreSQL database a template of such as are lent.

    Rows come back in the order they were written as long as no vacuum tidies up: with one, tests would see
    another order than in a new database.
    """
    with psycopg.connect(url) as connection:
        connection.execute(_AS_WE_LIKE)
        for table in _tables(connection):
            connection.execute(sql.SQL("ALTER TABLE {} SET (autovacuum_enabled = off)").format(table))
            connection.execute(sql.SQL("DELETE FROM {}").format(table))


@dataclass
class Pool:
    """Databases on `server` made after `template`. Those in use are nobody else's."""

    server: str
    template: str
    _free: "list[Lent]" = field(default_factory=list)
    _all: ExitStack = field(default_factory=ExitStack)

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The address of an empty one."""
        one = self._free.pop() if self._free else Lent(self.server, self.template)
        yield one.url
        if one.emptied():
            self._free.append(one)
        else:
            one.close()

    def close(self) -> None:
        """Throw all away."""
        while self._free:
            self._free.pop().close()


class Lent:
    """One database, and the connection by which it is emptied."""

    def __init__(self, server: str, template: str) -> None:
        self._stack = ExitStack()
        self.url = self._stack.enter_context(postgres_copy(server, template))
        self._connection = self._stack.enter_context(psycopg.connect(self.url, autocommit=True))
        self._connection.execute(_AS_WE_LIKE)
        self._tables = _tables(self._connection)
        self._shape = self._looked_at(_SHAPE)

    def emptied(self) -> bool:
        """Take all rows out; whether it can be lent again."""
        self._looked_at(_HELD_BY_OTHERS)
        if self._looked_at(_SHAPE) != self._shape:
            return False
        for (number,) in self._looked_at(_filled(self._tables)):
            self._connection.execute(sql.SQL("DELETE FROM {}").format(self._tables[number]))
        self._looked_at(_RESTART)
        ((size,),) = self._looked_at(_SIZE)
        return bool(size < MOST_BYTES)

    def close(self) -> None:
        """Throw it away."""
        self._stack.close()

    def _looked_at(self, query: LiteralString | sql.Composed) -> list[tuple[Any, ...]]:
        return self._connection.execute(query).fetchall()


def _tables(connection: psycopg.Connection[tuple[Any, ...]]) -> list[sql.Identifier]:
    return [sql.Identifier(*names) for names in connection.execute(_TABLES).fetchall()]


def _filled(tables: list[sql.Identifier]) -> sql.Composed:
    """Asks for the numbers of those that hold rows."""
    each = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
    return sql.SQL(" UNION ALL ").join(each.format(number, table) for number, table in enumerate(tables))
