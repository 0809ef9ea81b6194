// What the four targets count: model organizations and new volunteers as rosters state them, and
// the posts of members and officials. (No expression stands twice in a
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
WHERE t.listed AND t.filled AND t.kind = 'building_leader'
  AND t.affiliation IN ['member', 'official', 'member_and_official']
RETURN t.subdistrict AS subdistrict, t.community_code AS community_code, t.community AS community,
  'building_leader_posts' AS category, 'post' AS level, '' AS period, 1.0 AS value,
  'exact' AS qualifier, t.id AS id
UNION ALL
MATCH (t:Post)-[:POST_IN]->(b:GovernanceBody)
WHERE t.listed AND t.filled AND b.kind = 'owners_committee'
  AND t.affiliation IN ['member', 'official', 'member_and_official']
RETURN DISTINCT t.subdistrict AS subdistrict, t.community_code AS community_code,
  t.community AS community, 'owners_committee_posts' AS category, 'post' AS level,
  '' AS period, 1.0 AS value, 'exact' AS qualifier, t.id AS id
