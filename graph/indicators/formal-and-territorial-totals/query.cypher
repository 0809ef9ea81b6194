// The branches of each leading organization, formal or co-managed, with their members; `line` is
// open where a partial date leaves it open whether the dual management is in force, and none in a row
// for each leading organization, so that one without branches is there too. (No expression stands
// twice in a branch of the UNION: Ladybug then mixes up the columns.)
MATCH (l:PartyOrganization)-[:LEADS]->(c:Community)
RETURN c.subdistrict AS subdistrict, c.community_code AS community_code,
  c.community AS community, l.id AS organization_id, l.name AS organization, 'none' AS line,
  '' AS branch_id, 0 AS members, 'exact' AS qualifier
UNION ALL
MATCH (l:PartyOrganization)-[:LEADS]->(c:Community)
MATCH (b:PartyOrganization)-[:SUBORDINATE_TO*0..10]->(l)
WHERE b.listed AND b.kind IN ['branch', 'joint_branch']
RETURN DISTINCT c.subdistrict AS subdistrict, c.community_code AS community_code,
  c.community AS community, l.id AS organization_id, l.name AS organization, 'formal' AS line,
  b.id AS branch_id, b.members AS members,
  CASE
    WHEN 'members:about' IN b.qualifiers THEN 'about'
    WHEN 'members:at_least' IN b.qualifiers THEN 'at_least'
    ELSE 'exact'
  END AS qualifier
UNION ALL
MATCH (o:PartyOrganization)-[d:DUAL_MANAGED_BY]->(l:PartyOrganization)-[:LEADS]->(c:Community)
WHERE coalesce(d.in_force, true)
MATCH (b:PartyOrganization)-[:SUBORDINATE_TO*0..10]->(o)
WHERE b.listed AND b.kind IN ['branch', 'joint_branch']
RETURN DISTINCT c.subdistrict AS subdistrict, c.community_code AS community_code,
  c.community AS community, l.id AS organization_id, l.name AS organization,
  CASE WHEN d.in_force THEN 'dual' ELSE 'open' END AS line,
  b.id AS branch_id, b.members AS members,
  CASE
    WHEN 'members:about' IN b.qualifiers THEN 'about'
    WHEN 'members:at_least' IN b.qualifiers THEN 'at_least'
    ELSE 'exact'
  END AS qualifier
