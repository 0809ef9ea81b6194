// Property offices without a Party organization in them or in a company that operates them. A row
// for each company; the runner folds them.
MATCH (o:GovernanceBody)
WHERE o.listed AND o.kind = 'property_office'
  AND NOT EXISTS { MATCH (o)<-[:ESTABLISHED_IN]-(:PartyOrganization) }
  AND NOT EXISTS { MATCH (o)-[:OPERATED_BY]->(:Unit)<-[:ESTABLISHED_IN]-(:PartyOrganization) }
OPTIONAL MATCH (o)-[:IN_COMMUNITY]->(c:Community)
OPTIONAL MATCH (o)-[:OPERATED_BY]->(u:Unit)
RETURN
  CASE
    WHEN EXISTS { MATCH (o)-[:OPERATED_BY]->(y:Unit)
                  WHERE y.has_party_organization IN ['yes', 'unknown'] } THEN 'unknown'
    WHEN 'ESTABLISHED_IN.Unit' IN c.asked THEN 'gap'
    WHEN EXISTS { MATCH (o)-[:OPERATED_BY]->(n:Unit)
                  WHERE n.has_party_organization = 'no' } THEN 'gap'
    ELSE 'unknown'
  END AS state,
  o.subdistrict AS subdistrict, o.community_code AS community_code, o.community AS community,
  o.name AS office, u.name AS company,
  CASE
    WHEN EXISTS { MATCH (o)-[:OPERATED_BY]->(i:Unit) WHERE i.instructor } THEN 'yes'
    WHEN u.id IS NULL THEN 'unknown'
    WHEN EXISTS { MATCH (o)-[:OPERATED_BY]->(b:Unit) WHERE b.instructor IS NULL } THEN 'unknown'
    ELSE 'no'
  END AS instructor,
  o.source AS source, o.id AS office_id, u.id AS company_id
