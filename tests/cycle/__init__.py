"""The whole cycle as a model: people, plans and workbooks over many turns (README.md)."""
