// Organizations seated in a community, on a line that its leading organization neither heads nor
// co-manages. A row for each unit and superior of one; the runner folds them.
MATCH (o:PartyOrganization)-[:SEATED_IN]->(c:Community)
WHERE o.listed AND o.kind IN ['branch', 'joint_branch', 'general_branch', 'committee']
  AND EXISTS { MATCH (c)<-[:LEADS]-(:PartyOrganization) }
  AND NOT EXISTS { MATCH (o)-[:SUBORDINATE_TO*0..10]->(:PartyOrganization)-[:LEADS]->(c) }
  AND NOT EXISTS { MATCH (o)-[:SUBORDINATE_TO*0..10]->(:PartyOrganization)
                         -[d:DUAL_MANAGED_BY]->(:PartyOrganization)-[:LEADS]->(c)
                   WHERE d.in_force }
WITH DISTINCT o, c
OPTIONAL MATCH (o)-[:ESTABLISHED_IN]->(u:Unit|GovernanceBody)
OPTIONAL MATCH (o)-[:SUBORDINATE_TO]->(s:PartyOrganization)
RETURN
  CASE
    WHEN EXISTS { MATCH (o)-[:SUBORDINATE_TO*0..10]->(:PartyOrganization)
                        -[d:DUAL_MANAGED_BY]->(:PartyOrganization)-[:LEADS]->(c)
                  WHERE d.in_force IS NULL } THEN 'unknown'
    WHEN 'SUBORDINATE_TO' IN c.asked AND 'DUAL_MANAGED_BY' IN c.asked THEN 'gap'
    ELSE 'unknown'
  END AS state,
  c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  o.name AS branch, u.name AS unit, s.name AS superior, o.members AS members, o.source AS source,
  o.id AS branch_id, u.id AS unit_id, s.id AS superior_id
