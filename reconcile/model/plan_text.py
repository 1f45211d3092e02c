"""What a plan says in words of its own, beside its tasks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextPart:
    """A point of a plan's text: its line without number or bullet, and what stands under it."""

    heading: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanText:
    """The words of a plan by what they are for; each part empty where the plan has none.

    The marks of lists (``1.``, ``a)``, ``-``) are taken off, but those inside the parts of
    ``organisation`` and ``funding`` stay as the plan has them.
    """

    bases: tuple[str, ...] = ()
    """``Căn cứ …``, one by one, without their end marks."""
    opening: str = ""
    """The paragraph that leads over to the first section."""
    purposes: tuple[str, ...] = ()
    """Of the section on purposes and demands, where it does not tell the two apart, all of it."""
    demands: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    """What the section on tasks says in words, such as where the table is to be found."""
    funding: tuple[str, ...] = ()
    organisation: tuple[TextPart, ...] = ()
    reporting: str = ""
    """When is reported: ``trước ngày 12 hằng tháng``."""
    through: str = ""
    """Through which body is reported: ``Sở Khoa học và Công nghệ``."""
    closing: str = ""
    """The last sentence, without its end mark."""
    receivers: tuple[str, ...] = ()
    """Of ``Nơi nhận``, without marks and without the archive."""
    archive: str = ""
    """The last receiver: ``Lưu: VT, VHXH``."""
    authority: tuple[str, ...] = ()
    """The lines over the signer's name, as printed."""
    signer: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the file held any text of a plan, and not its table alone."""
        return bool(self.opening or self.purposes or self.organisation or self.receivers)
