MATCH (o:PartyOrganization)-[:LEADS]->(c:Community)
WHERE o.listed AND c.listed
  AND EXISTS { MATCH (o)<-[:POST_IN]-(p:Post)
               WHERE p.kind IN ['secretary', 'deputy_secretary', 'committee_member']
                 AND NOT coalesce(p.term, '') IN ['上一届', '上届'] }
WITH DISTINCT o, c
RETURN c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  count(*) AS asked_about, 0 AS excluded
