/**
 * JMH benchmarks of the backends, and what is needed to read their times: workloads that are the
 * same on every machine, the arithmetic peak of this one, and errors against the reference. No
 * mathematics of the library belongs here; it is called through the public API only.
 */
package dev.arete.bench;
