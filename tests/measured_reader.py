"""Read a file in a process of its own, and tell what that cost: ``FILE MOST_CPU_SECONDS``."""

import json
import re
import resource
import sys
from math import ceil
from pathlib import Path

from effort import cpu
from reconcile.errors import ReconcileError
from reconcile.read import members_of, read_member

if __name__ == "__main__":
    limit = ceil(cpu() + float(sys.argv[2]))
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))  # what never ends is killed here
    before = cpu()
    path = Path(sys.argv[1])
    reads = [read_member(each, {}, {}) for each in members_of(path.read_bytes(), path.name)]
    spent = cpu() - before
    refused = sum(isinstance(read, ReconcileError) for read in reads)
    status = Path("/proc/self/status").read_text("utf-8")
    peak = int(next(iter(re.findall(r"VmHWM:\s*(\d+)", status)))) // 1024
    print(json.dumps([len(reads) - refused, spent, peak]))  # noqa: T201 - the parent reads it
