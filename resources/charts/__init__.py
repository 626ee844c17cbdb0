"""Starter charts as data: accounts, tax codes with dated rates, voucher series."""
