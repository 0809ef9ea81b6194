MATCH (s:Street)
WHERE s.listed
RETURN s.subdistrict AS subdistrict, s.community_code AS community_code, s.community AS community,
  count(*) AS asked_about, 0 AS excluded
UNION ALL
MATCH (b:Building)
WHERE b.listed AND NOT EXISTS { MATCH (b)-[:PART_OF]->(:Estate) }
RETURN b.subdistrict AS subdistrict, b.community_code AS community_code, b.community AS community,
  count(*) AS asked_about, 0 AS excluded
