MATCH (e:Estate)
WHERE e.listed
  AND (EXISTS { MATCH (e)<-[:SERVES]-(o:GovernanceBody)<-[:POST_IN]-(p:Post)
                WHERE o.kind = 'owners_committee' AND p.filled
                  AND NOT coalesce(p.term, '') IN ['上一届', '上届']
                  AND p.affiliation IN ['member', 'official', 'member_and_official', 'neither'] }
       OR EXISTS { MATCH (e)<-[:PART_OF]-(:Building)<-[:RESPONSIBLE_FOR]-(p:Post)
                   WHERE p.kind = 'building_leader' AND p.filled
                     AND NOT coalesce(p.term, '') IN ['上一届', '上届']
                     AND p.affiliation
                       IN ['member', 'official', 'member_and_official', 'neither'] })
RETURN e.subdistrict AS subdistrict, e.community_code AS community_code, e.community AS community,
  count(*) AS asked_about, 0 AS excluded
