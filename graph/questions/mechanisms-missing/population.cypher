MATCH (c:Community)
WHERE c.listed
WITH c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  EXISTS { MATCH (c)<-[:LEADS]-(:PartyOrganization) } AS led
RETURN subdistrict, community_code, community,
  sum(CASE WHEN led THEN 1 ELSE 0 END) AS asked_about,
  sum(CASE WHEN led THEN 0 ELSE 1 END) AS excluded
