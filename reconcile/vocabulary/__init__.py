"""The language of the field, pure: text, directives, deadlines, agencies, units, terms."""
