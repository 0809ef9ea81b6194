// The shares that rosters state for districts, subdistricts and communities, and the posts of
// leaders of which the education is known. (No expression stands twice in a
// branch of the UNION: Ladybug then mixes up the columns.)
MATCH (n:Count)-[:COUNTED_IN]->(p:District)
WHERE n.measure = 'leadership_college_share' AND n.value IS NOT NULL
RETURN DISTINCT n.subdistrict AS subdistrict, n.community_code AS community_code,
  n.community AS community, 'district' AS level, p.id AS place_id, n.id AS id,
  n.category AS category, n.period AS period, n.value AS value, n.qualifier AS qualifier
UNION ALL
MATCH (n:Count)-[:COUNTED_IN]->(p:Subdistrict)
WHERE n.measure = 'leadership_college_share' AND n.value IS NOT NULL
RETURN DISTINCT n.subdistrict AS subdistrict, n.community_code AS community_code,
  n.community AS community, 'subdistrict' AS level, p.id AS place_id, n.id AS id,
  n.category AS category, n.period AS period, n.value AS value, n.qualifier AS qualifier
UNION ALL
MATCH (n:Count)-[:COUNTED_IN]->(p:Community)
WHERE n.measure = 'leadership_college_share' AND n.value IS NOT NULL
RETURN DISTINCT n.subdistrict AS subdistrict, n.community_code AS community_code,
  n.community AS community, 'community' AS level, p.id AS place_id, n.id AS id,
  n.category AS category, n.period AS period, n.value AS value, n.qualifier AS qualifier
UNION ALL
MATCH (t:Post)-[:POST_IN]->(o:PartyOrganization)-[:LEADS]->(c:Community)
WHERE t.listed AND t.filled AND t.education IS NOT NULL
  AND t.kind IN ['secretary', 'deputy_secretary', 'committee_member']
RETURN DISTINCT t.subdistrict AS subdistrict, t.community_code AS community_code,
  t.community AS community, 'post' AS level, o.id AS place_id, t.id AS id,
  t.term AS category, '' AS period,
  CASE WHEN t.education = 'college_or_above' THEN 1.0 ELSE 0.0 END AS value,
  'exact' AS qualifier
