MATCH (p:Community|Subdistrict)
WHERE p.listed
RETURN p.subdistrict AS subdistrict, p.community_code AS community_code, p.community AS community,
  count(*) AS asked_about, 0 AS excluded
