"""Prices, quotes, orders and deliveries."""
