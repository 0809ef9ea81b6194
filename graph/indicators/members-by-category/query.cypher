// The members of each category that rosters state, with the place they are stated for.
MATCH (n:Count)-[:COUNTED_IN]->(p:Community)
WHERE n.measure = 'members' AND n.value IS NOT NULL
  AND n.category IN ['relation_in_community', 'resident_unit', 'living_here']
RETURN n.subdistrict AS subdistrict, n.community_code AS community_code, n.community AS community,
  'community' AS level, n.period AS period, n.category AS category, n.value AS value,
  n.qualifier AS qualifier, n.id AS id, p.id AS place_id
UNION ALL
MATCH (n:Count)-[:COUNTED_IN]->(p:Subdistrict)
WHERE n.measure = 'members' AND n.value IS NOT NULL
  AND n.category IN ['relation_in_community', 'resident_unit', 'living_here']
RETURN n.subdistrict AS subdistrict, n.community_code AS community_code, n.community AS community,
  'subdistrict' AS level, n.period AS period, n.category AS category, n.value AS value,
  n.qualifier AS qualifier, n.id AS id, p.id AS place_id
UNION ALL
MATCH (n:Count)-[:COUNTED_IN]->(p:District)
WHERE n.measure = 'members' AND n.value IS NOT NULL
  AND n.category IN ['relation_in_community', 'resident_unit', 'living_here']
RETURN n.subdistrict AS subdistrict, n.community_code AS community_code, n.community AS community,
  'district' AS level, n.period AS period, n.category AS category, n.value AS value,
  n.qualifier AS qualifier, n.id AS id, p.id AS place_id
