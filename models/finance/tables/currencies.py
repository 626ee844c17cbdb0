"""What is stored of foreign currencies: where exchange differences are booked."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, String, Table

from models.database.schema import company_key, metadata, versioned

_ACCOUNTS = ("gain_account", "loss_account", "unrealised_gain_account", "unrealised_loss_account")

exchange_accounts = Table(
    "exchange_accounts",
    metadata,
    company_key(),
    *(Column(name, String(10), nullable=False) for name in _ACCOUNTS),
    *versioned(),
    PrimaryKeyConstraint("company_id"),
    *(
        ForeignKeyConstraint(["company_id", name], ["ledger.account.company_id", "ledger.account.number"])
        for name in _ACCOUNTS
    ),
    schema="finance",
)
