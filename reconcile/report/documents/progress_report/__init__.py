"""The periodic report on progress, and the letter on what is overdue, as data. Pure."""
