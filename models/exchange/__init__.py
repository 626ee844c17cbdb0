"""Files and standards in and out: SIE, camt, spreadsheets and CSV, and the demo company."""
