MATCH (o:PartyOrganization)-[:SEATED_IN]->(c:Community)
WHERE o.listed AND o.kind IN ['branch', 'joint_branch', 'general_branch', 'committee']
WITH DISTINCT o, c, EXISTS { MATCH (c)<-[:LEADS]-(:PartyOrganization) } AS led
RETURN c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  sum(CASE WHEN led THEN 1 ELSE 0 END) AS asked_about,
  sum(CASE WHEN led THEN 0 ELSE 1 END) AS excluded
