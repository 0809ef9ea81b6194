// Dual managements in force, or perhaps so, with a problem; and circles of superiors. `problem` is
// a list: each item ends in "; " (the runner takes off the last one). A row for each member of a
// circle, called by the smallest of their ids; the runner folds them.
MATCH (b:PartyOrganization)-[d:DUAL_MANAGED_BY]->(t:PartyOrganization)
WHERE coalesce(d.in_force, true)
OPTIONAL MATCH (t)-[:IN_COMMUNITY]->(c:Community)
WITH b, d, t, coalesce('LEADS' IN c.asked, false) AS asked,
  EXISTS { MATCH (b)-[:SUBORDINATE_TO*0..10]->(above:PartyOrganization) WHERE above.id = t.id }
    OR EXISTS { MATCH (t)-[:SUBORDINATE_TO*0..10]->(above:PartyOrganization)
                WHERE above.id = b.id } AS same_line,
  EXISTS { MATCH (t)-[:LEADS]->(:Community) } AS leads,
  EXISTS { MATCH (b)-[:SEATED_IN]->(:Community) } AS seated,
  EXISTS { MATCH (b)-[:SEATED_IN]->(:Community)<-[:LEADS]-(t) } AS at_home
WITH b, d, t,
  d.in_force IS NOT NULL AND (same_line OR (leads AND seated AND NOT at_home)
                              OR (asked AND NOT leads)) AS definite,
  CASE WHEN same_line THEN 'same_line; ' ELSE '' END
  + CASE WHEN leads AND seated AND NOT at_home THEN 'seated_elsewhere; ' ELSE '' END
  + CASE WHEN leads THEN '' ELSE 'leads_none; ' END
  + CASE WHEN leads AND NOT seated THEN 'seat_unknown; ' ELSE '' END AS problem
WHERE problem <> ''
RETURN
  CASE WHEN definite THEN 'gap' ELSE 'unknown' END AS state,
  CASE WHEN b.community IS NULL THEN t.subdistrict ELSE b.subdistrict END AS subdistrict,
  CASE WHEN b.community IS NULL THEN t.community_code ELSE b.community_code END AS community_code,
  coalesce(b.community, t.community) AS community,
  b.name AS branch, problem, d.source AS source,
  d.id AS record_id, b.id AS branch_id, t.id AS territorial_organization_id
UNION ALL
MATCH (m:PartyOrganization)-[:SUBORDINATE_TO*1..10]->(m)
WITH DISTINCT m
MATCH (m)-[:SUBORDINATE_TO*1..10]->(n:PartyOrganization)
WHERE EXISTS { MATCH (n)-[:SUBORDINATE_TO*1..10]->(x:PartyOrganization) WHERE x.id = m.id }
WITH m, min(n.id) AS smallest
MATCH (first:PartyOrganization)
WHERE first.id = smallest
RETURN 'gap' AS state,
  first.subdistrict AS subdistrict, first.community_code AS community_code,
  first.community AS community,
  m.name AS branch, 'cycle; ' AS problem, first.source AS source,
  first.id AS record_id, m.id AS branch_id,
  CASE WHEN false THEN '' END AS territorial_organization_id
