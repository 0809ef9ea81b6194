// Communities whose secretary (of the leading organization) and head of the workstation are not one
// person. A row for each two posts; the runner folds them. Posts of a former term do not count.
MATCH (c:Community)
WHERE c.listed
  AND EXISTS { MATCH (c)<-[:LEADS]-(:PartyOrganization) }
  AND EXISTS { MATCH (c)<-[:SERVES]-(w:GovernanceBody) WHERE w.kind = 'workstation' }
  AND NOT EXISTS { MATCH (c)<-[:LEADS]-(:PartyOrganization)<-[:POST_IN]-(s:Post)
                         -[:CONCURRENT_WITH]-(h:Post)-[:POST_IN]->(w:GovernanceBody)-[:SERVES]->(c)
                   WHERE s.kind = 'secretary' AND NOT coalesce(s.term, '') IN ['上一届', '上届']
                     AND h.kind = 'head' AND NOT coalesce(h.term, '') IN ['上一届', '上届']
                     AND w.kind = 'workstation' }
OPTIONAL MATCH (c)<-[:LEADS]-(:PartyOrganization)<-[:POST_IN]-(s:Post)
WHERE s.kind = 'secretary' AND NOT coalesce(s.term, '') IN ['上一届', '上届']
OPTIONAL MATCH (c)<-[:SERVES]-(w:GovernanceBody)<-[:POST_IN]-(h:Post)
WHERE w.kind = 'workstation' AND h.kind = 'head' AND NOT coalesce(h.term, '') IN ['上一届', '上届']
RETURN
  CASE
    WHEN EXISTS { MATCH (c)<-[:LEADS]-(:PartyOrganization)<-[:POST_IN]-(s1:Post)
                  WHERE s1.kind = 'secretary' AND s1.filled IS NULL
                    AND NOT coalesce(s1.term, '') IN ['上一届', '上届'] } THEN 'unknown'
    WHEN EXISTS { MATCH (c)<-[:SERVES]-(w1:GovernanceBody)<-[:POST_IN]-(h1:Post)
                  WHERE w1.kind = 'workstation' AND h1.kind = 'head' AND h1.filled IS NULL
                    AND NOT coalesce(h1.term, '') IN ['上一届', '上届'] } THEN 'unknown'
    WHEN s.id IS NULL AND NOT coalesce('POST_IN' IN c.asked, false)
      AND NOT coalesce('POST_IN.secretary' IN c.asked, false) THEN 'unknown'
    WHEN h.id IS NULL AND NOT coalesce('POST_IN' IN c.asked, false)
      AND NOT coalesce('POST_IN.head' IN c.asked, false) THEN 'unknown'
    ELSE 'gap'
  END AS state,
  c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  s.name AS secretary_post, h.name AS head_post, c.source AS source,
  c.id AS community_id, s.id AS secretary_post_id, h.id AS head_post_id
