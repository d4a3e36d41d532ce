// The parameter of the projection kernels. Every member is one 8-byte word: the host fills a
// long[]. Rows are active queries, their state is found by query. Coordinates are centred and
// scaled, lengths are in the same units. Host twin: dev.arete.cuda.RidgeArrays.
#pragma once
#include "frame.cuh"

struct RidgeRun {
  const int* rowCount;  // 1: active queries
  const int* active;    // rows: their indices
  long long dimension;  // d
  long long tangent;    // k
  double variance;      // h, scaled
  double roundoff;      // unit roundoff of the moments
  double enough;        // the members of Certainty
  double good;
  long long isSingle;
  double margin;        // beta h: CONVERGED needs mu_{k+1}/h - 1 <= -margin
  double tolerance;     // of |P_N (m - y)| / sqrt(h)
  long long maxIterations;
  double minLogDensity;
  long long newton;     // 0: SCMS steps only
  long long tight;      // 1: use the exact Jacobian from the start
  long long attended;   // 1: the host has given every frame that needs a factor of C; 0: such rows wait
  // moments and frame of the rows
  const double* logDensity;  // rows
  const double* neighbours;  // rows
  const double* shift;       // rows x d
  const double* dropped;     // rows
  const double* anchorEnergy;  // rows
  const double* third;       // rows x d(d+1)(d+2)/6, or null
  const double* values;      // rows x d
  const double* vectors;     // rows x d x d
  const double* given;       // rows: turn of a frame that the host computed, else NaN
  const int* givenReason;    // rows: code of an UndefinedReason, if so
  int* waiting;              // 1: set where a row waits for the host
  double* component;         // rows x d, scratch
  double* coefficient;       // rows x d, scratch
  // state of the queries
  double* point;      // q x d: where to evaluate next
  double* accepted;   // q x d: the last accepted point
  double* meanShift;  // q x d: the SCMS step from there
  double* lastPoint;  // q x d: Anderson's previous point
  double* lastStep;   // q x d: and its plain step
  double* residual;         // q: |P_N (m - y)| / sqrt(h) at the accepted point
  double* radius;           // q: trust radius
  double* acceptedDensity;  // q: log p at the accepted point
  double* acceptedNeighbours;  // q
  double* normalRatio;      // q: mu_{k+1} / h there
  double* gapRatio;         // q: (mu_k - mu_{k+1}) / h there
  int* iterations;    // q
  int* rejected;      // q
  int* flags;         // q: bits of RidgeFlag and three small counters
  int* status;        // q: RUNNING or the code of a RidgeStatus
  int* reason;        // q: code of an UndefinedReason

  __device__ Certainty certainty() const { return {roundoff, enough, good, isSingle}; }
};

// Codes of dev.arete.RidgeStatus, in its order.
enum RidgeStatus {
  RUNNING = -1,
  CONVERGED = 0,
  NOT_A_RIDGE = 1,
  MAX_ITERATIONS = 2,
  BELOW_DENSITY = 3,
  UNDEFINED = 4,
  ILL_CONDITIONED = 5
};

// Flags, then counters of four bits each.
enum RidgeFlag {
  STARTED = 1,
  TRIAL = 2,
  EXACT = 4,
  PRIMED = 8,
  SLOW_SHIFT = 4,
  CREEPING_SHIFT = 8,
  STALLED_SHIFT = 12,
  COUNTER = 15
};
