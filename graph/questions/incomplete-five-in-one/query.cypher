// Estates with their five bodies. A row for each combination where one is there several times; the
// runner folds them. `missing` is a list: each item ends in "; " (the runner takes off the last one).
MATCH (e:Estate)
WHERE e.listed
OPTIONAL MATCH (e)-[:IN_COMMUNITY]->(c:Community)
OPTIONAL MATCH (c)<-[:LEADS]-(p:PartyOrganization)
OPTIONAL MATCH (c)<-[:SERVES]-(w:GovernanceBody) WHERE w.kind = 'workstation'
OPTIONAL MATCH (c)<-[:SERVES]-(r:GovernanceBody) WHERE r.kind = 'residents_committee'
OPTIONAL MATCH (e)<-[:SERVES]-(o:GovernanceBody) WHERE o.kind = 'owners_committee'
OPTIONAL MATCH (e)<-[:SERVES]-(m:GovernanceBody) WHERE m.kind = 'property_office'
WITH e, p, w, r, o, m,
  CASE WHEN p.id IS NULL AND 'LEADS' IN c.asked THEN 'party; ' ELSE '' END
  + CASE WHEN w.id IS NULL AND 'SERVES.GovernanceBody.workstation' IN c.asked
         THEN 'workstation; ' ELSE '' END
  + CASE WHEN r.id IS NULL AND 'SERVES.GovernanceBody.residents_committee' IN c.asked
         THEN 'residents_committee; ' ELSE '' END
  + CASE WHEN o.id IS NULL AND 'SERVES.GovernanceBody.owners_committee' IN c.asked
         THEN 'owners_committee; ' ELSE '' END
  + CASE WHEN m.id IS NULL AND 'SERVES.GovernanceBody.property_office' IN c.asked
         THEN 'property_office; ' ELSE '' END AS missing
WHERE p.id IS NULL OR w.id IS NULL OR r.id IS NULL OR o.id IS NULL OR m.id IS NULL
RETURN
  CASE WHEN missing = '' THEN 'unknown' ELSE 'gap' END AS state,
  e.subdistrict AS subdistrict, e.community_code AS community_code, e.community AS community,
  e.name AS estate, p.name AS party, w.name AS workstation, r.name AS residents_committee,
  o.name AS owners_committee, m.name AS property_office, missing, e.source AS source,
  e.id AS estate_id, p.id AS party_id, w.id AS workstation_id, r.id AS residents_committee_id,
  o.id AS owners_committee_id, m.id AS property_office_id
