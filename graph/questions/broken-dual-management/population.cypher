MATCH (b:PartyOrganization)-[d:DUAL_MANAGED_BY]->(t:PartyOrganization)
WHERE coalesce(d.in_force, true)
RETURN
  CASE WHEN b.community IS NULL THEN t.subdistrict ELSE b.subdistrict END AS subdistrict,
  CASE WHEN b.community IS NULL THEN t.community_code ELSE b.community_code END AS community_code,
  coalesce(b.community, t.community) AS community,
  count(*) AS asked_about, 0 AS excluded
