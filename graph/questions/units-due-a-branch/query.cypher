// Units without a Party organization that have, or may have, three full members. `reason` is a list:
// each item ends in "; " (the runner takes off the last one).
MATCH (u:Unit)
WHERE u.listed AND coalesce(u.full_members, u.members, 3) >= 3
  AND NOT EXISTS { MATCH (u)<-[:ESTABLISHED_IN]-(:PartyOrganization) }
OPTIONAL MATCH (u)-[:IN_COMMUNITY]->(c:Community)
WITH u, coalesce(u.full_members, u.members) AS members,
  CASE
    WHEN coalesce(u.full_members, u.members) IS NULL THEN 'members_unknown; '
    WHEN u.has_party_organization = 'no' THEN ''
    WHEN u.has_party_organization = 'yes' THEN 'stated_yes; '
    WHEN u.has_party_organization = 'unknown' THEN 'not_answered; '
    WHEN 'ESTABLISHED_IN.Unit' IN c.asked THEN ''
    ELSE 'not_asked; '
  END AS open
RETURN
  CASE WHEN open = '' THEN 'gap' ELSE 'unknown' END AS state,
  u.subdistrict AS subdistrict, u.community_code AS community_code, u.community AS community,
  u.name AS unit, u.uscc AS uscc, u.nature AS nature, members, u.employees AS employees,
  CASE WHEN u.reason IS NULL THEN '' ELSE u.reason + '; ' END
    + CASE WHEN u.full_members IS NULL AND u.members IS NOT NULL
           THEN 'all_members_counted; ' ELSE '' END
    + open AS reason,
  u.source AS source, u.id AS unit_id
