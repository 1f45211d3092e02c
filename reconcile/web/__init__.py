"""The local page: `reconcile serve`. Only that command loads it."""
