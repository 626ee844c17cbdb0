"""Documents of the warehouse: pick lists and delivery notes."""
