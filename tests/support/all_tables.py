"""Every table of the house: importing this fills `metadata`, for the check that the live schema equals the models."""

import models.company.tables
import models.contacts.tables
import models.finance.tables
import models.sales.tables
import models.service.tables
import models.warehouse.tables  # noqa: F401
from models.database.schema import metadata

__all__ = ["metadata"]
