"""What became of tasks: coverage now, versions and changes over time. Pure."""
