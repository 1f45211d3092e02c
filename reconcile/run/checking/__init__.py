"""``reconcile check``: the store held against the folder that it belongs to."""
