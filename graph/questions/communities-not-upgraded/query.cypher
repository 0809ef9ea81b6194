// Communities that no committee or general branch leads. A row for each leading organization; the
// members of several are those of the largest.
MATCH (c:Community)
WHERE c.listed
  AND NOT EXISTS { MATCH (c)<-[:LEADS]-(o:PartyOrganization)
                   WHERE NOT o.kind IN ['branch', 'joint_branch'] }
OPTIONAL MATCH (c)<-[:LEADS]-(o:PartyOrganization)
WITH c, max(o.members) AS members
OPTIONAL MATCH (c)<-[:LEADS]-(l:PartyOrganization)
RETURN
  CASE
    WHEN EXISTS { MATCH (c)<-[:LEADS]-(o:PartyOrganization) WHERE o.kind IS NULL } THEN 'unknown'
    WHEN l.id IS NOT NULL THEN 'gap'
    WHEN 'LEADS' IN c.asked THEN 'gap'
    ELSE 'unknown'
  END AS state,
  c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  l.name AS leading_organization, l.kind AS kind, members,
  CASE
    WHEN members <= 50 THEN 'branch'
    WHEN members <= 100 THEN 'general_branch'
    WHEN members > 100 THEN 'committee'
  END AS eligible_kind,
  c.source AS source, c.id AS community_id, l.id AS leading_organization_id
