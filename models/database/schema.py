"""The one `metadata` that every domain's tables.py adds to, and the columns that tables have in common."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    MetaData,
    Numeric,
    Table,
    UniqueConstraint,
    func,
    literal_column,
    text,
)
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import UserDefinedType

SCHEMAS = (
    "company",
    "audit",
    "contacts",
    "ledger",
    "finance",
    "warehouse",
    "stock",
    "sales",
    "service",
    "reporting",
    "search",
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: Amounts in any currency: at most two decimals, 16 digits before them.
MONEY = Numeric(18, 2)
#: Unit prices, costs and exchange rates carry more decimals than money.
PRICE = Numeric(18, 6)
QUANTITY = Numeric(18, 6)
PERCENT = Numeric(9, 4)
NOW = func.now()


class TransactionId(UserDefinedType[str]):
    """PostgreSQL's xid8, read as text."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """The name of the type in SQL."""
        return "xid8"


def identity() -> Column[int]:
    """The surrogate key."""
    return Column("id", BigInteger, Identity(always=True), primary_key=True)


def company_key() -> Column[int]:
    """The company that owns the row; the row rule reads it."""
    return Column("company_id", BigInteger, ForeignKey("company.company.id"), nullable=False)


def versioned() -> tuple[Column[object], ...]:
    """Columns of every record that people edit: version for conflicts, and when it was made and changed."""
    return (
        Column("row_version", Integer, nullable=False, server_default=text("1")),
        Column("created_at", DateTime(timezone=True), nullable=False, server_default=NOW),
        Column("changed_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    )


def owned(schema: str, name: str, *items: SchemaItem) -> Table:
    """A table whose rows belong to one company: id, company_id and the unique pair that foreign keys point at."""
    return Table(
        name,
        metadata,
        identity(),
        company_key(),
        *items,
        UniqueConstraint("company_id", "id"),
        schema=schema,
    )


def within_company(column: str, target: str, *, target_column: str = "id") -> ForeignKeyConstraint:
    """A foreign key that stays inside the company: a plain one ignores the row rules."""
    return ForeignKeyConstraint(
        ["company_id", column], [f"{target}.company_id", f"{target}.{target_column}"], name=None
    )


def index_of_text(name: str, **options: Any) -> Index:
    """An index for what stands anywhere in the column "text", whatever its case."""
    words = func.lower(literal_column("text")).label("text")
    return Index(name, words, postgresql_using="gin", postgresql_ops={"text": "gin_trgm_ops"}, **options)
