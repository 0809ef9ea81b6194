// Streets, and buildings outside any estate, that no Party organization covers.
MATCH (s:Street)
WHERE s.listed
  AND NOT EXISTS { MATCH (s)<-[k:COVERS]-(:PartyOrganization) WHERE k.in_force }
OPTIONAL MATCH (s)-[:IN_COMMUNITY]->(c:Community)
WITH s, 'COVERS.Street' IN c.asked AS asked
RETURN
  CASE
    WHEN EXISTS { MATCH (s)<-[k:COVERS]-(:PartyOrganization) WHERE k.in_force IS NULL }
      THEN 'unknown'
    WHEN asked THEN 'gap'
    ELSE 'unknown'
  END AS state,
  s.subdistrict AS subdistrict, s.community_code AS community_code, s.community AS community,
  'street' AS kind, s.name AS name, s.source AS source, s.id AS thing_id
UNION ALL
MATCH (b:Building)
WHERE b.listed
  AND NOT EXISTS { MATCH (b)-[:PART_OF]->(:Estate) }
  AND NOT EXISTS { MATCH (b)<-[k:COVERS]-(:PartyOrganization) WHERE k.in_force }
OPTIONAL MATCH (b)-[:IN_COMMUNITY]->(c:Community)
WITH b, 'COVERS.Building' IN c.asked AS asked
RETURN
  CASE
    WHEN EXISTS { MATCH (b)<-[k:COVERS]-(:PartyOrganization) WHERE k.in_force IS NULL }
      THEN 'unknown'
    WHEN asked THEN 'gap'
    ELSE 'unknown'
  END AS state,
  b.subdistrict AS subdistrict, b.community_code AS community_code, b.community AS community,
  'building' AS kind, b.name AS name, b.source AS source, b.id AS thing_id
