"""How a cluster of machines may be spoken with: in the open on this machine, elsewhere by TLS.

A scheduler runs what it is sent: whoever may speak with it may run anything on every worker.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reconcile.config import SETTINGS, ClusterSettings
from reconcile.errors import ConfigError, UsageError
from reconcile.model import Where

if TYPE_CHECKING:
    from distributed.security import Security

_OPEN, _SAFE = "tcp", "tls"


@dataclass(frozen=True, slots=True)
class MachineAccess:
    """The address of a scheduler, and what proves who speaks."""

    address: str
    certificates: ClusterSettings
    folder: Path
    """The working folder, from which the certificates are named."""

    def security(self) -> "Security | None":
        """Return what the connection is made with; None for one in the open.

        Raises:
            UsageError: the address is none, or is another machine's and would be spoken with in
                the open.
            ConfigError: a certificate is not named, or not there.

        """
        scheme = urlsplit(self.address).scheme
        if scheme == _OPEN:
            _must_be_here(self.address)
            return None
        if scheme != _SAFE:
            raise UsageError(
                f"địa chỉ cụm máy không hợp lệ: “{self.address}”",
                fix="viết như tcp://127.0.0.1:8786, hoặc tls://tên-máy:8786",
            )
        from distributed.security import Security

        said = self.certificates
        return Security(
            tls_ca_file=self._file("ca", said.ca),
            tls_client_cert=self._file("certificate", said.certificate),
            tls_client_key=self._file("key", said.key),
            require_encryption=True,
        )

    def must_hold(self, workers: Iterable[str]) -> None:
        """Refuse workers on other machines that are spoken with in the open.

        Raises:
            UsageError: there is one.

        """
        for address in sorted(workers):
            if urlsplit(address).scheme != _SAFE:
                _must_be_here(address)

    def _file(self, key: str, name: str) -> str:
        """Return the path of a file that proves who speaks."""
        path = self.folder / name
        if name and path.is_file():
            return str(path)
        problem = f"không có tệp “{name}”" if name else "chưa nêu"
        raise ConfigError(
            f"{problem} ở khóa “{key}” của mục [cluster]; kết nối tls:// cần đủ ba tệp chứng thư",
            where=Where(SETTINGS),
            fix="nêu ca, certificate, key trong mục [cluster], tính từ thư mục làm việc",
        )


def _must_be_here(address: str) -> None:
    """Refuse another machine: what goes there in the open may be read and put in by anybody."""
    host = urlsplit(address).hostname or ""
    here = host == "localhost"
    with suppress(ValueError):
        here = here or ip_address(host).is_loopback
    if not here:
        raise UsageError(
            f"không kết nối không mã hóa với máy khác ({address})",
            fix="dùng địa chỉ tls:// với chứng thư nêu trong mục [cluster] của reconcile.toml",
        )
