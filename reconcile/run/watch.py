"""How a run is told as it goes: doors show it, and nothing in it hangs on whether anybody looks."""


class Watch:
    """Told how a run goes; it does nothing by itself."""

    def expects(self, units: int) -> None:
        """Take note of how many units there are to settle from here on."""

    def begins(self, unit: str) -> None:
        """Take note that a unit is being settled."""

    def ends(self, unit: str) -> None:
        """Take note that a unit is settled, or has not changed."""

    def gathers(self) -> None:
        """Take note that all units are settled, and what stands over all is made."""


UNWATCHED = Watch()
