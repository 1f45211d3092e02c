"""Review workbooks as files: the only place that opens one."""
