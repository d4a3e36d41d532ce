package dev.arete.cuda;

/** Members of the structure EigenBatch of eigen.cuh, which says what they are. */
enum EigenWord {
  COUNT,
  ORDER,
  MATRICES,
  VALUES,
  VECTORS,
  WORK
}
