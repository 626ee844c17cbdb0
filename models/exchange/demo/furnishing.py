"""The first act: the company's facts, customers, suppliers, articles, prices and the first stock."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from models.company.settings import edit_company, read_company
from models.contacts.parties import PartyDraft, TermsDraft, save_party, set_terms
from models.database.rights import Role
from models.exchange.demo.cast import FACTS, read_rows
from models.exchange.demo.dimensions import mark_out
from models.exchange.demo.stage import Article, Partner, Stage
from models.sales.prices import PriceDraft, save_price
from models.warehouse.items import ItemDraft, new_item, save_item
from models.warehouse.moving import OpeningLine, take_over

PRICE_LIST = "PARTNER"
_FIRST_STOCK = 30
_PARTNER_ITEMS = 12


def furnish(stage: Stage) -> None:
    """Fill the cards of the company."""
    facts = stage.read(Role.ADMINISTRATOR, read_company)
    stage.run(Role.ADMINISTRATOR, edit_company, version=facts.row_version, changes=FACTS)
    mark_out(stage)
    for row in read_rows("parties"):
        _add_partner(stage, row)
    plain = stage.read(Role.BUYER, new_item)
    for row in read_rows("items"):
        _add_article(stage, row, plain)
    for article in stage.articles[:_PARTNER_ITEMS]:
        _add_price(stage, article)


def stock_value(stage: Stage) -> Decimal:
    """What the articles are worth that are there at the start."""
    return sum((a.cost * _first_quantity(stage, a) for a in stage.articles), Decimal(0))


def take_stock(stage: Stage) -> None:
    """Put the first articles on the shelf; their value stands in the opening voucher already."""
    goods = [article for article in stage.articles if article.supplier]
    lines = tuple(
        OpeningLine(
            item_id=article.id,
            place_id=stage.place_id,
            quantity=Decimal(_first_quantity(stage, article)),
            unit_cost=article.cost,
        )
        for article in goods
    )
    stage.run(Role.STOREKEEPER, take_over, lines=lines, on=stage.start, text="Ingående lager")
    stage.free = {article.code: _first_quantity(stage, article) for article in goods}


def _first_quantity(stage: Stage, article: Article) -> int:
    return _FIRST_STOCK * stage.scale if article.supplier else 0


def _add_partner(stage: Stage, row: dict[str, str]) -> None:
    draft = PartyDraft(
        code=row["code"],
        name=row["name"],
        org_number=row["org_number"],
        vat_number=row["vat_number"],
        email=row["email"],
        street=row["street"],
        postcode=row["postcode"],
        city=row["city"],
        country=row["country"],
        language=row["language"],
        is_customer=row["is_customer"] == "1",
        is_supplier=row["is_supplier"] == "1",
    )
    saved = stage.run(Role.ADMINISTRATOR, save_party, draft=draft)
    days = int(row["payment_days"])
    is_partner = draft.is_customer and "hus" in draft.name
    terms = TermsDraft(
        party_id=saved.id,
        payment_days=days,
        bankgiro=row["bankgiro"],
        price_list=PRICE_LIST if is_partner else "",
        customer_group=_group(draft, is_partner=is_partner) if draft.is_customer else "",
    )
    stage.run(Role.ADMINISTRATOR, set_terms, draft=terms)
    partner = Partner(saved.id, row["code"], row["name"], row["country"], days, row["bankgiro"])
    if draft.is_customer:
        stage.customers.append(partner)
    else:
        stage.suppliers[partner.code] = partner


def _group(draft: PartyDraft, *, is_partner: bool) -> str:
    if is_partner:
        return "Återförsäljare"
    return "Företag" if draft.country == "SE" else "Export"


def _add_article(stage: Stage, row: dict[str, str], plain: ItemDraft) -> None:
    price = Decimal(row["price"])
    draft = replace(
        plain,
        code=row["code"],
        name=row["name"],
        unit=row["unit"],
        kind="goods" if row["stocked"] == "1" else "service",
        sales_price=price,
    )
    saved = stage.run(Role.BUYER, save_item, draft=draft)
    stage.articles.append(
        Article(saved.id, row["code"], row["name"], row["unit"], row["supplier"], Decimal(row["cost"]), price)
    )


def _add_price(stage: Stage, article: Article) -> None:
    draft = PriceDraft(
        price_list=PRICE_LIST,
        item_id=article.id,
        item_code=article.code,
        currency="SEK",
        from_quantity=Decimal(0),
        valid_from=stage.start,
        unit_price=article.price * Decimal("0.9"),
    )
    stage.run(Role.SALES_MANAGER, save_price, draft=draft)
