/** Other names of the parts of the knee. */
import type { Synonyms } from "../synonyms";

export const kneeSynonyms: Synonyms = {
  femur: ["thighbone | distal femur", "fémur distal"],
  tibia: ["shinbone | proximal tibia", "canilla | tibia proximal"],
  fibula: ["calf bone | head of fibula", "fíbula | cabeza del peroné"],
  patella: ["knee cap", "patela"],
  "femoral-cartilage": ["hyaline cartilage of femur | condylar cartilage", "cartílago hialino del fémur | cartílago de los cóndilos"],
  "tibial-cartilage": ["hyaline cartilage of tibia | tibial plateau cartilage", "cartílago hialino de la tibia | cartílago de la meseta tibial"],
  "patellar-cartilage": ["retropatellar cartilage", "cartílago retrorrotuliano | cartílago patelar"],
  "medial-meniscus": ["internal semilunar cartilage | meniscus", "menisco interno"],
  "lateral-meniscus": ["external semilunar cartilage | meniscus", "menisco externo"],
  "anterior-cruciate-ligament": ["ACL", "LCA"],
  "posterior-cruciate-ligament": ["PCL", "LCP"],
  "medial-collateral-ligament": ["MCL | tibial collateral ligament", "LCM | ligamento colateral tibial | ligamento lateral interno"],
  "lateral-collateral-ligament": ["LCL | fibular collateral ligament", "LCL | ligamento colateral fibular | ligamento lateral externo"],
  "patellar-ligament": ["patellar tendon", "tendón rotuliano"],
  "quadriceps-tendon": ["quad tendon | quadriceps femoris tendon", "tendón cuadricipital"],
};
