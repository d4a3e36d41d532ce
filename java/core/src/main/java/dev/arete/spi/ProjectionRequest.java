package dev.arete.spi;

import dev.arete.ProjectionSettings;

/**
 * Projection of a batch of queries onto the ridge.
 *
 * @param queries row-major q x d, finite; read-only
 * @param count q
 * @param settings aim and stopping rules
 * @param outputs arrays to fill
 * @param paths hears every point of every path, or null
 * @param monitor progress in queries
 */
@SuppressWarnings("ArrayRecordComponent") // a parameter block that is never compared
public record ProjectionRequest(
    double[] queries,
    int count,
    ProjectionSettings settings,
    ProjectionOutputs outputs,
    PathListener paths,
    Monitor monitor) {}
