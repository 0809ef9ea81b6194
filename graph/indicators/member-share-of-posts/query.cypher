// The filled posts of building leaders and of owners' committees, by how these were formed: all,
// those of which the affiliation is known, and those of members and officials. Posts of a former
// term do not count.
MATCH (p:Post)
WHERE p.listed AND p.filled AND p.kind = 'building_leader'
  AND NOT coalesce(p.term, '') IN ['上一届', '上届']
RETURN p.subdistrict AS subdistrict, p.community_code AS community_code, p.community AS community,
  'building_leaders' AS category, count(DISTINCT p.id) AS posts,
  count(DISTINCT CASE
    WHEN p.affiliation IN ['member', 'official', 'member_and_official', 'neither'] THEN p.id
  END) AS known,
  count(DISTINCT CASE
    WHEN p.affiliation IN ['member', 'official', 'member_and_official'] THEN p.id
  END) AS members_or_officials
UNION ALL
MATCH (p:Post)-[:POST_IN]->(b:GovernanceBody)
WHERE p.listed AND p.filled AND b.kind = 'owners_committee'
  AND NOT coalesce(p.term, '') IN ['上一届', '上届']
RETURN p.subdistrict AS subdistrict, p.community_code AS community_code, p.community AS community,
  CASE
    WHEN b.formed = 'new' THEN 'owners_committees_new'
    WHEN b.formed = 're_elected' THEN 'owners_committees_re_elected'
    ELSE 'owners_committees_other'
  END AS category,
  count(DISTINCT p.id) AS posts,
  count(DISTINCT CASE
    WHEN p.affiliation IN ['member', 'official', 'member_and_official', 'neither'] THEN p.id
  END) AS known,
  count(DISTINCT CASE
    WHEN p.affiliation IN ['member', 'official', 'member_and_official'] THEN p.id
  END) AS members_or_officials
