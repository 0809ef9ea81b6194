// Communities with their five teams, of which one is not known to have anybody. `missing` is a
// list: each item ends in "; " (the runner takes off the last one).
MATCH (c:Community)
WHERE c.listed
UNWIND ['members', 'workstation_staff', 'social_workers', 'volunteers', 'youth_care'] AS kind
OPTIONAL MATCH (c)<-[:SERVES]-(t:Team) WHERE t.kind = kind
WITH c, kind, count(t.people) AS stated, sum(t.people) AS people,
  max(CASE WHEN t.people = 0 THEN 0 WHEN t.id IS NOT NULL THEN 1 END) AS there
WITH c, kind, CASE WHEN stated > 0 THEN people END AS people,
  CASE
    WHEN there = 1 THEN 'yes'
    WHEN kind = 'members' AND EXISTS { MATCH (c)<-[:COUNTED_IN]-(n:Count)
                                       WHERE n.measure = 'members' AND n.value > 0 } THEN 'yes'
    WHEN kind = 'members' AND EXISTS { MATCH (c)<-[:IN_COMMUNITY]-(p:PartyOrganization)
                                       WHERE p.members > 0 } THEN 'yes'
    WHEN there = 0 THEN 'no'
    WHEN ('SERVES.Team.' + kind) IN c.asked THEN 'no'
    ELSE 'unknown'
  END AS has
WITH c,
  max(CASE WHEN kind = 'members' THEN people END) AS members,
  max(CASE WHEN kind = 'workstation_staff' THEN people END) AS workstation_staff,
  max(CASE WHEN kind = 'social_workers' THEN people END) AS social_workers,
  max(CASE WHEN kind = 'volunteers' THEN people END) AS volunteers,
  max(CASE WHEN kind = 'youth_care' THEN people END) AS youth_care,
  max(CASE WHEN kind = 'members' AND has = 'no' THEN 'members; ' ELSE '' END)
    + max(CASE WHEN kind = 'workstation_staff' AND has = 'no' THEN 'workstation_staff; ' ELSE '' END)
    + max(CASE WHEN kind = 'social_workers' AND has = 'no' THEN 'social_workers; ' ELSE '' END)
    + max(CASE WHEN kind = 'volunteers' AND has = 'no' THEN 'volunteers; ' ELSE '' END)
    + max(CASE WHEN kind = 'youth_care' AND has = 'no' THEN 'youth_care; ' ELSE '' END) AS missing,
  sum(CASE WHEN has = 'yes' THEN 0 ELSE 1 END) AS lacking
WHERE lacking > 0
RETURN
  CASE WHEN missing = '' THEN 'unknown' ELSE 'gap' END AS state,
  c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  members, workstation_staff, social_workers, volunteers, youth_care, missing,
  c.source AS source, c.id AS community_id
