// Buildings that no Party organization covers; `c` is null where the community is not resolved.
MATCH (b:Building)
WHERE b.listed AND coalesce(b.building_use, '') <> 'non_residential'
  AND NOT EXISTS { MATCH (b)<-[k:COVERS]-(:PartyOrganization) WHERE k.in_force }
OPTIONAL MATCH (b)-[:IN_COMMUNITY]->(c:Community)
WITH b, 'COVERS.Building' IN c.asked AS asked, 'RESPONSIBLE_FOR' IN c.asked AS leader_asked
RETURN
  CASE
    WHEN EXISTS { MATCH (b)<-[k:COVERS]-(:PartyOrganization) WHERE k.in_force IS NULL } THEN 'unknown'
    WHEN asked THEN 'gap'
    ELSE 'unknown'
  END AS state,
  b.subdistrict AS subdistrict, b.community_code AS community_code, b.community AS community,
  b.estate AS estate, b.name AS building, b.code AS building_code, b.households AS households,
  CASE
    WHEN EXISTS { MATCH (b)<-[:RESPONSIBLE_FOR]-(p:Post)
                  WHERE p.kind = 'building_leader' AND NOT coalesce(p.term, '') IN ['上一届', '上届']
                    AND p.filled } THEN 'yes'
    WHEN EXISTS { MATCH (b)<-[:RESPONSIBLE_FOR]-(p:Post)
                  WHERE p.kind = 'building_leader' AND NOT coalesce(p.term, '') IN ['上一届', '上届']
                    AND p.filled IS NULL } THEN 'unknown'
    WHEN EXISTS { MATCH (b)<-[:RESPONSIBLE_FOR]-(p:Post)
                  WHERE p.kind = 'building_leader' AND NOT coalesce(p.term, '') IN ['上一届', '上届'] } THEN 'no'
    WHEN leader_asked THEN 'no'
    ELSE 'unknown'
  END AS leader,
  b.nearest_organization AS nearest_organization, b.source AS source,
  b.id AS building_id, b.estate_id AS estate_id,
  b.nearest_organization_id AS nearest_organization_id
