// frame_outputs_gG, G = 1, 32: what an evaluation reports of the normal space.
//   computes   gap = (mu_k - mu_{k+1}) / h, |P_N (m - y)|, whether the normal space is defined
//   in         values, vectors (of C / h), shift, dropped of the rows
//   out        gap (NaN for k = 0), distance (NaN where undefined), status (rows): 0 OK, 1 UNDEFINED
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
  const double* values;    // rows x d
  const double* vectors;   // rows x d x d
  const double* shift;     // rows x d
  const double* dropped;   // rows
  double* component;       // rows x d, scratch
  double* gap;             // rows
  double* distance;        // rows
  int* status;             // rows
};

template <int G>
__device__ void frame_outputs(const FrameRun& run) {
  const long long row = Group<G>::row();
  if (row >= *run.rowCount) {
    return;
  }
  const long long d = run.dimension;
  const Frame<G> frame = {(int)d, (int)run.tangent, run.values + row * d,
                          run.vectors + row * d * d, run.component + row * d};
  frame.project(run.shift + row * d);
  const bool defined = frame.is_defined(run.roundoff, run.dropped[row]);
  const double distance = frame.normal_distance();
  if (Group<G>::lane() == 0) {
    run.gap[row] = frame.gap_ratio();
    run.distance[row] = defined ? distance : NAN;
    run.status[row] = defined ? 0 : 1;
  }
}

extern "C" __global__ void frame_outputs_g1(FrameRun run) { frame_outputs<1>(run); }

extern "C" __global__ void frame_outputs_g32(FrameRun run) { frame_outputs<32>(run); }
