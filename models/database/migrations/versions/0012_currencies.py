"""Adds what open items are in their own currency, and where exchange differences are booked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_MONEY = sa.Numeric(precision=18, scale=2)
_ACCOUNTS = ("gain_account", "loss_account", "unrealised_gain_account", "unrealised_loss_account")


def upgrade() -> None:
    """Make the columns and the table."""
    for column in ("amount_currency", "remaining_currency"):
        op.add_column("open_item", sa.Column(column, _MONEY, nullable=False), schema="ledger")
    op.create_check_constraint(
        op.f("ck_open_item_remaining_currency"),
        "open_item",
        "abs(remaining_currency) <= abs(amount_currency) and remaining_currency * amount_currency >= 0",
        schema="ledger",
    )
    op.add_column("settlement", sa.Column("amount_currency", _MONEY, nullable=False), schema="ledger")
    op.create_check_constraint(
        op.f("ck_settlement_positive_currency"), "settlement", "amount_currency >= 0", schema="ledger"
    )
    op.drop_constraint(op.f("ck_settlement_positive"), "settlement", schema="ledger")
    op.create_check_constraint(op.f("ck_settlement_positive"), "settlement", "amount >= 0", schema="ledger")
    _make_exchange_accounts()


def _make_exchange_accounts() -> None:
    op.create_table(
        "exchange_accounts",
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(length=10), nullable=False) for name in _ACCOUNTS),
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_exchange_accounts_company_id")),
        *(
            sa.ForeignKeyConstraint(
                ["company_id", name],
                ["ledger.account.company_id", "ledger.account.number"],
                name=op.f(f"fk_exchange_accounts_company_id_{name}"),
            )
            for name in _ACCOUNTS
        ),
        sa.PrimaryKeyConstraint("company_id", name=op.f("pk_exchange_accounts")),
        schema="finance",
    )
