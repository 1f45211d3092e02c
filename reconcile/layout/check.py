"""Hold a document to the rules of its profile: one small check for each rule."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reconcile.layout import (
    checks_annex,
    checks_body,
    checks_end,
    checks_file,
    checks_head,
    checks_outline,
    checks_page,
    checks_party,
    checks_table,
    checks_title,
    checks_type,
    checks_words,
)
from reconcile.layout.anatomy import Anatomy, dissect
from reconcile.layout.faults import Breach, Fault, breaches
from reconcile.layout.opening import open_paper
from reconcile.layout.paper import Paper
from reconcile.layout.rules import ProfileName, Rule, rules_of
from reconcile.model import Severity

Check = Callable[[Anatomy, Rule], Iterator[Fault]]

CHECKS: dict[str, Check] = {
    "G01": checks_page.paper_size,
    "G02": checks_page.first_portrait,
    "G03": checks_page.portrait_margins,
    "G04": checks_page.landscape_margins,
    "G05": checks_type.font,
    "G06": checks_type.colour,
    "G07": checks_type.unicode_form,
    "G08": checks_head.head_table,
    "G09": checks_head.motto,
    "G10": checks_head.creed,
    "G11": checks_head.creed_line,
    "G12": checks_head.agency_names,
    "G13": checks_head.agency_line,
    "G14": checks_head.document_number,
    "G15": checks_head.place_and_date,
    "G16": checks_head.size_sets,
    "G17": checks_title.type_name,
    "G18": checks_title.subject,
    "G19": checks_title.subject_line,
    "G20": checks_title.letter_subject,
    "G21": checks_title.address,
    "G22": checks_body.body_size,
    "G23": checks_body.body_alignment,
    "G24": checks_body.first_line,
    "G25": checks_body.paragraph_gap,
    "G26": checks_body.line_spacing,
    "G27": checks_outline.headings,
    "G28": checks_body.bullets,
    "G29": checks_outline.bases,
    "G30": checks_outline.end_mark,
    "G31": checks_end.signature,
    "G32": checks_end.receivers,
    "G33": checks_end.as_above,
    "G34": checks_page.page_numbers,
    "G35": checks_page.annex_numbers,
    "G36": checks_annex.annex_head,
    "G37": checks_annex.annex_cited,
    "G38": checks_table.frame,
    "G39": checks_table.table_text,
    "G40": checks_table.numbering,
    "G41": checks_words.day_form,
    "G42": checks_words.symbols,
    "G43": checks_words.residue,
    "G44": checks_words.districts,
    "G45": checks_words.thousands,
    "G46": checks_file.totals,
    "G47": checks_words.tone_marks,
    "G48": checks_file.properties,
    "P01": checks_page.party_page,
    "P02": checks_party.no_government_parts,
    "P03": checks_party.party_title,
    "P04": checks_party.organisations,
    "P05": checks_party.star,
    "P06": checks_party.party_number,
    "P07": checks_head.place_and_date,
    "P08": checks_party.type_and_subject,
    "P09": checks_party.separator,
    "P10": checks_body.party_body,
    "P11": checks_body.exact_spacing,
    "P12": checks_outline.party_bases,
    "P13": checks_outline.party_headings,
    "P14": checks_outline.party_end,
    "P15": checks_party.authority,
    "P16": checks_party.position,
    "P17": checks_party.signer_name,
    "P18": checks_party.receivers_label,
    "P19": checks_party.receivers_list,
    "P20": checks_party.letter,
    "P21": checks_party.submission,
    "P22": checks_page.party_page_numbers,
    "P23": checks_annex.party_annexes,
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
    name = profile or ("hd05" if doc.party else "nd30")
    found: list[Breach] = []
    for rule in rules_of(name):
        check = CHECKS.get(rule.id)
        if check is not None:
            relaxed = draft and rule.id == _LEFTOVERS
            severity = Severity.WARNING if relaxed else rule.severity
            found += breaches(rule, check(doc, rule), file, severity)
    type_name = "CÔNG VĂN" if doc.kind == "letter" else doc.type_name
    return Checked(doc.paper, name, type_name, tuple(sorted(found, key=lambda b: b.order)))
