MATCH (m:MassOrganization)
WHERE m.listed
RETURN m.subdistrict AS subdistrict, m.community_code AS community_code, m.community AS community,
  count(*) AS asked_about, 0 AS excluded
