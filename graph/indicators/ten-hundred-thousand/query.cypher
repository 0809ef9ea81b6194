// What the four targets count: model organizations and new volunteers as rosters state them, and
// posts: 1 where a member or official holds it, 0 where not, null where that is not known. Those of a
// former term do not count. (No expression stands twice in a
// branch of the UNION: Ladybug then mixes up the columns.)
MATCH (n:Count)-[:COUNTED_IN]->(p:Community)
WHERE n.measure IN ['model_organizations', 'new_volunteers'] AND n.value IS NOT NULL
RETURN n.subdistrict AS subdistrict, n.community_code AS community_code, n.community AS community,
  n.measure AS category, 'community' AS level, n.period AS period, n.value AS value,
  n.qualifier AS qualifier, n.id AS id
UNION ALL
MATCH (n:Count)-[:COUNTED_IN]->(p:Subdistrict)
WHERE n.measure IN ['model_organizations', 'new_volunteers'] AND n.value IS NOT NULL
RETURN n.subdistrict AS subdistrict, n.community_code AS community_code, n.community AS community,
  n.measure AS category, 'subdistrict' AS level, n.period AS period, n.value AS value,
  n.qualifier AS qualifier, n.id AS id
UNION ALL
MATCH (n:Count)-[:COUNTED_IN]->(p:District)
WHERE n.measure IN ['model_organizations', 'new_volunteers'] AND n.value IS NOT NULL
RETURN n.subdistrict AS subdistrict, n.community_code AS community_code, n.community AS community,
  n.measure AS category, 'district' AS level, n.period AS period, n.value AS value,
  n.qualifier AS qualifier, n.id AS id
UNION ALL
MATCH (t:Post)
WHERE t.listed AND t.kind = 'building_leader'
  AND NOT coalesce(t.term, '') IN ['上一届', '上届']
RETURN t.subdistrict AS subdistrict, t.community_code AS community_code, t.community AS community,
  'building_leader_posts' AS category, 'post' AS level, '' AS period,
  CASE
    WHEN NOT t.filled OR t.affiliation = 'neither' THEN 0.0
    WHEN t.filled AND t.affiliation IN ['member', 'official', 'member_and_official'] THEN 1.0
  END AS value,
  'exact' AS qualifier, t.id AS id
UNION ALL
MATCH (t:Post)-[:POST_IN]->(b:GovernanceBody)
WHERE t.listed AND b.kind = 'owners_committee'
  AND NOT coalesce(t.term, '') IN ['上一届', '上届']
RETURN DISTINCT t.subdistrict AS subdistrict, t.community_code AS community_code,
  t.community AS community, 'owners_committee_posts' AS category, 'post' AS level,
  '' AS period,
  CASE
    WHEN NOT t.filled OR t.affiliation = 'neither' THEN 0.0
    WHEN t.filled AND t.affiliation IN ['member', 'official', 'member_and_official'] THEN 1.0
  END AS value,
  'exact' AS qualifier, t.id AS id
