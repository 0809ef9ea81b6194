// Posts that are or may be vacant, and building leaders of more buildings than `most` (--span). Posts
// of a former term do not count. A row for each organization of one; the runner folds them.
WITH 5 AS most
MATCH (p:Post)
WHERE p.listed AND NOT coalesce(p.term, '') IN ['上一届', '上届']
OPTIONAL MATCH (p)-[:RESPONSIBLE_FOR]->(b:Building)
WHERE p.kind = 'building_leader'
WITH most, p, count(DISTINCT b.id) AS buildings
WITH most, p, CASE WHEN p.kind = 'building_leader' THEN buildings END AS span
WHERE NOT coalesce(p.filled, false) OR span > most
OPTIONAL MATCH (p)-[:POST_IN]->
  (o:PartyOrganization|Unit|GovernanceBody|MassOrganization|Team|ServiceCentre)
RETURN
  CASE WHEN NOT coalesce(p.filled, true) OR span > most THEN 'gap' ELSE 'unknown' END AS state,
  p.subdistrict AS subdistrict, p.community_code AS community_code, p.community AS community,
  p.name AS post, o.name AS organization, NOT p.filled AS vacant, span, p.source AS source,
  p.id AS post_id, o.id AS organization_id
