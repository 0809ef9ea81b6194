MATCH (x:Demand|Offer|Project)
WHERE x.listed
RETURN x.subdistrict AS subdistrict, x.community_code AS community_code, x.community AS community,
  count(*) AS asked_about, 0 AS excluded
