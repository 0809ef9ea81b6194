MATCH (o:GovernanceBody)
WHERE o.listed AND o.kind = 'property_office'
RETURN o.subdistrict AS subdistrict, o.community_code AS community_code, o.community AS community,
  count(*) AS asked_about, 0 AS excluded
