// Subdistricts and communities that no youth-care team serves.
MATCH (c:Community)
WHERE c.listed
  AND NOT EXISTS { MATCH (c)<-[:SERVES]-(t:Team) WHERE t.kind = 'youth_care' }
RETURN
  CASE WHEN 'SERVES.Team.youth_care' IN c.asked THEN 'gap' ELSE 'unknown' END AS state,
  c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  'community' AS level, c.name AS name, c.source AS source, c.id AS place_id
UNION ALL
MATCH (s:Subdistrict)
WHERE s.listed
  AND NOT EXISTS { MATCH (s)<-[:SERVES]-(t:Team) WHERE t.kind = 'youth_care' }
RETURN
  CASE
    WHEN EXISTS { MATCH (s)<-[:PART_OF]-(c:Community)
                  WHERE 'SERVES.Team.youth_care' IN c.asked } THEN 'gap'
    ELSE 'unknown'
  END AS state,
  s.subdistrict AS subdistrict, s.code AS community_code, s.community AS community,
  'subdistrict' AS level, s.name AS name, s.source AS source, s.id AS place_id
