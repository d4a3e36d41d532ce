package dev.arete.bench;

/**
 * One measured benchmark with what its time means.
 *
 * @param operation score, hessian, geometry, eigen or project
 * @param problem name of the workload, or the order of the matrices
 * @param backend name of the backend
 * @param precision FP32 or FP64
 * @param size the sizes in words
 * @param milliseconds mean time of one call
 * @param spread half width of JMH's 99.9% interval in milliseconds; NaN for fewer than 2 samples
 * @param best time of one call in the best iteration, in milliseconds: the least disturbed one
 * @param processor processor time of one call, over all threads, in milliseconds
 * @param rate pairs per second, or matrices per second for eigen, in the best iteration
 * @param coreRate the same per second of processor time
 * @param peakShare processor time the least arithmetic would take at the peak, over that of a call,
 *     both of the same iterations
 * @param check error, or how it ended
 */
record Row(
    String operation,
    String problem,
    String backend,
    String precision,
    String size,
    double milliseconds,
    double spread,
    double best,
    double processor,
    double rate,
    double coreRate,
    double peakShare,
    String check) {}
