"""What a package says about itself to a portal: ``imsmanifest.xml`` of SCORM, ``cmi5.xml`` of cmi5."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

START = "index.html"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a portal is told of an activity. ``mastery`` is the share from which a knowledge check is passed; None where nothing is scored."""

    slug: str
    title: str
    lead: str
    minutes: int
    mastery: float | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of SCORM: its name, its two namespaces with their schemas, and how it spells the kind of a resource."""

    name: str
    packaging: str
    packaging_schema: str
    runtime: str
    runtime_schema: str
    kind: str


#: SCORM 1.2 Content Aggregation Model, 2.3; SCORM 2004 3rd Edition Content Aggregation Model, 3.4. The two differ in one capital letter.
SCORM_12 = Edition(
    "1.2",
    "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "imscp_rootv1p1p2.xsd",
    "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    "adlcp_rootv1p2.xsd",
    "scormtype",
)
SCORM_2004 = Edition(
    "2004 3rd Edition",
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    "imscp_v1p1.xsd",
    "http://www.adlnet.org/xsd/adlcp_v1p3",
    "adlcp_v1p3.xsd",
    "scormType",
)


def imsmanifest(edition: Edition, facts: Facts, files: Iterable[str]) -> str:
    """Return the manifest of a package with one object to launch, which lists each of its files once."""
    title = escape(facts.title)
    listed = "\n".join(f"   <file href={quoteattr(name)}/>" for name in sorted(files))
    schemas = f"{edition.packaging} {edition.packaging_schema} {edition.runtime} {edition.runtime_schema}"
    return f"""{_HEAD}
<manifest identifier="negotiation-playbook-{facts.slug}" version="1.0" xmlns="{edition.packaging}" xmlns:adlcp="{edition.runtime}" xmlns:xsi="{_XSI}" xsi:schemaLocation="{schemas}">
 <metadata>
  <schema>ADL SCORM</schema>
  <schemaversion>{edition.name}</schemaversion>
 </metadata>
 <organizations default="organization">
  <organization identifier="organization">
   <title>{title}</title>
   <item identifier="item" identifierref="resource" isvisible="true">
    <title>{title}</title>
   </item>
  </organization>
 </organizations>
 <resources>
  <resource identifier="resource" type="webcontent" adlcp:{edition.kind}="sco" href="{START}">
{listed}
  </resource>
 </resources>
</manifest>
"""


def cmi5(facts: Facts, site: str) -> str:
    """Return the course structure of a cmi5 package (cmi5 specification, 13 and 14). ``site`` is the address that the ids begin with."""
    title, lead = (f'<langstring lang="en">{escape(text)}</langstring>' for text in (facts.title, facts.lead))
    scored = "" if facts.mastery is None else f' masteryScore="{facts.mastery}"'
    asked = "Completed" if facts.mastery is None else "CompletedAndPassed"
    return f"""{_HEAD}
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
 <course id="{site}xapi/course/{facts.slug}">
  <title>{title}</title>
  <description>{lead}</description>
 </course>
 <au id="{site}xapi/activity/{facts.slug}" moveOn="{asked}"{scored} launchMethod="AnyWindow">
  <title>{title}</title>
  <description>{lead}</description>
  <url>{START}</url>
 </au>
</courseStructure>
"""
