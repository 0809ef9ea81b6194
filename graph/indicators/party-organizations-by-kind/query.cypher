// Communities by the kind that leads them (the highest of several), and organizations by kind.
MATCH (c:Community)
WHERE c.listed
RETURN c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  'communities_led_by' AS figure,
  CASE
    WHEN EXISTS { MATCH (c)<-[:LEADS]-(o:PartyOrganization) WHERE o.kind = 'committee' }
      THEN 'committee'
    WHEN EXISTS { MATCH (c)<-[:LEADS]-(o:PartyOrganization) WHERE o.kind = 'general_branch' }
      THEN 'general_branch'
    WHEN EXISTS { MATCH (c)<-[:LEADS]-(o:PartyOrganization)
                  WHERE NOT o.kind IN ['branch', 'joint_branch'] } THEN 'other'
    WHEN EXISTS { MATCH (c)<-[:LEADS]-(o:PartyOrganization) WHERE o.kind IS NULL } THEN 'unknown'
    WHEN EXISTS { MATCH (c)<-[:LEADS]-(o:PartyOrganization) } THEN 'branch'
    WHEN 'LEADS' IN c.asked THEN 'none'
    ELSE 'unknown'
  END AS category,
  1 AS value
UNION ALL
MATCH (o:PartyOrganization)
WHERE o.listed
RETURN o.subdistrict AS subdistrict, o.community_code AS community_code, o.community AS community,
  'organizations' AS figure, coalesce(o.kind, 'unknown') AS category, count(*) AS value
