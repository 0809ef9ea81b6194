// Estates whose owners' committees and building leaders are members or officials in fewer than 6 of
// 10 cases. Each post of an estate counts once: the second part leaves out those of the first. Posts of
// a former term do not count.
MATCH (e:Estate)
WHERE e.listed
OPTIONAL MATCH (e)<-[:SERVES]-(o:GovernanceBody)<-[:POST_IN]-(p:Post)
WHERE o.kind = 'owners_committee' AND p.filled
  AND NOT coalesce(p.term, '') IN ['上一届', '上届']
WITH e, count(DISTINCT p.id) AS posts1,
  count(DISTINCT CASE WHEN p.affiliation IN ['member', 'official', 'member_and_official', 'neither']
                      THEN p.id END) AS known1,
  count(DISTINCT CASE WHEN p.affiliation IN ['member', 'official', 'member_and_official']
                      THEN p.id END) AS members1
OPTIONAL MATCH (e)<-[:PART_OF]-(:Building)<-[:RESPONSIBLE_FOR]-(q:Post)
WHERE q.kind = 'building_leader' AND q.filled
  AND NOT coalesce(q.term, '') IN ['上一届', '上届']
  AND NOT EXISTS { MATCH (q)-[:POST_IN]->(o:GovernanceBody)-[:SERVES]->(e)
                   WHERE o.kind = 'owners_committee' }
WITH e, posts1, known1, members1, count(DISTINCT q.id) AS posts2,
  count(DISTINCT CASE WHEN q.affiliation IN ['member', 'official', 'member_and_official', 'neither']
                      THEN q.id END) AS known2,
  count(DISTINCT CASE WHEN q.affiliation IN ['member', 'official', 'member_and_official']
                      THEN q.id END) AS members2
WITH e, posts1 + posts2 AS posts, known1 + known2 AS known,
  members1 + members2 AS members_or_officials
WHERE known > 0 AND members_or_officials * 10 < known * 6
RETURN 'gap' AS state,
  e.subdistrict AS subdistrict, e.community_code AS community_code, e.community AS community,
  e.name AS estate, posts, known, members_or_officials, e.source AS source, e.id AS estate_id
