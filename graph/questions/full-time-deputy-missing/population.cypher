MATCH (o:PartyOrganization)-[:LEADS]->(c:Community)
WHERE o.listed AND c.listed AND o.kind IN ['committee', 'general_branch']
WITH DISTINCT o, c
RETURN c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  count(*) AS asked_about, 0 AS excluded
