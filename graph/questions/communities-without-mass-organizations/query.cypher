// Communities that not all three mass organizations serve.
MATCH (c:Community)
WHERE c.listed
WITH c,
  CASE
    WHEN EXISTS { MATCH (c)<-[:SERVES]-(m:MassOrganization)
                  WHERE m.kind = 'trade_union' } THEN 'yes'
    WHEN 'SERVES.MassOrganization.trade_union' IN c.asked THEN 'no'
    ELSE 'unknown'
  END AS workers,
  CASE
    WHEN EXISTS { MATCH (c)<-[:SERVES]-(m:MassOrganization)
                  WHERE m.kind = 'youth_league' } THEN 'yes'
    WHEN 'SERVES.MassOrganization.youth_league' IN c.asked THEN 'no'
    ELSE 'unknown'
  END AS league,
  CASE
    WHEN EXISTS { MATCH (c)<-[:SERVES]-(m:MassOrganization)
                  WHERE m.kind = 'womens_organization' } THEN 'yes'
    WHEN 'SERVES.MassOrganization.womens_organization' IN c.asked THEN 'no'
    ELSE 'unknown'
  END AS women
WHERE NOT (workers = 'yes' AND league = 'yes' AND women = 'yes')
RETURN
  CASE WHEN 'no' IN [workers, league, women] THEN 'gap' ELSE 'unknown' END AS state,
  c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  workers AS `union`, league, women, c.source AS source, c.id AS community_id
