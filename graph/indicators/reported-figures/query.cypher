// The figures that rosters state, with what each is stated for, except those that other indicators
// sum: the three categories of members and the education of leaders.
MATCH (n:Count)-[:COUNTED_IN]->(p:District)
WHERE n.listed AND n.value IS NOT NULL
  AND NOT coalesce(n.measure, '') = 'leadership_college_share'
  AND NOT (coalesce(n.measure, '') = 'members'
    AND coalesce(n.category, '') IN ['relation_in_community', 'resident_unit', 'living_here'])
RETURN DISTINCT n.subdistrict AS subdistrict, n.community_code AS community_code,
  n.community AS community, 'district' AS level, p.id AS place_id, p.name AS place, n.id AS id,
  n.measure AS figure, n.category AS category, n.value AS value, n.qualifier AS qualifier,
  n.period AS period, n.source AS source
UNION ALL
MATCH (n:Count)-[:COUNTED_IN]->(p:Subdistrict)
WHERE n.listed AND n.value IS NOT NULL
  AND NOT coalesce(n.measure, '') = 'leadership_college_share'
  AND NOT (coalesce(n.measure, '') = 'members'
    AND coalesce(n.category, '') IN ['relation_in_community', 'resident_unit', 'living_here'])
RETURN DISTINCT n.subdistrict AS subdistrict, n.community_code AS community_code,
  n.community AS community, 'subdistrict' AS level, p.id AS place_id, p.name AS place, n.id AS id,
  n.measure AS figure, n.category AS category, n.value AS value, n.qualifier AS qualifier,
  n.period AS period, n.source AS source
UNION ALL
MATCH (n:Count)-[:COUNTED_IN]->(p:Community)
WHERE n.listed AND n.value IS NOT NULL
  AND NOT coalesce(n.measure, '') = 'leadership_college_share'
  AND NOT (coalesce(n.measure, '') = 'members'
    AND coalesce(n.category, '') IN ['relation_in_community', 'resident_unit', 'living_here'])
RETURN DISTINCT n.subdistrict AS subdistrict, n.community_code AS community_code,
  n.community AS community, 'community' AS level, p.id AS place_id, p.name AS place, n.id AS id,
  n.measure AS figure, n.category AS category, n.value AS value, n.qualifier AS qualifier,
  n.period AS period, n.source AS source
UNION ALL
MATCH (n:Count)-[:COUNTED_IN]->(p:Estate)
WHERE n.listed AND n.value IS NOT NULL
  AND NOT coalesce(n.measure, '') = 'leadership_college_share'
  AND NOT (coalesce(n.measure, '') = 'members'
    AND coalesce(n.category, '') IN ['relation_in_community', 'resident_unit', 'living_here'])
RETURN DISTINCT n.subdistrict AS subdistrict, n.community_code AS community_code,
  n.community AS community, 'estate' AS level, p.id AS place_id, p.name AS place, n.id AS id,
  n.measure AS figure, n.category AS category, n.value AS value, n.qualifier AS qualifier,
  n.period AS period, n.source AS source
UNION ALL
MATCH (n:Count)-[:COUNTED_IN]->
  (p:PartyOrganization|Unit|GovernanceBody|MassOrganization|Team|ServiceCentre)
WHERE n.listed AND n.value IS NOT NULL
  AND NOT coalesce(n.measure, '') = 'leadership_college_share'
  AND NOT (coalesce(n.measure, '') = 'members'
    AND coalesce(n.category, '') IN ['relation_in_community', 'resident_unit', 'living_here'])
RETURN DISTINCT n.subdistrict AS subdistrict, n.community_code AS community_code,
  n.community AS community, 'organization' AS level, p.id AS place_id, p.name AS place, n.id AS id,
  n.measure AS figure, n.category AS category, n.value AS value, n.qualifier AS qualifier,
  n.period AS period, n.source AS source
