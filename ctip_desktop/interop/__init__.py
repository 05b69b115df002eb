"""Other tools' formats: spreadsheets, XLSForm."""
