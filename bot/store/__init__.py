"""The only SQL: the database itself, and named queries in one file per aggregate."""
