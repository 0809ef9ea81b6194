// Mass organizations that no Party organization leads. A row for each unit they are established in;
// the runner folds them.
MATCH (m:MassOrganization)
WHERE m.listed AND NOT EXISTS { MATCH (m)-[:LED_BY]->(:PartyOrganization) }
OPTIONAL MATCH (m)-[:IN_COMMUNITY]->(c:Community)
OPTIONAL MATCH (m)-[:ESTABLISHED_IN]->(u:Unit)
RETURN
  CASE WHEN 'LED_BY' IN c.asked THEN 'gap' ELSE 'unknown' END AS state,
  m.subdistrict AS subdistrict, m.community_code AS community_code, m.community AS community,
  m.name AS organization, m.kind AS kind, u.name AS unit, m.source AS source,
  m.id AS organization_id, u.id AS unit_id
