/**
 * The contract suite that every backend runs. A module with a backend extends {@link
 * dev.arete.testkit.BackendContract}, says how it is opened, and gets every test; {@link
 * dev.arete.testkit.CrossBackendContract} compares it with another backend on random input. Nothing
 * here is used outside tests, and nothing here may use the internals of a backend.
 */
package dev.arete.testkit;
