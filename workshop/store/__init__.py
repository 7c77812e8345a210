"""What keeps: tables, the database and its writer, the memory of a transaction, migrations."""
