// Two-new units that have a Party organization, and not all three mass organizations.
MATCH (u:Unit)
WHERE u.listed AND u.sector IS NOT NULL
  AND EXISTS { MATCH (u)<-[:ESTABLISHED_IN]-(:PartyOrganization) }
OPTIONAL MATCH (u)-[:IN_COMMUNITY]->(c:Community)
WITH u,
  CASE
    WHEN EXISTS { MATCH (u)<-[:ESTABLISHED_IN]-(m:MassOrganization)
                  WHERE m.kind = 'trade_union' } THEN 'yes'
    WHEN 'SERVES.MassOrganization.trade_union' IN c.asked THEN 'no'
    ELSE 'unknown'
  END AS workers,
  CASE
    WHEN EXISTS { MATCH (u)<-[:ESTABLISHED_IN]-(m:MassOrganization)
                  WHERE m.kind = 'youth_league' } THEN 'yes'
    WHEN 'SERVES.MassOrganization.youth_league' IN c.asked THEN 'no'
    ELSE 'unknown'
  END AS league,
  CASE
    WHEN EXISTS { MATCH (u)<-[:ESTABLISHED_IN]-(m:MassOrganization)
                  WHERE m.kind = 'womens_organization' } THEN 'yes'
    WHEN 'SERVES.MassOrganization.womens_organization' IN c.asked THEN 'no'
    ELSE 'unknown'
  END AS women
WHERE NOT (workers = 'yes' AND league = 'yes' AND women = 'yes')
RETURN
  CASE WHEN 'no' IN [workers, league, women] THEN 'gap' ELSE 'unknown' END AS state,
  u.subdistrict AS subdistrict, u.community_code AS community_code, u.community AS community,
  u.name AS unit, u.sector AS sector, workers AS `union`, league, women, u.source AS source,
  u.id AS unit_id
