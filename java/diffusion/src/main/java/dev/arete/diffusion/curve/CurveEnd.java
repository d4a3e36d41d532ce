package dev.arete.diffusion.curve;

/** Why a ridge curve goes no further at one of its ends. */
public enum CurveEnd {
  /** The curve came back to where it started. */
  CLOSED,
  /** It came to a curve that was traced before, or to an earlier part of itself. */
  MEETS,
  /** The log density falls below the bound. */
  BELOW_DENSITY,
  /** The curvature across is no longer negative enough: lambda_2 exceeds -beta. */
  NOT_A_RIDGE,
  /** The normal space is not defined beyond: the eigengap closes or data points run out. */
  UNDEFINED,
  /** No step down to the smallest finds a next point that goes on in the same direction. */
  TURNS,
  /** The largest number of points is reached. */
  TOO_LONG
}
