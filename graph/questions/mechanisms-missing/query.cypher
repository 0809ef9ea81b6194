// Communities whose leading organizations take part in no joint meeting, with the meetings in the
// community and the units that take part in those.
MATCH (c:Community)
WHERE c.listed
  AND EXISTS { MATCH (c)<-[:LEADS]-(:PartyOrganization) }
  AND NOT EXISTS { MATCH (c)<-[:LEADS]-(:PartyOrganization)-[k:TAKES_PART_IN]->(:JointMeeting)
                   WHERE k.in_force }
OPTIONAL MATCH (c)<-[:IN_COMMUNITY]-(m:JointMeeting)
WITH c, count(DISTINCT m.id) AS joint_meetings
OPTIONAL MATCH (c)<-[:IN_COMMUNITY]-(:JointMeeting)<-[k:TAKES_PART_IN]-(u:Unit) WHERE k.in_force
WITH c, joint_meetings, count(DISTINCT u.id) AS units_taking_part
RETURN
  CASE
    WHEN EXISTS { MATCH (c)<-[:LEADS]-(:PartyOrganization)-[k:TAKES_PART_IN]->(:JointMeeting)
                  WHERE k.in_force IS NULL } THEN 'unknown'
    WHEN 'TAKES_PART_IN' IN c.asked THEN 'gap'
    ELSE 'unknown'
  END AS state,
  c.subdistrict AS subdistrict, c.community_code AS community_code, c.community AS community,
  joint_meetings, units_taking_part, c.source AS source, c.id AS community_id
