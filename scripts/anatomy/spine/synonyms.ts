/** Other names of the parts of the lumbar segment. */
import type { Synonyms } from "../synonyms";

export const spineSynonyms: Synonyms = {
  "l4-vertebra": ["L4 | lumbar 4", "L4 | lumbar 4"],
  "l5-vertebra": ["L5 | lumbar 5", "L5 | lumbar 5"],
  "annulus-fibrosus": ["anulus fibrosus | intervertebral disc | disk | slipped disc", "disco intervertebral | hernia de disco"],
  "nucleus-pulposus": ["pulpy nucleus | intervertebral disc | disk", "disco intervertebral"],
  "dural-sac": ["thecal sac | dura mater", "saco tecal | duramadre"],
  "cauda-equina": ["horse tail | nerve roots in the canal", "cauda equina"],
  "l4-nerve-root-left": ["L4 spinal nerve", "nervio espinal L4"],
  "l4-nerve-root-right": ["L4 spinal nerve", "nervio espinal L4"],
  "l5-nerve-root-left": ["L5 spinal nerve | sciatic nerve root", "nervio espinal L5 | raíz del nervio ciático"],
  "l5-nerve-root-right": ["L5 spinal nerve | sciatic nerve root", "nervio espinal L5 | raíz del nervio ciático"],
  "facet-joint-left": ["zygapophyseal joint", "articulación cigapofisaria | faceta"],
  "facet-joint-right": ["zygapophyseal joint", "articulación cigapofisaria | faceta"],
  "anterior-longitudinal-ligament": ["ALL", "LLA | ligamento vertebral común anterior"],
  "posterior-longitudinal-ligament": ["PLL", "LLP | ligamento vertebral común posterior"],
  "ligamenta-flava": ["ligamentum flavum | yellow ligament", "ligamento amarillo"],
  "interspinous-ligament": ["interspinal ligament", "ligamento interespinal"],
  "supraspinous-ligament": ["supraspinal ligament", "ligamento supraespinal"],
};
