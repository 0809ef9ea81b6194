// What --community and --subdistrict may name.
MATCH (c:Community)
RETURN c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community
UNION ALL
MATCH (s:Subdistrict)
RETURN s.name AS subdistrict, s.code AS community_code, s.community AS community
