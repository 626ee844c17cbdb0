"""Every table of the house: importing this fills `metadata`, for the check that the live schema equals the models."""

from sqlalchemy.dialects.postgresql.base import ischema_names

import models.company.tables
import models.contacts.tables
import models.finance.tables
import models.sales.tables
import models.service.tables
import models.warehouse.tables  # noqa: F401
from models.database.schema import TransactionId, metadata

__all__ = ["metadata"]

# SQLAlchemy does not know PostgreSQL's transaction ids when it reads a table back.
ischema_names["xid8"] = TransactionId
