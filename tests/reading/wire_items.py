"""Invented items of news agencies, in the formats of the IPTC."""

from __future__ import annotations

import json
from typing import Any

BODY = ["The ferry Saint Orla will wait for spring.", "“We will not be hurried,” said Lena Hartwell, the mayor."]
PARAGRAPHS = "".join(f"<p>{part}</p>\n" for part in BODY)


def nitf(docdata: str = "", content: str = PARAGRAPHS, before: str = "") -> str:
    """An NITF document; ``docdata`` goes into its administrative data, ``before`` ahead of the root."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>{before}
<nitf><head><title>Ferry</title><docdata {docdata if "=" in docdata and "<" not in docdata else ""}>
<doc-id id-string="tarle-2021-7"/><date.issue norm="20210117T101500Z"/>{docdata if "<" in docdata else ""}
<doc.copyright holder="Tarle Wire" year="2021"/></docdata>
<pubdata name="Lindhaven Post" date.publication="20210118T000000Z" edition.name="Late" position.section="Harbour"
 position.sequence="A3"/></head>
<body><body.head><hedline><hl1>Ferry stays <em>in port</em></hl1></hedline>
<byline>By <person>Casper Dlamini</person><byttl>Harbour editor</byttl></byline>
<dateline><location>PORT AMSEL</location></dateline></body.head>
<body.content><block>{content}</block><media><media-caption>The ferry, unseen</media-caption></media></body.content>
</body></nitf>"""


def news_item(
    management: str = "<pubStatus qcode='stat:usable'/>", guid: str = "urn:newsml:tarle:1", body: str = ""
) -> str:
    """A NewsML-G2 news item; ``management`` goes into its itemMeta."""
    xhtml = f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body>{PARAGRAPHS}</body></html>"
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="3" standard="NewsML-G2"
 xml:lang="en-GB"><rightsInfo><copyrightNotice>Tarle Wire 2021</copyrightNotice>
<usageTerms>Print</usageTerms></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider><name>Tarle Wire</name></provider>
<versionCreated>2021-01-18T10:15:00Z</versionCreated>
<firstCreated>2021-01-17T10:15:00Z</firstCreated>{management}</itemMeta>
<contentMeta><by>By Casper Dlamini</by><headline>Ferry stays in port</headline><language tag="en"/></contentMeta>
<contentSet>{body or f"<inlineXML contenttype='application/xhtml+xml'>{xhtml}</inlineXML>"}</contentSet></newsItem>"""


def news_message(*found: str) -> str:
    """A NewsML-G2 message with these items in it."""
    inside = "".join(found)
    return (
        f"<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><header/><itemSet>{inside}</itemSet></newsMessage>"
    )


def ninjs(version: int, **more: Any) -> str:
    """An item of ninjs 1, 2 or 3, with the body as HTML in all but the first."""
    first = {
        "uri": "urn:ninjs:tarle:1", "type": "text", "pubstatus": "usable", "headline": "Ferry stays in port",
        "byline": "By Casper Dlamini", "body_text": "\n\n".join(BODY), "versioncreated": "2021-01-17T10:15:00Z",
        "copyrightholder": "Tarle Wire", "infosource": [{"name": "Tarle Wire"}], "language": "en",
    }  # fmt: skip
    second = {
        "uri": "urn:ninjs:tarle:1", "type": "text", "pubstatus": "usable",
        "headlines": [{"role": "short", "value": "Ferry"}, {"role": "main", "value": "Ferry stays in port"}],
        "by": "Casper Dlamini", "bodies": [{"role": "main", "contenttype": "text/html", "value": PARAGRAPHS}],
        "firstcreated": "2021-01-17T10:15:00Z", "infosources": [{"name": "Tarle Wire"}],
        "rightsinfo": {"copyrightnotice": "Tarle Wire"}, "language": "en",
    }  # fmt: skip
    names = {
        "pubstatus": "pubStatus",
        "firstcreated": "firstCreated",
        "infosources": "infoSources",
        "rightsinfo": "rightsInfo",
    }
    third = {names.get(name, name): value for name, value in second.items()}
    third["bodies"] = [{"role": "main", "contentType": "text/html", "value": PARAGRAPHS}]
    return json.dumps({1: first, 2: second, 3: third}[version] | more)
