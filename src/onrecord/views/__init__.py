"""What every face shows: the JSON line, the terminal, the page, tables, exports. Takes frozen values; never queries."""
