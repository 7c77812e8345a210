"""What several pages stand on: entrances, sessions, forms, files."""
