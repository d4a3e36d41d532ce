package dev.arete.cuda;

/** Members of the structure FrameRun of geometry.cu, which says what they are. */
enum FrameWord {
  ROW_COUNT,
  DIMENSION,
  TANGENT,
  ROUNDOFF,
  ENOUGH,
  GOOD,
  IS_SINGLE,
  SPECTRUM,
  VALUES,
  VECTORS,
  SHIFT,
  DROPPED,
  ANCHOR_ENERGY,
  COMPONENT,
  GAP,
  RELATIVE_GAP,
  TURN,
  DISTANCE,
  STATUS,
  REASON,
  NEEDS
}
