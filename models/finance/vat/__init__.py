"""VAT: its periods and returns, the EC sales list, and sales taxed in other EU countries."""
