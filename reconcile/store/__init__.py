"""What a working folder remembers: answers, statuses, reports, earlier runs, outputs, a cache."""
