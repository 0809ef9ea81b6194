MATCH (u:Unit)
WHERE u.listed AND u.sector IS NOT NULL
  AND EXISTS { MATCH (u)<-[:ESTABLISHED_IN]-(:PartyOrganization) }
RETURN u.subdistrict AS subdistrict, u.community_code AS community_code, u.community AS community,
  count(*) AS asked_about, 0 AS excluded
