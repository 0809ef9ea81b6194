// Estates without an owners' committee that is known to be in office. A row for each committee; the
// runner folds them.
MATCH (e:Estate)
WHERE e.listed
  AND NOT EXISTS { MATCH (e)<-[:SERVES]-(i:GovernanceBody)
                   WHERE i.kind = 'owners_committee' AND NOT i.ended }
OPTIONAL MATCH (e)-[:IN_COMMUNITY]->(c:Community)
OPTIONAL MATCH (e)<-[:SERVES]-(o:GovernanceBody) WHERE o.kind = 'owners_committee'
WITH e, o,
  CASE
    WHEN EXISTS { MATCH (e)<-[:SERVES]-(b:GovernanceBody)
                  WHERE b.kind = 'owners_committee' AND b.ended IS NULL } THEN 'term_unknown'
    WHEN o.id IS NOT NULL THEN 'expired'
    WHEN 'SERVES.GovernanceBody.owners_committee' IN c.asked THEN 'none'
    ELSE 'not_asked'
  END AS status
RETURN
  CASE WHEN status IN ['none', 'expired'] THEN 'gap' ELSE 'unknown' END AS state,
  e.subdistrict AS subdistrict, e.community_code AS community_code, e.community AS community,
  e.name AS estate, status, o.term_end AS term_end, e.source AS source,
  e.id AS estate_id, o.id AS owners_committee_id
