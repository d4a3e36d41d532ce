// frame_outputs_gG, G = 1, 32: what an evaluation reports of the normal space.
//   computes   gap = (mu_k - mu_{k+1}) / h, gap / mu_k, |P_N (m - y)|, by how much rounding may turn the
//              normal space, and whether a factor of C would tell more
//   in         values, vectors (of C / h), shift, dropped, anchorEnergy of the rows
//   out        gap, relativeGap (NaN for k = 0), turn, distance (NaN where undefined), status (rows):
//              0 OK, 1 UNDEFINED, 2 ILL_CONDITIONED; needs (rows): 1 where a factor is wanted
//   a thread   one row (G = 1); a warp one row (G = 32)
//   shared     0 bytes
//   presumes   0 <= k < d
//   sums in    double, ascending coordinate; over lanes in a tree
//   CPU twin   dev.arete.internal.local.LocalFrame
//   source     docs/maths.md
#include "device.cuh"

#include "frame.cuh"

// Every member is one 8-byte word. Host twin: dev.arete.cuda.FrameArrays.
struct FrameRun {
  const int* rowCount;     // 1
  long long dimension;     // d
  long long tangent;       // k
  double roundoff;         // unit roundoff of the moments
  double enough;           // the members of Certainty
  double good;
  long long isSingle;
  long long spectrum;      // 1: every eigenvalue is wanted to full accuracy
  const double* values;    // rows x d
  const double* vectors;   // rows x d x d
  const double* shift;     // rows x d
  const double* dropped;   // rows
  const double* anchorEnergy;  // rows
  double* component;       // rows x d, scratch
  double* gap;             // rows
  double* relativeGap;     // rows
  double* turn;            // rows
  double* distance;        // rows
  int* status;             // rows
  int* reason;             // rows: code of an UndefinedReason
  int* needs;              // rows

  __device__ Certainty certainty() const { return {roundoff, enough, good, isSingle}; }
};

// Codes of dev.arete.GeometryStatus, in its order.
enum GeometryStatus { GEOMETRY_OK = 0, GEOMETRY_UNDEFINED = 1, GEOMETRY_ILL_CONDITIONED = 2 };

template <int G>
__device__ void frame_outputs(const FrameRun& run) {
  const long long row = Group<G>::row();
  if (row >= *run.rowCount) {
    return;
  }
  const long long d = run.dimension;
  const Frame<G> frame = {(int)d,
                          (int)run.tangent,
                          run.values + row * d,
                          run.vectors + row * d * d,
                          run.component + row * d,
                          run.roundoff,
                          run.dropped[row],
                          run.anchorEnergy[row],
                          NAN};
  frame.project(run.shift + row * d);
  const double distance = frame.normal_distance();
  if (Group<G>::lane() == 0) {
    const double turn = frame.turn();
    const bool defined = frame.is_defined();
    run.gap[row] = frame.gap_ratio();
    run.relativeGap[row] = frame.relative_gap();
    run.turn[row] = turn;
    run.distance[row] = defined ? distance : NAN;
    run.status[row] = !defined                       ? GEOMETRY_UNDEFINED
                      : turn <= run.good ? GEOMETRY_OK
                                                     : GEOMETRY_ILL_CONDITIONED;
    run.reason[row] = frame.reason();
    run.needs[row] = frame.needs_factor(run.certainty()) ||
                             (run.spectrum != 0 && frame.loses_values(run.enough))
                         ? 1
                         : 0;
  }
}

extern "C" __global__ void frame_outputs_g1(FrameRun run) { frame_outputs<1>(run); }

extern "C" __global__ void frame_outputs_g32(FrameRun run) { frame_outputs<32>(run); }
