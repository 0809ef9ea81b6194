MATCH (b:Building)
WHERE b.listed
WITH b.subdistrict AS subdistrict, b.community_code AS community_code, b.community AS community,
  coalesce(b.building_use, '') = 'non_residential' AS out
RETURN subdistrict, community_code, community,
  sum(CASE WHEN out THEN 0 ELSE 1 END) AS asked_about,
  sum(CASE WHEN out THEN 1 ELSE 0 END) AS excluded
