// Leading organizations of whose leadership posts no Unit nominated one. Posts of a former term do
// not count. The last two columns say what a list of all of them would: none, of no nature.
MATCH (o:PartyOrganization)-[:LEADS]->(c:Community)
WHERE o.listed AND c.listed
WITH DISTINCT o, c
MATCH (o)<-[:POST_IN]-(p:Post)
WHERE p.kind IN ['secretary', 'deputy_secretary', 'committee_member']
  AND NOT coalesce(p.term, '') IN ['上一届', '上届']
WITH o, c, p, EXISTS { MATCH (p)-[:NOMINATED_BY]->(:Unit) } AS outside
WITH o, c, count(DISTINCT p.id) AS seats,
  count(DISTINCT CASE WHEN outside THEN p.id END) AS outside_seats
WHERE outside_seats = 0
RETURN
  CASE WHEN 'NOMINATED_BY' IN c.asked THEN 'gap' ELSE 'unknown' END AS state,
  c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  o.name AS organization, seats, outside_seats, null AS natures, o.source AS source,
  o.id AS organization_id, c.id AS community_id
