"""Hold a document to the rules of its profile: one small check for each rule."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reconcile.layout.checks import (
    annex,
    body,
    end,
    file,
    head,
    outline,
    page,
    party,
    table,
    title,
    typeface,
    words,
)
from reconcile.layout.checks.faults import Breach, Fault, breaches
from reconcile.layout.document.anatomy import Anatomy, dissect
from reconcile.layout.document.open_document import open_paper
from reconcile.layout.document.paper import Paper
from reconcile.layout.rules.rules import ProfileName, Rule, kinds, rules_of
from reconcile.model import Severity

Check = Callable[[Anatomy, Rule], Iterator[Fault]]

CHECKS: dict[str, Check] = {
    "G01": page.paper_size,
    "G02": page.first_portrait,
    "G03": page.portrait_margins,
    "G04": page.landscape_margins,
    "G05": typeface.font,
    "G06": typeface.colour,
    "G07": typeface.unicode_form,
    "G08": head.head_table,
    "G09": head.motto,
    "G10": head.creed,
    "G11": head.creed_line,
    "G12": head.agency_names,
    "G13": head.agency_line,
    "G14": head.document_number,
    "G15": head.place_and_date,
    "G16": head.size_sets,
    "G17": title.type_name,
    "G18": title.subject,
    "G19": title.subject_line,
    "G20": title.letter_subject,
    "G21": title.address,
    "G22": body.body_size,
    "G23": body.body_alignment,
    "G24": body.first_line,
    "G25": body.paragraph_gap,
    "G26": body.line_spacing,
    "G27": outline.headings,
    "G28": body.bullets,
    "G29": outline.bases,
    "G30": outline.end_mark,
    "G31": end.signature,
    "G32": end.receivers,
    "G33": end.as_above,
    "G34": page.page_numbers,
    "G35": page.annex_numbers,
    "G36": annex.annex_head,
    "G37": annex.annex_cited,
    "G38": table.frame,
    "G39": table.table_text,
    "G40": table.numbering,
    "G41": words.day_form,
    "G42": words.symbols,
    "G43": words.residue,
    "G44": words.districts,
    "G45": words.thousands,
    "G46": file.totals,
    "G47": words.tone_marks,
    "G48": file.properties,
    "G49": words.typed_columns,
    "G50": words.without_marks,
    "P01": page.party_page,
    "P02": party.no_government_parts,
    "P03": party.party_title,
    "P04": party.organisations,
    "P05": party.star,
    "P06": party.party_number,
    "P07": head.place_and_date,
    "P08": party.type_and_subject,
    "P09": party.separator,
    "P10": body.party_body,
    "P11": body.exact_spacing,
    "P12": outline.party_bases,
    "P13": outline.party_headings,
    "P14": outline.party_end,
    "P15": party.authority,
    "P16": party.position,
    "P17": party.signer_name,
    "P18": party.receivers_label,
    "P19": party.receivers_list,
    "P20": party.letter,
    "P21": party.submission,
    "P22": page.party_page_numbers,
    "P23": annex.party_annexes,
}
"""The check of each rule; P24 has none, it only names the rules that Party documents share."""
_LEFTOVERS = "G43"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a document, gravest first."""

    paper: Paper
    profile: ProfileName
    type_name: str
    """Name of its type, as ``kinds.toml`` has it; empty where none was recognised."""
    breaches: tuple[Breach, ...]

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(breach.severity is Severity.ERROR for breach in self.breaches)


def check_document(
    data: bytes, file: str, *, profile: ProfileName | None = None, draft: bool = False
) -> Checked:
    """Check a .docx against the rules of official layout.

    Args:
        data: the file.
        file: its name, for places.
        profile: None to take the one that the letterhead tells.
        draft: whether leftovers are no error yet.

    Raises:
        UnreadableFileError: it is damaged, or no Word document.

    """
    doc = dissect(open_paper(data, file))
    # A document does not say by which Party guidance it was written: hd36 has to be asked for, and
    # hd05 is the one in force.
    name = profile or ("hd05" if doc.party else "nd30")
    found: list[Breach] = []
    # A part that a document of this kind does not have is not asked for.
    unheld = kinds().unheld.get(doc.kind, ())
    for rule in rules_of(name):
        check = CHECKS.get(rule.id)
        if check is not None and rule.id not in unheld:
            relaxed = draft and rule.id == _LEFTOVERS
            severity = Severity.WARNING if relaxed else rule.severity
            found += breaches(rule, check(doc, rule), file, severity)
    # A công văn bears no name of its type (ND30, Phụ lục I, II.5), but is called by it.
    type_name = "CÔNG VĂN" if doc.kind == "letter" else doc.type_name
    return Checked(doc.paper, name, type_name, tuple(sorted(found, key=lambda b: b.order)))
