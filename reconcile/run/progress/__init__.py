"""``reconcile track``: what sources tell of tasks, and the reports made of it."""
