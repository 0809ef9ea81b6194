MATCH (p:Post)
WHERE p.listed AND NOT coalesce(p.term, '') IN ['上一届', '上届']
RETURN p.subdistrict AS subdistrict, p.community_code AS community_code, p.community AS community,
  count(*) AS asked_about, 0 AS excluded
