// Demands and offers that nobody claims, projects past their end. A row for each organization that
// demands, offers or takes part; the runner folds them.
MATCH (d:Demand)
WHERE d.listed AND NOT EXISTS { MATCH (d)<-[k:CLAIMS]-() WHERE k.in_force }
OPTIONAL MATCH (d)-[:IN_COMMUNITY]->(c:Community)
OPTIONAL MATCH (d)<-[:DEMANDS]-(o)
RETURN
  CASE
    WHEN EXISTS { MATCH (d)<-[k:CLAIMS]-() WHERE k.in_force IS NULL } THEN 'unknown'
    WHEN 'CLAIMS' IN c.asked THEN 'gap'
    ELSE 'unknown'
  END AS state,
  d.subdistrict AS subdistrict, d.community_code AS community_code, d.community AS community,
  'demand' AS kind, d.name AS name, o.name AS owner, d.since AS since, d.source AS source,
  d.id AS thing_id, o.id AS owner_id
UNION ALL
MATCH (f:Offer)
WHERE f.listed AND NOT EXISTS { MATCH (f)<-[k:CLAIMS]-() WHERE k.in_force }
OPTIONAL MATCH (f)-[:IN_COMMUNITY]->(c:Community)
OPTIONAL MATCH (f)<-[:OFFERS]-(o)
RETURN
  CASE
    WHEN EXISTS { MATCH (f)<-[k:CLAIMS]-() WHERE k.in_force IS NULL } THEN 'unknown'
    WHEN 'CLAIMS' IN c.asked THEN 'gap'
    ELSE 'unknown'
  END AS state,
  f.subdistrict AS subdistrict, f.community_code AS community_code, f.community AS community,
  'offer' AS kind, f.name AS name, o.name AS owner, f.since AS since, f.source AS source,
  f.id AS thing_id, o.id AS owner_id
UNION ALL
MATCH (p:Project)
WHERE p.listed AND coalesce(p.status, '') <> 'done' AND coalesce(p.ended, true)
OPTIONAL MATCH (p)<-[k:TAKES_PART_IN]-(o) WHERE k.in_force
RETURN
  CASE WHEN p.ended AND p.status IS NOT NULL THEN 'gap' ELSE 'unknown' END AS state,
  p.subdistrict AS subdistrict, p.community_code AS community_code, p.community AS community,
  'project' AS kind, p.name AS name, o.name AS owner, p.since AS since, p.source AS source,
  p.id AS thing_id, o.id AS owner_id
