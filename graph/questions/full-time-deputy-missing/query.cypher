// Leading committees and general branches without a full-time deputy secretary in office. Posts of
// a former term do not count.
MATCH (o:PartyOrganization)-[:LEADS]->(c:Community)
WHERE o.listed AND c.listed AND o.kind IN ['committee', 'general_branch']
  AND NOT EXISTS { MATCH (o)<-[:POST_IN]-(p:Post)
                   WHERE p.kind = 'deputy_secretary' AND p.filled AND p.full_time
                     AND NOT coalesce(p.term, '') IN ['上一届', '上届'] }
WITH DISTINCT o, c
RETURN
  CASE
    WHEN EXISTS { MATCH (o)<-[:POST_IN]-(p:Post)
                  WHERE p.kind = 'deputy_secretary' AND coalesce(p.filled, true)
                    AND coalesce(p.full_time, true)
                    AND NOT coalesce(p.term, '') IN ['上一届', '上届'] } THEN 'unknown'
    WHEN 'POST_IN' IN c.asked OR 'POST_IN.deputy_secretary' IN c.asked THEN 'gap'
    ELSE 'unknown'
  END AS state,
  c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  o.name AS organization, o.kind AS kind, o.source AS source,
  o.id AS organization_id, c.id AS community_id
