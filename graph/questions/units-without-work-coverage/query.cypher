// Units seated in a community with neither a Party organization nor work of one: no mass
// organization, no instructor, no coverage. The instructor column is what asks about coverage.
MATCH (u:Unit)-[:SEATED_IN]->(c:Community)
WHERE u.listed AND NOT coalesce(u.instructor, false)
  AND NOT EXISTS { MATCH (u)<-[:ESTABLISHED_IN]-(:PartyOrganization) }
  AND NOT EXISTS { MATCH (u)<-[:ESTABLISHED_IN]-(:MassOrganization) }
  AND NOT EXISTS { MATCH (u)<-[k:COVERS]-(:PartyOrganization) WHERE k.in_force }
WITH DISTINCT u, c
RETURN
  CASE
    WHEN u.instructor IS NULL THEN 'unknown'
    WHEN EXISTS { MATCH (u)<-[k:COVERS]-(:PartyOrganization) WHERE k.in_force IS NULL }
    THEN 'unknown'
    WHEN u.has_party_organization IN ['yes', 'unknown'] THEN 'unknown'
    WHEN (u.has_party_organization = 'no' OR 'ESTABLISHED_IN.Unit' IN c.asked)
      AND 'SERVES.MassOrganization.trade_union' IN c.asked
      AND 'SERVES.MassOrganization.youth_league' IN c.asked
      AND 'SERVES.MassOrganization.womens_organization' IN c.asked THEN 'gap'
    ELSE 'unknown'
  END AS state,
  c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  u.name AS unit, u.nature AS nature, u.source AS source, u.id AS unit_id
