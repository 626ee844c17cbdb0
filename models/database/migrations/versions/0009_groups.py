"""Adds groups of companies: members, accounts, and entries of the group alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_NUMBER = sa.String(length=10)


def upgrade() -> None:
    """Make the tables."""
    _make_books()
    _make(
        "group_member",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("share", sa.Numeric(precision=9, scale=4), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["company.company.id"], name=op.f("fk_group_member_member_id")),
        sa.UniqueConstraint("company_id", "member_id", name=op.f("uq_group_member_company_id_member_id")),
        sa.CheckConstraint("share > 0 and share <= 100", name=op.f("ck_group_member_share")),
        sa.CheckConstraint("member_id <> company_id", name=op.f("ck_group_member_other")),
        sa.CheckConstraint("to_date >= from_date", name=op.f("ck_group_member_days")),
    )
    _make(
        "group_account",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("account", _NUMBER, nullable=False),
        sa.Column("group_account", _NUMBER, nullable=False),
        sa.Column("historical_rate", sa.Numeric(precision=18, scale=6), nullable=True),
        sa.UniqueConstraint(
            "company_id", "member_id", "account", name=op.f("uq_group_account_company_id_member_id_account")
        ),
        sa.CheckConstraint("historical_rate > 0", name=op.f("ck_group_account_rate")),
        sa.ForeignKeyConstraint(
            ["company_id", "member_id"],
            ["finance.group_member.company_id", "finance.group_member.member_id"],
            name=op.f("fk_group_account_company_id_member_id"),
        ),
        _account("group_account", "group_account"),
    )
    _make(
        "group_adjustment",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("debit_account", _NUMBER, nullable=False),
        sa.Column("credit_account", _NUMBER, nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("proposed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_group_adjustment_amount")),
        sa.CheckConstraint("debit_account <> credit_account", name=op.f("ck_group_adjustment_other")),
        _account("group_adjustment", "debit_account"),
        _account("group_adjustment", "credit_account"),
    )
    _make_vouchers()


def _make_vouchers() -> None:
    op.create_table(
        "intercompany_voucher",
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in ("company_id", "entry_id", "sister_id", "sister_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.company.id"], name=op.f("fk_intercompany_voucher_company_id")
        ),
        *(
            sa.ForeignKeyConstraint(
                columns,
                ["ledger.entry.company_id", "ledger.entry.id"],
                name=op.f(f"fk_intercompany_voucher_{'_'.join(columns)}"),
            )
            for columns in (["company_id", "entry_id"], ["sister_id", "sister_entry_id"])
        ),
        sa.CheckConstraint("company_id <> sister_id", name=op.f("ck_intercompany_voucher_other")),
        sa.PrimaryKeyConstraint("company_id", "entry_id", name=op.f("pk_intercompany_voucher")),
        schema="finance",
    )


def _account(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["company_id", column],
        ["ledger.account.company_id", "ledger.account.number"],
        name=op.f(f"fk_{table}_company_id_{column}"),
    )


def _make(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        *parts,
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f(f"fk_{name}_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        schema="finance",
    )


def _make_books() -> None:
    """A further accounting book is a company of another one."""
    op.add_column("company", sa.Column("book_of", sa.BigInteger(), nullable=True), schema="company")
    op.add_column("company", sa.Column("book_code", sa.String(length=20), nullable=True), schema="company")
    op.create_foreign_key(
        op.f("fk_company_book_of"),
        "company",
        "company",
        ["book_of"],
        ["id"],
        source_schema="company",
        referent_schema="company",
    )
    op.create_unique_constraint(
        op.f("uq_company_book_of_book_code"), "company", ["book_of", "book_code"], schema="company"
    )
    op.create_check_constraint(
        op.f("ck_company_book"),
        "company",
        "(book_of is null) = (book_code is null) and book_code <> ''",
        schema="company",
    )
    op.create_check_constraint(op.f("ck_company_book_of_another"), "company", "book_of <> id", schema="company")
