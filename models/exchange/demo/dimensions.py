"""Cost centres and projects of the company, and the cost centre that overheads have unless a line says otherwise."""

from __future__ import annotations

from models.database.rights import Role
from models.exchange.demo.stage import Stage
from models.finance.dimensions import (
    Dimension,
    DimensionRule,
    DimensionValue,
    save_dimension,
    save_dimension_rule,
    save_dimension_value,
)

_DIMENSIONS = (Dimension(1, "Kostnadsställe"), Dimension(6, "Projekt"))
_VALUES = (
    DimensionValue(1, "100", "Butiken"),
    DimensionValue(1, "200", "Verkstaden"),
    DimensionValue(1, "300", "Kontoret"),
    DimensionValue(6, "P26-1", "Ny utställning"),
    DimensionValue(6, "P26-2", "Webbutik"),
)
_RULES = (DimensionRule(1, "6000", "6999", "required", "300"), DimensionRule(1, "5010", "5099", "optional", "100"))


def mark_out(stage: Stage) -> None:
    """Make the registers."""
    for dimension in _DIMENSIONS:
        stage.run(Role.ACCOUNTANT, save_dimension, dimension=dimension)
    for value in _VALUES:
        stage.run(Role.ACCOUNTANT, save_dimension_value, value=value)
    for rule in _RULES:
        stage.run(Role.ACCOUNTANT, save_dimension_rule, rule=rule)
