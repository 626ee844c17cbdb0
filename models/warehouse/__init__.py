"""Items, places, stock and purchasing."""
