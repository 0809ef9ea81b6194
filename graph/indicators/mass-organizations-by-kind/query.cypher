// Mass organizations by kind and community, with their members and how these are qualified.
MATCH (m:MassOrganization)
WHERE m.listed
WITH m.subdistrict AS subdistrict, m.community_code AS community_code, m.community AS community,
  coalesce(m.kind, 'unknown') AS category, m.members AS members,
  EXISTS { MATCH (m)-[:ESTABLISHED_IN]->(u:Unit) WHERE u.sector IS NOT NULL } AS two_new,
  m.members IS NOT NULL AND 'members:at_least' IN m.qualifiers AS at_least,
  m.members IS NOT NULL AND 'members:about' IN m.qualifiers AS about
RETURN subdistrict, community_code, community, category, count(*) AS number,
  sum(CASE WHEN two_new THEN 1 ELSE 0 END) AS in_two_new,
  sum(coalesce(members, 0)) AS members,
  sum(CASE WHEN members IS NULL THEN 1 ELSE 0 END) AS members_not_stated,
  sum(CASE WHEN at_least THEN 1 ELSE 0 END) AS at_least,
  sum(CASE WHEN about THEN 1 ELSE 0 END) AS about
