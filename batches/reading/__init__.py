"""From an uploaded file to parsed rows: pure functions that know no database and no clock."""
