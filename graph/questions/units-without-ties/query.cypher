// Units seated in a community without a tie of co-construction in force, their own or that of a
// Party organization in them. A row for each such organization; the runner folds them.
MATCH (u:Unit)-[:SEATED_IN]->(c:Community)
WHERE u.listed
  AND NOT EXISTS { MATCH (u)-[:OFFERS|DEMANDS]->() }
  AND NOT EXISTS { MATCH (u)-[k:TAKES_PART_IN|CLAIMS]->() WHERE k.in_force }
  AND NOT EXISTS { MATCH (u)<-[:ESTABLISHED_IN]-(:PartyOrganization)-[:OFFERS|DEMANDS]->() }
  AND NOT EXISTS { MATCH (u)<-[:ESTABLISHED_IN]-(:PartyOrganization)-[k:TAKES_PART_IN|CLAIMS]->()
                   WHERE k.in_force }
WITH DISTINCT u, c
OPTIONAL MATCH (u)<-[:ESTABLISHED_IN]-(o:PartyOrganization)
RETURN
  CASE
    WHEN EXISTS { MATCH (u)-[k:TAKES_PART_IN|CLAIMS]->() WHERE k.in_force IS NULL } THEN 'unknown'
    WHEN EXISTS { MATCH (u)<-[:ESTABLISHED_IN]-(:PartyOrganization)-[k:TAKES_PART_IN|CLAIMS]->()
                  WHERE k.in_force IS NULL } THEN 'unknown'
    WHEN 'TAKES_PART_IN' IN c.asked OR 'OFFERS' IN c.asked OR 'DEMANDS' IN c.asked
      OR 'CLAIMS' IN c.asked THEN 'gap'
    ELSE 'unknown'
  END AS state,
  c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  u.name AS unit, u.nature AS nature, o.name AS party_organization, u.source AS source,
  u.id AS unit_id, o.id AS party_organization_id
