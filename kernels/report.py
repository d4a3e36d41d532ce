#!/usr/bin/env python3
"""Reads what ptxas -v said, prints a table, fails on spills and stacks.

report.py DIRECTORY "ALLOWED KERNELS" ARCHITECTURE...
"""
import re
import sys

directory, allowed, architectures = sys.argv[1], sys.argv[2].split(), sys.argv[3:]
kernels = {}
for architecture in architectures:
    name = None
    for line in open(f"{directory}/ptxas.{architecture}.txt"):
        if found := re.search(r"Compiling entry function '(\w+)'", line):
            name = found.group(1)
            entry = kernels.setdefault(name, {}).setdefault(architecture, {})
        elif found := re.search(r"(\d+) bytes stack frame, (\d+) bytes spill stores", line):
            entry["stack"], entry["spill"] = int(found.group(1)), int(found.group(2))
        elif found := re.search(r"Used (\d+) registers", line):
            entry["registers"] = int(found.group(1))
            shared = re.search(r"(\d+) bytes smem", line)
            entry["shared"] = int(shared.group(1)) if shared else 0

print("# What the kernels need\n")
print("Written by kernels/compile.sh from ptxas -v (nvcc 13.0). Registers a thread by architecture; static")
print("shared memory a block in bytes; stack and spills in bytes, the largest over the architectures.\n")
print("| kernel | " + " | ".join("sm_" + a for a in architectures) + " | shared | stack | spills |")
print("|---" * (len(architectures) + 4) + "|")
failures = []
for name in sorted(kernels):
    entries = kernels[name]
    worst = {key: max(entry[key] for entry in entries.values()) for key in ("stack", "spill", "shared")}
    registers = " | ".join(str(entries[a]["registers"]) for a in architectures)
    print(f"| {name} | {registers} | {worst['shared']} | {worst['stack']} | {worst['spill']} |")
    if (worst["stack"] or worst["spill"]) and name not in allowed:
        failures.append(name)
if failures or not kernels:
    sys.exit("spills or local-memory stacks in: " + ", ".join(failures) if failures else "no kernels found")
