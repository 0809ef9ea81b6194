MATCH (u:Unit)
WHERE u.listed AND u.sector = 'social'
RETURN u.subdistrict AS subdistrict, u.community_code AS community_code, u.community AS community,
  count(*) AS asked_about, 0 AS excluded
