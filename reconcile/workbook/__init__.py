"""Excel workbooks as data, and their writer: what every stage that makes one shares."""
