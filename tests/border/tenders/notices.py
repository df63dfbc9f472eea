"""Small notices for the tests of this room; buyers, titles and numbers are invented."""

import json

NAMESPACES = (
    'xmlns="urn:oasis:names:specification:ubl:schema:xsd:{kind}-2" '
    'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" '
    'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
    'xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2" '
    'xmlns:efac="http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1" '
    'xmlns:efbc="http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1"'
)
FIRST, SECOND = "11111111-2222-4333-8444-555555555555", "99999999-8888-4777-8666-555555555555"


def ted(
    text="nothing",
    *,
    notice=FIRST,
    version="01",
    changes="",
    kind="ContractNotice",
    lot_text="",
    criterion="",
):
    """A notice of TED with one text of the whole and one lot."""
    change = (
        f"<ext:UBLExtensions><efac:Changes><efbc:ChangedNoticeIdentifier>{changes}"
        "</efbc:ChangedNoticeIdentifier></efac:Changes></ext:UBLExtensions>"
        if changes
        else ""
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- invented -->
<{kind} {NAMESPACES.format(kind=kind)}>{change}
 <cbc:ID schemeName="notice-id">{notice}</cbc:ID>
 <cbc:ContractFolderID>aaaaaaaa-0000-4000-8000-000000000000</cbc:ContractFolderID>
 <cbc:IssueDate>2026-10-0{version[-1]}+01:00</cbc:IssueDate>
 <cbc:VersionID>{version}</cbc:VersionID>
 <cbc:NoticeLanguageCode>DEU</cbc:NoticeLanguageCode>
 <cac:ContractingParty><cac:Party><cac:PartyName><cbc:Name>no language</cbc:Name></cac:PartyName></cac:Party></cac:ContractingParty>
 <cac:ProcurementProject>
  <cbc:Name languageID="ENG">Machining centre (invented)</cbc:Name>
  <cbc:Name languageID="DEU">Bearbeitungszentrum (erfunden)</cbc:Name>
  <cbc:Description languageID="DEU">{text}</cbc:Description>
  <cac:MainCommodityClassification><cbc:ItemClassificationCode listName="cpv">42620000</cbc:ItemClassificationCode></cac:MainCommodityClassification>
 </cac:ProcurementProject>
 <cac:ProcurementProjectLot>
  <cbc:ID schemeName="Lot">LOT-0001</cbc:ID>
  <cac:TenderingTerms>
   <cac:CallForTendersDocumentReference><cac:Attachment><cac:ExternalReference><cbc:URI>https://buyer.example/docs</cbc:URI></cac:ExternalReference></cac:Attachment></cac:CallForTendersDocumentReference>
   <cac:CallForTendersDocumentReference><cbc:ID>no link</cbc:ID></cac:CallForTendersDocumentReference>
   <cac:AwardingTerms><cac:AwardingCriterion><cac:SubordinateAwardingCriterion>
    <cbc:Description languageID="DEU">{criterion}</cbc:Description>
   </cac:SubordinateAwardingCriterion></cac:AwardingCriterion></cac:AwardingTerms>
   <cac:SpecificTendererRequirement><cbc:Description languageID="DEU">Eignung</cbc:Description></cac:SpecificTendererRequirement>
  </cac:TenderingTerms>
  <cac:TenderingProcess><cac:TenderSubmissionDeadlinePeriod><cbc:EndDate>2026-12-01+01:00</cbc:EndDate></cac:TenderSubmissionDeadlinePeriod></cac:TenderingProcess>
  <cac:ProcurementProject>
   <cbc:Note languageID="DEU">{lot_text}</cbc:Note>
   <cac:ProcurementAdditionalType><cbc:ProcurementTypeCode listName="environmental-impact">clim-mitig</cbc:ProcurementTypeCode></cac:ProcurementAdditionalType>
   <cac:ProcurementAdditionalType><cbc:ProcurementTypeCode listName="gpp-criteria">eu</cbc:ProcurementTypeCode></cac:ProcurementAdditionalType>
   <cac:ProcurementAdditionalType><cbc:ProcurementTypeCode listName="social-objective">acc-all</cbc:ProcurementTypeCode></cac:ProcurementAdditionalType>
   <cac:MainCommodityClassification><cbc:ItemClassificationCode listName="cpv">42620000</cbc:ItemClassificationCode></cac:MainCommodityClassification>
   <cac:AdditionalCommodityClassification><cbc:ItemClassificationCode listName="cpv">42637000</cbc:ItemClassificationCode></cac:AdditionalCommodityClassification>
  </cac:ProcurementProject>
 </cac:ProcurementProjectLot>
</{kind}>
""".encode()


def sam(*entries):
    """An answer of the search of SAM.gov."""
    return json.dumps({"totalRecords": len(entries), "opportunitiesData": list(entries)}).encode()


def opportunity(**fields):
    return {
        "noticeId": "abc1",
        "title": "Milling machine (invented)",
        "solicitationNumber": " INV-26-01 ",
        "postedDate": "2026-10-02",
        "responseDeadLine": "2026-12-05T14:00:00-05:00",
        "naicsCode": "333517",
        "classificationCode": "34",
        "description": "https://sam.example/noticedesc?noticeid=abc1",
        "resourceLinks": ["https://sam.example/1", "https://sam.example/2"],
        **fields,
    }
