MATCH (e:Estate)
WHERE e.listed
RETURN e.subdistrict AS subdistrict, e.community_code AS community_code, e.community AS community,
  count(*) AS asked_about, 0 AS excluded
