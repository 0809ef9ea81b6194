// New social organizations with neither a Party organization nor an instructor.
MATCH (u:Unit)
WHERE u.listed AND u.sector = 'social' AND NOT coalesce(u.instructor, false)
  AND NOT EXISTS { MATCH (u)<-[:ESTABLISHED_IN]-(:PartyOrganization) }
OPTIONAL MATCH (u)-[:IN_COMMUNITY]->(c:Community)
RETURN
  CASE
    WHEN u.instructor IS NULL THEN 'unknown'
    WHEN u.has_party_organization = 'no' THEN 'gap'
    WHEN u.has_party_organization IS NOT NULL THEN 'unknown'
    WHEN 'ESTABLISHED_IN.Unit' IN c.asked THEN 'gap'
    ELSE 'unknown'
  END AS state,
  u.subdistrict AS subdistrict, u.community_code AS community_code, u.community AS community,
  u.name AS unit, u.nature AS nature, u.employees AS employees, u.source AS source,
  u.id AS unit_id
