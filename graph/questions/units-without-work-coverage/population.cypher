MATCH (u:Unit)-[:SEATED_IN]->(c:Community)
WHERE u.listed
WITH DISTINCT u, c
RETURN c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  count(*) AS asked_about, 0 AS excluded
