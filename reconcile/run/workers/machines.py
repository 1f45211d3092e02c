"""Units settled by the machines of a Dask cluster: bytes go out to them, and bytes come back.

They need no disk in common and own nothing of the working folder: the work is the very function
that the processes of one machine do. Dask is imported here alone, and only where ``--cluster`` asks
for it.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from reconcile.errors import UsageError
from reconcile.run.workers.machine_access import MachineAccess
from reconcile.run.workers.machine_versions import versions, what_differs
from reconcile.run.workers.pool import AHEAD

if TYPE_CHECKING:
    from distributed import Client, Future

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Made = TypeVar("Made")
_PATIENCE = 30
"""Seconds that a scheduler and its first worker are waited for."""
_TRIES = 5
"""So often an item is handed out again whose machines are all gone."""


@dataclass(frozen=True, slots=True)
class Machines:
    """The workers of a cluster, whose versions are ours."""

    client: "Client"

    def spread(
        self, work: Callable[[Shared, Item], Made], shared: Shared, items: Iterable[Item]
    ) -> Iterator[tuple[int, Made]]:
        """Do a work on every item, as ``pool.spread`` does; what a lost worker had is done again.

        Args:
            work: a function at the top of a module.
            shared: sent to each worker once, not with each item.
            items: each is asked for only when it is about to be handed out.

        Yields:
            The position of an item, and what the work made of it.

        """
        from distributed import wait

        sent = _Sent(self.client, pickle.dumps((work, shared)))
        numbered = enumerate(items)
        at_work: dict[Future, tuple[int, bytes, int]] = {}
        while True:
            room = max(0, self._threads() + AHEAD - len(at_work))
            for at, item in islice(numbered, room):
                packed = pickle.dumps(item)
                at_work[sent.hand_out(packed)] = at, packed, 1
            if not at_work:
                return
            for future in wait(list(at_work), return_when="FIRST_COMPLETED").done:
                at, packed, tries = at_work.pop(future)
                if future.status in ("cancelled", "lost") and tries < _TRIES:
                    at_work[sent.hand_out(packed, again=True)] = at, packed, tries + 1
                else:
                    yield at, _unpacked(_result(future))

    def _threads(self) -> int:
        """Count what works at the same time just now; 1 where all are gone for a moment."""
        threads: dict[str, int] = self.client.nthreads()
        return max(1, sum(threads.values()))


class _Sent:
    """What all items share, on the machines of the workers."""

    def __init__(self, client: "Client", packed: bytes) -> None:
        self._client = client
        self._packed = packed
        self._name = sha256(packed).hexdigest()
        self._there = self._scatter()

    def hand_out(self, item: bytes, *, again: bool = False) -> "Future":
        """Hand out an item; again where what it shares may have gone with the workers."""
        if again:
            self._there = self._scatter()
        return self._client.submit(_there, versions(), self._name, self._there, item, pure=False)

    def _scatter(self) -> "Future":
        """Send what is shared to all workers that are there; later ones get it from these."""
        return self._client.scatter(self._packed, broadcast=True, hash=False)


@contextmanager
def open_machines(access: MachineAccess) -> Iterator[Machines]:
    """Open a cluster.

    Raises:
        UsageError: it is not there, has no worker, may not be spoken with so, or runs others.

    """
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            "chưa cài phần mở rộng để chạy trên nhiều máy",
            fix='cài bằng lệnh: pip install "reconcile[cluster]"',
        ) from error
    try:
        client = Client(
            access.address,
            security=access.security(),
            timeout=_PATIENCE,
        )
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(
            f"không kết nối được với bộ điều phối {access.address}",
            fix="khởi động “dask scheduler”, kiểm tra địa chỉ, cổng và chứng thư, rồi chạy lại",
        ) from error
    with client:
        _must_be_ready(client, access)
        yield Machines(client)


def _must_be_ready(client: "Client", access: MachineAccess) -> None:
    """Refuse a cluster without workers, with one that may not be spoken with, or with others."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise UsageError(
            "cụm máy chưa có máy nào làm việc",
            fix=f"trên mỗi máy chạy: dask worker {access.address} --nthreads 1",
        ) from error
    access.must_hold(client.scheduler_info(n_workers=-1)["workers"])
    try:
        there = client.run(versions)
    except Exception as error:
        raise UsageError(
            "một máy trong cụm không chạy được reconcile",
            fix="cài cùng một bản reconcile trên mọi máy, rồi khởi động lại các “dask worker”",
        ) from error
    for address, theirs in sorted(there.items()):
        if told := what_differs(versions(), theirs):
            raise _other_versions(address, told)


def _other_versions(address: str, told: str) -> UsageError:
    """Say that a machine runs other versions: its bytes would be others."""
    return UsageError(
        f"máy {address} dùng phiên bản khác: {told}",
        fix="cài cùng phiên bản trên mọi máy: pip install -c constraints.txt",
    )


def _result(future: "Future") -> bytes:
    """Return what came back."""
    from distributed import KilledWorker
    from distributed.client import FutureCancelledError

    try:
        came: bytes = future.result()
    except (KilledWorker, FutureCancelledError) as error:
        raise UsageError(
            "các máy trong cụm liên tục ngừng giữa chừng",
            fix="kiểm tra bộ nhớ của các máy và nhật ký của “dask worker”, rồi chạy lại lệnh:"
            " phần đã xong không phải làm lại",
        ) from error
    return came


_ONE_AT_A_TIME = Lock()
"""A worker may have several threads; what the units share is not made for that."""
_HERE: dict[str, tuple[Callable[[Any, Any], Any], Any]] = {}
"""On a worker: the work and what all items share, by the name of the latter."""


def _there(ours: dict[str, str], name: str, shared: bytes, item: bytes) -> bytes:
    """Do the work on one item, on the machine of a worker."""
    # One that has joined since the run began was not asked.
    if told := what_differs(ours, versions()):
        raise _other_versions("mới vào cụm", told)
    with _ONE_AT_A_TIME:
        if name not in _HERE:
            _HERE.clear()
            _HERE[name] = _unpacked(shared)
        work, common = _HERE[name]
        return pickle.dumps(work(common, _unpacked(item)))


def _unpacked(data: bytes) -> Any:
    """Read what the other side packed; both sides are the user's own, as machine_access holds."""
    return pickle.loads(data)  # noqa: S301 - see above
