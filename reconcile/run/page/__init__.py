"""What the local page shows of a working folder, and what people do there."""
