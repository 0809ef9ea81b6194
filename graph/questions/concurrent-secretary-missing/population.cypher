MATCH (c:Community)
WHERE c.listed
WITH c, EXISTS { MATCH (c)<-[:LEADS]-(:PartyOrganization) }
    AND EXISTS { MATCH (c)<-[:SERVES]-(w:GovernanceBody) WHERE w.kind = 'workstation' } AS both
RETURN c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  sum(CASE WHEN both THEN 1 ELSE 0 END) AS asked_about,
  sum(CASE WHEN both THEN 0 ELSE 1 END) AS excluded
