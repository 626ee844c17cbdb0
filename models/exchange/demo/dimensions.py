"""Cost centres and projects of the company, the cost centre that overheads have by default, and voucher templates."""

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
from models.finance.templates import TemplateLine, VoucherTemplate, save_template

_DIMENSIONS = (Dimension(1, "Kostnadsställe"), Dimension(6, "Projekt"))
_VALUES = (
    DimensionValue(1, "100", "Butiken"),
    DimensionValue(1, "200", "Verkstaden"),
    DimensionValue(1, "300", "Kontoret"),
    DimensionValue(6, "P26-1", "Ny utställning"),
    DimensionValue(6, "P26-2", "Webbutik"),
)
_RULES = (DimensionRule(1, "6000", "6999", "required", "300"), DimensionRule(1, "5010", "5099", "optional", "100"))
_TEMPLATES = (
    VoucherTemplate(
        "Kvitto med 25 % moms",
        "Inköp mot kvitto",
        lines=(
            TemplateLine("5410", "debit", "total / 1.25", tax_code="I25", dimensions={"1": "300"}),
            TemplateLine("2641", "debit", "rest", tax_code="I25"),
            TemplateLine("1930", "credit", "total"),
        ),
    ),
    VoucherTemplate(
        "Lön med arbetsgivaravgift",
        "Löner",
        lines=(
            TemplateLine("7010", "debit", "bruttolön"),
            TemplateLine("2710", "credit", "skatt"),
            TemplateLine("1930", "credit", "rest"),
            TemplateLine("7510", "debit", "round(bruttolön * 0,3142)"),
            TemplateLine("2731", "credit", "round(bruttolön * 0,3142)"),
        ),
    ),
)


def mark_out(stage: Stage) -> None:
    """Make the registers."""
    for dimension in _DIMENSIONS:
        stage.run(Role.ACCOUNTANT, save_dimension, dimension=dimension)
    for value in _VALUES:
        stage.run(Role.ACCOUNTANT, save_dimension_value, value=value)
    for rule in _RULES:
        stage.run(Role.ACCOUNTANT, save_dimension_rule, rule=rule)
    for template in _TEMPLATES:
        stage.run(Role.ACCOUNTANT, save_template, template=template)
