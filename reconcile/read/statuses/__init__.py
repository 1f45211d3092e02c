"""Files that tell how far tasks are, in any table shape or in sentences. Pure."""
