"""The rule on what an element holds and in which order: XML Schema sequences, which PowerPoint enforces.

The models are the sequences of ISO 29500-4's pml.xsd and dml-main.xsd (`CT_Slide`, `CT_TextParagraph` and so
on) in the notation of XML 1.0, 3.2.1 (`?`, `*`, `+`, `|`), for the elements that this program or a script is
likely to write.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from math import inf
from operator import attrgetter
from typing import NamedTuple

from lxml.etree import _Element as Element

from kursdeck.findings import Finding, error
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.structure.registry import rule
from kursdeck.powerpoint.structure.walk import CHART, NAMESPACES, SHEETS, THEME, every, in_presentation, tag

_FILL = "noFill|solidFill|gradFill|blipFill|pattFill|grpFill"
_EFFECT = "effectLst|effectDag"
_LEVELS = " ".join(("a:defPPr", *(f"a:lvl{level}pPr" for level in range(1, 10))))
_LINES = "a:ln a:lnL a:lnR a:lnT a:lnB a:lnTlToBr a:lnBlToTr a:uLn"
_TREE = "nvGrpSpPr grpSpPr sp|grpSp|graphicFrame|cxnSp|pic|contentPart* extLst?"
_ACCENTS = "accent1 accent2 accent3 accent4 accent5 accent6"
_PRESENTATION = (
    "sldMasterIdLst? notesMasterIdLst? handoutMasterIdLst? sldIdLst? sldSz? notesSz smartTags? "
    "embeddedFontLst? custShowLst? photoAlbum? custDataLst? kinsoku? defaultTextStyle? modifyVerifier? "
    "extLst?"
)
_PARAGRAPH = (
    "lnSpc? spcBef? spcAft? buClrTx|buClr? buSzTx|buSzPct|buSzPts? buFontTx|buFont? "
    "buNone|buAutoNum|buChar|buBlip? tabLst? defRPr? extLst?"
)
_RUN = (
    f"ln? {_FILL}? {_EFFECT}? highlight? uLnTx|uLn? uFillTx|uFill? latin? ea? cs? sym? hlinkClick? "
    "hlinkMouseOver? rtl? extLst?"
)
_LINE = "noFill|solidFill|gradFill|pattFill? prstDash|custDash? round|bevel|miter? headEnd? tailEnd? extLst?"

SEQUENCES = (
    # elements, the prefix of their children, the children
    ("p:presentation", "p", _PRESENTATION),
    ("p:sld", "p", "cSld clrMapOvr? transition? timing? extLst?"),
    ("p:sldLayout", "p", "cSld clrMapOvr? transition? timing? hf? extLst?"),
    ("p:sldMaster", "p", "cSld clrMap sldLayoutIdLst? transition? timing? hf? txStyles? extLst?"),
    ("p:notes", "p", "cSld clrMapOvr? extLst?"),
    ("p:notesMaster", "p", "cSld clrMap hf? notesStyle? extLst?"),
    ("p:handoutMaster", "p", "cSld clrMap hf? extLst?"),
    ("p:cSld", "p", "bg? spTree custDataLst? controls? extLst?"),
    ("p:spTree p:grpSp", "p", _TREE),
    ("p:sp", "p", "nvSpPr spPr style? txBody? extLst?"),
    ("p:pic", "p", "nvPicPr blipFill spPr style? extLst?"),
    ("p:cxnSp", "p", "nvCxnSpPr spPr style? extLst?"),
    ("p:graphicFrame", "p", "nvGraphicFramePr xfrm a:graphic extLst?"),
    ("p:nvSpPr", "p", "cNvPr cNvSpPr nvPr"),
    ("p:nvPicPr", "p", "cNvPr cNvPicPr nvPr"),
    ("p:nvCxnSpPr", "p", "cNvPr cNvCxnSpPr nvPr"),
    ("p:nvGrpSpPr", "p", "cNvPr cNvGrpSpPr nvPr"),
    ("p:nvGraphicFramePr", "p", "cNvPr cNvGraphicFramePr nvPr"),
    ("p:txBody a:txBody c:rich c:txPr", "a", "bodyPr lstStyle? p+"),
    ("p:blipFill a:blipFill", "a", "blip? srcRect? tile|stretch?"),
    ("p:spPr c:spPr", "a", f"xfrm? custGeom|prstGeom? {_FILL}? ln? {_EFFECT}? scene3d? sp3d? extLst?"),
    ("p:grpSpPr", "a", f"xfrm? {_FILL}? {_EFFECT}? scene3d? extLst?"),
    ("p:bgPr", "a", f"{_FILL} {_EFFECT}? p:extLst?"),
    ("p:xfrm", "a", "off ext"),
    ("a:xfrm", "a", "off? ext? chOff? chExt?"),
    ("a:bodyPr", "a", "prstTxWarp? noAutofit|normAutofit|spAutoFit? scene3d? sp3d|flatTx? extLst?"),
    ("a:p", "a", "pPr? r|br|fld* endParaRPr?"),
    ("a:r", "a", "rPr? t"),
    ("a:fld", "a", "rPr? pPr? t?"),
    (f"a:pPr {_LEVELS}", "a", _PARAGRAPH),
    ("a:rPr a:endParaRPr a:defRPr", "a", _RUN),
    (_LINES, "a", _LINE),
    ("a:graphic", "a", "graphicData"),
    ("a:tbl", "a", "tblPr? tblGrid tr*"),
    ("a:tblGrid", "a", "gridCol* extLst?"),
    ("a:tr", "a", "tc* extLst?"),
    ("a:tc", "a", "txBody? tcPr? extLst?"),
    ("a:tcPr", "a", f"lnL? lnR? lnT? lnB? lnTlToBr? lnBlToTr? cell3D? {_FILL}? headers? extLst?"),
    ("a:theme", "a", "themeElements objectDefaults? extraClrSchemeLst? custClrLst? extLst?"),
    ("a:themeElements", "a", "clrScheme fontScheme fmtScheme extLst?"),
    ("a:clrScheme", "a", f"dk1 lt1 dk2 lt2 {_ACCENTS} hlink folHlink extLst?"),
    ("a:fontScheme", "a", "majorFont minorFont extLst?"),
    ("a:majorFont a:minorFont", "a", "latin ea cs font* extLst?"),
    ("a:fmtScheme", "a", "fillStyleLst lnStyleLst effectStyleLst bgFillStyleLst"),
)


class _Slot(NamedTuple):
    """One place in a sequence: any of `names`, at least and at most so many times."""

    names: frozenset[str]
    least: int
    most: float


@cache
def _slots(prefix: str, sequence: str) -> tuple[_Slot, ...]:
    """Take a sequence apart; no name may stand in two of its places one after the other (UPA, XML Schema 1, 3.8.6)."""
    return tuple(_slot(prefix, slot.rstrip("?*+"), slot[-1]) for slot in sequence.split())


def _slot(prefix: str, names: str, times: str) -> _Slot:
    wanted = frozenset(name if ":" in name else f"{prefix}:{name}" for name in names.split("|"))
    return _Slot(wanted, int(times not in "?*"), inf if times in "*+" else 1)


def _matches(slots: Iterable[_Slot], names: Sequence[str]) -> bool:
    """Say whether names fill a sequence, each slot taking as many as it may."""
    at = 0
    for slot in slots:
        start = at
        while at < len(names) and names[at] in slot.names and at - start < slot.most:
            at += 1
        if at - start < slot.least:
            return False
    return at == len(names)


_MODELS = {
    tag(name): (prefix, sequence) for elements, prefix, sequence in SEQUENCES for name in elements.split()
}
_NAMES = tuple(name for elements, _, _ in SEQUENCES for name in elements.split())
_tag = attrgetter("tag")
_PREFIXES = {NAMESPACES[prefix]: prefix for prefix in ("a", "c", "p", "mc")}


@rule
def element_content(package: Package) -> Iterator[Finding]:
    """Hold in each element what the format asks for, in its order.

    Why: PowerPoint repairs, and drops the shape or the slide (ISO 29500-4, the sequences of pml.xsd and
    dml-main.xsd; gitbrent/PptxGenJS 1441: shapes without a text; 69: two bodyPr in a text).
    Fix: `a:pPr` comes first in a paragraph and `a:endParaRPr` last; a text has at least one paragraph, a
    group its properties; an empty `p:spPr`, `a:bodyPr` or `a:p` is enough.
    """
    main = ((package.main, root) for root in in_presentation(package, "p:presentation"))
    for part, element in chain(main, every(package, (*SHEETS, THEME, CHART), *_NAMES)):
        if not _fits(str(element.tag), tuple(map(_tag, element))):
            yield _content_finding(package, part, element)


@lru_cache(maxsize=4096)
def _fits(name: str, children: tuple[str, ...]) -> bool:
    """Say whether the children are what an element may hold; extensions may stand anywhere."""
    known = tuple(filter(None, map(_prefixed, children)))
    # What an alternative stands for cannot be told from here.
    return "mc:AlternateContent" in known or _matches(_slots(*_MODELS[name]), known)


def _prefixed(name: str) -> str:
    """Give `p:sld` for a name in one of the format's own namespaces, '' for an extension's."""
    namespace, _, local = name[1:].partition("}")
    return f"{_PREFIXES[namespace]}:{local}" if namespace in _PREFIXES else ""


def _content_finding(package: Package, part: str, element: Element) -> Finding:
    name = str(element.tag)
    held = " ".join(_prefixed(str(child.tag)).partition(":")[2] for child in element)
    return error(
        "pptx-element-content",
        package.source(part),
        part=part,
        name=_prefixed(name),
        held=held or "-",
        wanted=_MODELS[name][1],
    )
