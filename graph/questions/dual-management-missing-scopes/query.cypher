// Ties that are or may be in force and do not grant all three scopes. The community is that of the
// branch, else that of the territorial side.
MATCH (b:PartyOrganization)-[d:DUAL_MANAGED_BY]->(t:PartyOrganization)
WHERE d.in_force IS NULL
  OR (d.in_force AND NOT (coalesce(d.activities, false) AND coalesce(d.elections, false)
                          AND coalesce(d.decisions, false)))
RETURN
  CASE
    WHEN d.in_force AND (NOT coalesce(d.activities, true) OR NOT coalesce(d.elections, true)
                         OR NOT coalesce(d.decisions, true)) THEN 'gap'
    ELSE 'unknown'
  END AS state,
  CASE WHEN b.community IS NULL THEN t.subdistrict ELSE b.subdistrict END AS subdistrict,
  CASE WHEN b.community IS NULL THEN t.community_code ELSE b.community_code END AS community_code,
  coalesce(b.community, t.community) AS community,
  b.name AS branch, t.name AS territorial_organization,
  d.activities AS activities, d.elections AS elections, d.decisions AS decisions, d.since AS since,
  d.source AS source,
  d.id AS dual_management_id, b.id AS branch_id, t.id AS territorial_organization_id
