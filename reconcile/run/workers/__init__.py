"""Who does the work: this process, further ones, or machines elsewhere."""
