// Groups that cover a building of an estate without being under a branch that covers the estate;
// and branches that cover an estate, whose line the leading organization of its community neither
// heads nor co-manages. A row for each link that is missing; the runner folds them.
MATCH (e:Estate)<-[:PART_OF]-(b:Building)<-[k:COVERS]-(o:PartyOrganization)
WHERE e.listed AND b.listed AND k.in_force AND o.listed AND o.kind = 'group'
WITH DISTINCT e, o
MATCH (e)<-[v:COVERS]-(h:PartyOrganization)
WHERE v.in_force AND h.kind IN ['branch', 'joint_branch']
WITH DISTINCT e, o, h
WHERE NOT EXISTS { MATCH (o)-[:SUBORDINATE_TO*0..10]->(above:PartyOrganization)-[w:COVERS]->(e)
                   WHERE w.in_force AND above.kind IN ['branch', 'joint_branch'] }
OPTIONAL MATCH (e)-[:IN_COMMUNITY]->(c:Community)
RETURN
  CASE
    WHEN EXISTS { MATCH (o)-[:SUBORDINATE_TO*0..10]->(above:PartyOrganization)-[w:COVERS]->(e)
                  WHERE w.in_force IS NULL
                    AND above.kind IN ['branch', 'joint_branch'] } THEN 'unknown'
    WHEN 'SUBORDINATE_TO' IN c.asked THEN 'gap'
    ELSE 'unknown'
  END AS state,
  e.subdistrict AS subdistrict, e.community_code AS community_code, e.community AS community,
  'building' AS level, e.name AS name, o.name AS organization, h.name AS missing_link,
  o.source AS source, o.id AS organization_id, e.id AS estate_id, h.id AS missing_link_id
UNION ALL
MATCH (e:Estate)<-[k:COVERS]-(o:PartyOrganization)
WHERE e.listed AND k.in_force AND o.listed AND o.kind IN ['branch', 'joint_branch']
WITH DISTINCT e, o
OPTIONAL MATCH (e)-[:IN_COMMUNITY]->(c:Community)
OPTIONAL MATCH (c)<-[:LEADS]-(h:PartyOrganization)
WITH e, o, c, h
WHERE (c.id IS NULL OR h.id IS NOT NULL)
  AND NOT EXISTS { MATCH (o)-[:SUBORDINATE_TO*0..10]->(:PartyOrganization)-[:LEADS]->(c) }
  AND NOT EXISTS { MATCH (o)-[:SUBORDINATE_TO*0..10]->(:PartyOrganization)
                         -[d:DUAL_MANAGED_BY]->(:PartyOrganization)-[:LEADS]->(c)
                   WHERE d.in_force }
RETURN
  CASE
    WHEN EXISTS { MATCH (o)-[:SUBORDINATE_TO*0..10]->(:PartyOrganization)
                        -[d:DUAL_MANAGED_BY]->(:PartyOrganization)-[:LEADS]->(c)
                  WHERE d.in_force IS NULL } THEN 'unknown'
    WHEN 'SUBORDINATE_TO' IN c.asked AND 'DUAL_MANAGED_BY' IN c.asked THEN 'gap'
    ELSE 'unknown'
  END AS state,
  e.subdistrict AS subdistrict, e.community_code AS community_code, e.community AS community,
  'estate' AS level, e.name AS name, o.name AS organization, h.name AS missing_link,
  o.source AS source, o.id AS organization_id, e.id AS estate_id, h.id AS missing_link_id
