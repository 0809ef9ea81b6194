// The teams with their people; those of them that serve a community of which the households are
// known, with that community; which kinds such a community was asked about; and the households of
// these communities. (No expression stands twice in a branch of the
// UNION: Ladybug then mixes up the columns.)
MATCH (t:Team)
WHERE t.listed
RETURN t.subdistrict AS subdistrict, t.community_code AS community_code, t.community AS community,
  t.id AS id, 'team' AS part, coalesce(t.kind, 'unknown') AS category, t.people AS people,
  '' AS place_id,
  CASE
    WHEN 'people:about' IN t.qualifiers THEN 'about'
    WHEN t.people IS NULL OR 'people:at_least' IN t.qualifiers THEN 'at_least'
    ELSE 'exact'
  END AS qualifier
UNION ALL
MATCH (t:Team)-[:SERVES]->(c:Community)
WHERE t.listed AND c.listed AND c.households IS NOT NULL
RETURN DISTINCT c.subdistrict AS subdistrict, c.community_code AS community_code,
  c.community AS community, t.id AS id, 'serving' AS part, coalesce(t.kind, 'unknown') AS category,
  t.people AS people, c.id AS place_id,
  CASE
    WHEN 'people:about' IN t.qualifiers THEN 'about'
    WHEN t.people IS NULL OR 'people:at_least' IN t.qualifiers THEN 'at_least'
    ELSE 'exact'
  END AS qualifier
UNION ALL
MATCH (c:Community)
WHERE c.listed AND c.households IS NOT NULL
UNWIND c.asked AS key
WITH c, key
WHERE key STARTS WITH 'SERVES.Team.'
RETURN c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  c.id AS id, 'asked' AS part, replace(key, 'SERVES.Team.', '') AS category, 0 AS people,
  '' AS place_id, 'exact' AS qualifier
UNION ALL
MATCH (c:Community)
WHERE c.listed AND c.households IS NOT NULL
RETURN c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  c.id AS id, 'community' AS part, 'households' AS category, c.households AS people,
  '' AS place_id, 'exact' AS qualifier
