// ridge_step_gG, G = 1, 32: one step of the projection of every active query.
//   computes   takes the moments at run.point, accepts that point or takes it back, and writes the
//              next point to evaluate: the exact, accelerated or frozen Newton step, else the SCMS
//              step y + P_N (m - y); sets the status of queries that end
//   in         moments and frame of the rows, state of their queries, run.coefficient (d <= 4)
//   out        state of the queries
//   a thread   one row (G = 1); a warp one row (G = 32)
//   shared     0 bytes
//   presumes   active queries are distinct
//   waits      a row that needs a factor of C is left as it is, and run.waiting is set, until the host
//              gives its frame
//   sums in    double, ascending coordinate; over lanes in a tree
//   CPU twin   dev.arete.internal.ridge.RidgeIteration
//   source     docs/maths.md, Ridge; docs/kernels.md
//
// ridge_check: which rows need a factor of C.
//   out        needs (rows): 1 or 0
//   a thread   one row
//
// ridge_start: makes every query of a chunk active and unstarted.
//   a thread   one query
#include "device.cuh"

#include "newton.cuh"

constexpr double DOUBLE_ROUNDOFF = 1.1102230246251565e-16;
constexpr double NOISE = 8;           // units of rounding a residual may carry when it stalls
constexpr int STALLS = 4;             // how often it may fail to fall at that level
constexpr double DENSITY_NOISE = 64;  // units of rounding a difference of log p must exceed
constexpr double SLOW_RATIO = 0.5;    // a step that leaves more of the residual is slow
constexpr int SLOW_STEPS = 2;         // so many in a row ask for the exact Jacobian

// The scalars of a query; every lane holds the same.
struct QueryState {
  double residual;
  double radius;
  double density;
  int iterations;
  int rejected;
  int flags;
  int slow;
  int creeping;
  int stalled;

  __device__ static QueryState load(const RidgeRun& run, long long q) {
    const int packed = run.flags[q];
    return {run.residual[q],
            run.radius[q],
            run.acceptedDensity[q],
            run.iterations[q],
            run.rejected[q],
            packed & COUNTER,
            packed >> SLOW_SHIFT & COUNTER,
            packed >> CREEPING_SHIFT & COUNTER,
            packed >> STALLED_SHIFT & COUNTER};
  }

  __device__ void store(const RidgeRun& run, long long q) const {
    run.residual[q] = residual;
    run.radius[q] = radius;
    run.acceptedDensity[q] = density;
    run.iterations[q] = iterations;
    run.rejected[q] = rejected;
    run.flags[q] = flags | smaller(slow, COUNTER) << SLOW_SHIFT |
                   smaller(creeping, COUNTER) << CREEPING_SHIFT |
                   smaller(stalled, COUNTER) << STALLED_SHIFT;
  }

  __device__ bool has(RidgeFlag flag) const { return (flags & flag) != 0; }

  __device__ void put(RidgeFlag flag, bool value) { flags = value ? flags | flag : flags & ~flag; }
};

template <int G>
__device__ Frame<G> frame_of(const RidgeRun& run, long long row) {
  const long long d = run.dimension;
  return {(int)d,
          (int)run.tangent,
          run.values + row * d,
          run.vectors + row * d * d,
          run.component + row * d,
          run.roundoff,
          run.dropped[row],
          run.anchorEnergy[row],
          run.attended != 0 ? run.given[row] : NAN};
}

template <int G>
struct RidgeStep {
  const RidgeRun& run;
  long long row;
  long long query;
  int d;
  Frame<G> frame;
  double* point;
  double* accepted;
  double* meanShift;
  QueryState state;

  __device__ RidgeStep(const RidgeRun& r, long long theRow)
      : run(r), row(theRow), query(r.active[theRow]), d((int)r.dimension), frame(frame_of<G>(r, theRow)) {
    point = run.point + query * d;
    accepted = run.accepted + query * d;
    meanShift = run.meanShift + query * d;
    state = QueryState::load(run, query);
    Group<G>::sync();
  }

  __device__ void advance() {
    if (run.attended == 0 && frame.needs_factor(run.certainty())) {
      if (Group<G>::lane() == 0) {
        atomicOr(run.waiting, 1);
      }
      return;
    }
    frame.project(run.shift + row * d);
    const bool defined = frame.is_defined();
    const double reached = defined ? frame.normal_distance() / sqrt(run.variance) : NAN;
    if (state.has(TRIAL) && !is_progress(reached)) {
      take_back();
    } else {
      accept(reached);
      int status = verdict(defined);
      if (status == RUNNING) {
        status = move_on();
      }
      store_accepted(status);
    }
    if (Group<G>::lane() == 0) {
      state.store(run, query);
    }
  }

  // Whether a Newton step did its work: the residual fell, or log p gained what an SCMS step is
  // bound to gain, |P_N (m - y)|^2 / (2h), if so little can be told from rounding.
  __device__ bool is_progress(double reached) const {
    const double gain = 0.5 * state.residual * state.residual;
    return reached < state.residual ||
           (!isnan(reached) && gain > DENSITY_NOISE * run.roundoff * (1 + fabs(state.density)) &&
            run.logDensity[row] - state.density >= gain);
  }

  __device__ void take_back() {
    state.rejected++;
    state.put(TRIAL, false);
    state.put(PRIMED, false);
    state.radius /= 4;
    for (int i = Group<G>::lane(); i < d; i += G) {
      point[i] = accepted[i] + meanShift[i];
    }
  }

  __device__ void accept(double reached) {
    if (state.has(STARTED)) {
      const double ratio = reached / state.residual;
      state.iterations++;
      state.stalled += !(reached < state.residual) && reached <= noise() ? 1 : 0;
      state.radius = fmin(2 * state.radius, sqrt(run.variance));
      state.slow = ratio > SLOW_RATIO ? state.slow + 1 : 0;
      state.creeping = ratio > SLOW_RATIO && ratio <= 1 ? state.creeping + 1 : 0;
      state.put(EXACT, state.has(EXACT) || state.slow >= SLOW_STEPS);
    }
    for (int i = Group<G>::lane(); i < d; i += G) {
      accepted[i] = point[i];
    }
    state.residual = reached;
    state.density = run.logDensity[row];
  }

  // What rounding leaves of a residual: of the moments, of the coordinates and of the frame.
  __device__ double noise() const {
    double largest = 0;
    for (int i = Group<G>::lane(); i < d; i += G) {
      largest = fmax(largest, fabs(point[i]));
    }
    const double coordinates = DOUBLE_ROUNDOFF * Group<G>::max(largest) / sqrt(run.variance);
    const double frames = frame.residual_noise(run.variance);
    return NOISE * (sqrt((double)d) * run.roundoff + coordinates + frames);
  }

  __device__ int verdict(bool defined) const {
    const bool below = state.density < run.minLogDensity;
    if (state.iterations == 0 && below) {
      return BELOW_DENSITY;
    }
    if (!defined) {
      return UNDEFINED;
    }
    if (state.residual <= run.tolerance) {
      return below ? BELOW_DENSITY : converged();
    }
    return state.stalled >= STALLS || state.iterations >= run.maxIterations ? MAX_ITERATIONS
                                                                            : RUNNING;
  }

  // Whether rounding may hide a residual: a long score makes much of a small turn.
  __device__ bool is_known() const {
    const double noise = frame.residual_noise(run.variance);
    return noise <= run.tolerance || (noise <= run.good && frame.turn() <= run.good);
  }

  __device__ int converged() const {
    if (!is_known()) {
      return ILL_CONDITIONED;
    }
    return frame.ratio(frame.k) - 1 <= -run.margin ? CONVERGED : NOT_A_RIDGE;
  }

  // Writes the next point; MAX_ITERATIONS where the SCMS step is lost in rounding.
  __device__ int move_on() {
    const NewtonStep<G> newton = {run, frame, run.coefficient + row * d, query};
    state.put(STARTED, true);
    frame.expand(frame.component, meanShift);
    bool moves = false;
    for (int i = Group<G>::lane(); i < d; i += G) {
      moves |= accepted[i] + meanShift[i] != accepted[i];
    }
    if (!Group<G>::any(moves)) {
      return MAX_ITERATIONS;
    }
    state.put(TRIAL, run.newton != 0);
    if (run.newton != 0) {
      propose(newton);
    }
    for (int i = Group<G>::lane(); i < d; i += G) {
      point[i] = accepted[i] + (run.newton != 0 ? point[i] : meanShift[i]);
    }
    return RUNNING;
  }

  // Writes the displacement of the Newton step into `point`.
  __device__ void propose(const NewtonStep<G>& newton) {
    const double longest = fmax(state.radius, frame.normal_distance());
    const bool creeps = state.creeping >= SLOW_STEPS;
    if (state.has(EXACT) && newton.take_exact(state.residual, longest, creeps)) {
      state.put(PRIMED, false);
      frame.expand(newton.coefficient, point);
      return;
    }
    newton.set_frozen();
    frame.expand(newton.coefficient, point);
    if (d > EXACT_DIMENSION) {
      newton.accelerate(accepted, point, state.has(PRIMED));
      state.put(PRIMED, true);
      newton.confine(point);
    }
    newton.shorten(point, longest);
  }

  __device__ void store_accepted(int status) const {
    if (Group<G>::lane() == 0) {
      run.acceptedNeighbours[query] = run.neighbours[row];
      run.normalRatio[query] = frame.ratio(frame.k);
      run.gapRatio[query] = frame.gap_ratio();
      run.status[query] = status;
      run.reason[query] = status != UNDEFINED ? NONE
                          : frame.is_given()  ? run.givenReason[row]
                                              : frame.reason();
    }
  }
};

template <int G>
__device__ void ridge_step(const RidgeRun& run) {
  const long long row = Group<G>::row();
  if (row < *run.rowCount) {
    RidgeStep<G>(run, row).advance();
  }
}

extern "C" __global__ void ridge_step_g1(RidgeRun run) { ridge_step<1>(run); }

extern "C" __global__ void ridge_step_g32(RidgeRun run) { ridge_step<32>(run); }

extern "C" __global__ void ridge_check(RidgeRun run, int* needs) {
  const long long row = global_thread();
  if (row < *run.rowCount) {
    RidgeRun unattended = run;
    unattended.attended = 0;
    needs[row] = frame_of<1>(unattended, row).needs_factor(run.certainty()) ? 1 : 0;
  }
}

extern "C" __global__ void ridge_start(RidgeRun run, int* active, int* rowCount, int queries) {
  const long long q = global_thread();
  if (q == 0) {
    *rowCount = queries;
    *run.waiting = 0;
  }
  if (q < queries) {
    const bool exact = run.tight != 0 || run.dimension <= EXACT_DIMENSION || run.tangent == 0;
    active[q] = (int)q;
    run.radius[q] = sqrt(run.variance);
    run.residual[q] = NAN;
    run.acceptedDensity[q] = NAN;
    run.iterations[q] = 0;
    run.rejected[q] = 0;
    run.flags[q] = exact ? EXACT : 0;
    run.status[q] = RUNNING;
    run.reason[q] = NONE;
  }
}
