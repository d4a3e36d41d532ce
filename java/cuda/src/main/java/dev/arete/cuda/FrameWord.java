package dev.arete.cuda;

/** Members of the structure FrameRun of geometry.cu, which says what they are. */
enum FrameWord {
  ROW_COUNT,
  DIMENSION,
  TANGENT,
  ROUNDOFF,
  VALUES,
  VECTORS,
  SHIFT,
  DROPPED,
  COMPONENT,
  GAP,
  DISTANCE,
  STATUS
}
