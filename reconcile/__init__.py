"""Hold the plans of a province and its communes against each other."""

import os

__version__ = "0.1.0"

# The matrices here are small: numpy's own threads cost more than they give, and the units
# already run in processes of their own. It counts only before numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
