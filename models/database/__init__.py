"""The database: engine, server, migrations, kernels, rights, operations and errors."""
