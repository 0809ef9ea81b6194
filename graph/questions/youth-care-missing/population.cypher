MATCH (c:Community)
WHERE c.listed
RETURN c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  count(*) AS asked_about, 0 AS excluded
UNION ALL
MATCH (s:Subdistrict)
WHERE s.listed
RETURN s.subdistrict AS subdistrict, s.code AS community_code, s.community AS community,
  count(*) AS asked_about, 0 AS excluded
