"""Reports as one plain table: the same for screen, paper, spreadsheet, snapshot and pack."""
