// Estates that no organization of a branch's rank or above covers, with their buildings.
MATCH (e:Estate)
WHERE e.listed
  AND NOT EXISTS { MATCH (e)<-[k:COVERS]-(o:PartyOrganization)
                   WHERE k.in_force
                     AND o.kind IN ['branch', 'joint_branch', 'general_branch', 'committee'] }
OPTIONAL MATCH (e)<-[:PART_OF]-(b:Building)
WHERE b.listed AND coalesce(b.building_use, '') <> 'non_residential'
WITH e, b.id AS building,
  EXISTS { MATCH (b)<-[k:COVERS]-(:PartyOrganization) WHERE k.in_force } AS covered
WITH e, count(DISTINCT building) AS buildings,
  count(DISTINCT CASE WHEN covered THEN building END) AS covered_buildings
OPTIONAL MATCH (e)-[:IN_COMMUNITY]->(c:Community)
RETURN
  CASE
    WHEN EXISTS { MATCH (e)<-[k:COVERS]-(o:PartyOrganization)
                  WHERE coalesce(k.in_force, true)
                    AND coalesce(o.kind, 'branch')
                      IN ['branch', 'joint_branch', 'general_branch', 'committee'] } THEN 'unknown'
    WHEN 'COVERS.Estate' IN c.asked THEN 'gap'
    ELSE 'unknown'
  END AS state,
  e.subdistrict AS subdistrict, e.community_code AS community_code, e.community AS community,
  e.name AS estate, buildings, covered_buildings,
  e.nearest_organization AS nearest_organization, e.source AS source,
  e.id AS estate_id, e.nearest_organization_id AS nearest_organization_id
