// Groups covering a building of an estate that has a branch, and branches covering an estate; those
// of a community that nobody leads are left out.
MATCH (e:Estate)<-[:PART_OF]-(b:Building)<-[k:COVERS]-(o:PartyOrganization)
WHERE e.listed AND b.listed AND k.in_force AND o.listed AND o.kind = 'group'
  AND EXISTS { MATCH (e)<-[v:COVERS]-(h:PartyOrganization)
               WHERE v.in_force AND h.kind IN ['branch', 'joint_branch'] }
WITH DISTINCT e, o
RETURN e.subdistrict AS subdistrict, e.community_code AS community_code, e.community AS community,
  count(*) AS asked_about, 0 AS excluded
UNION ALL
MATCH (e:Estate)<-[k:COVERS]-(o:PartyOrganization)
WHERE e.listed AND k.in_force AND o.listed AND o.kind IN ['branch', 'joint_branch']
WITH DISTINCT e, o
OPTIONAL MATCH (e)-[:IN_COMMUNITY]->(c:Community)
WITH e, o, c.id IS NOT NULL AND NOT EXISTS { MATCH (c)<-[:LEADS]-(:PartyOrganization) } AS out
RETURN e.subdistrict AS subdistrict, e.community_code AS community_code, e.community AS community,
  count(CASE WHEN NOT out THEN 1 END) AS asked_about,
  count(CASE WHEN out THEN 1 END) AS excluded
