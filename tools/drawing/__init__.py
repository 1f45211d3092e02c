"""The shipped Word templates, drawn from the measures of the layout rules."""
