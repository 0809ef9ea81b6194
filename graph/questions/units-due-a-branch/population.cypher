MATCH (u:Unit)
WHERE u.listed AND coalesce(u.full_members, u.members, 3) >= 3
RETURN u.subdistrict AS subdistrict, u.community_code AS community_code, u.community AS community,
  count(*) AS asked_about, 0 AS excluded
