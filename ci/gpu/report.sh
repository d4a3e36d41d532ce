# What run.sh finds out about the machine, and how it writes the results. Read by run.sh, not run.
# shellcheck shell=bash disable=SC2154 # variables are those of run.sh

# Prints device, driver and what Arete says; sets cuda (usable or why not) and folder.
look() {
  local info gpu name
  info=$(arete info 2>&1) || { echo "arete info failed: $info" >&2; return 1; }
  gpu=$(nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader 2>/dev/null) ||
    gpu="nvidia-smi says nothing"
  cuda=$(sed -n 's/^cuda *//p' <<<"$info")
  cuda=${cuda:-not on the class path}
  name=$(sed -n 's/^usable: \([^,]*\).*/\1/p' <<<"$cuda" | tr -cs 'A-Za-z0-9\n' '-' | tr '[:upper:]' '[:lower:]')
  folder=$out/$(date -u +%Y-%m-%d)-${name:-no-gpu}
  mkdir -p "$folder" && : >"$folder/stages.tsv" || return 1
  rm -f "$folder"/{kernels,bench,peers}.{md,json}
  printf 'nvidia-smi %s\n%s\n' "$gpu" "$info" | tee "$folder/info.txt"
}

# note STAGE RESULT SECONDS LINE
note() {
  printf '%s\t%s\t%s\t%s\n' "$@" >>"$folder/stages.tsv"
  printf '%-10s %-8s %5s s  %s\n' "$@"
}

quoted() { sed 's/[[:cntrl:]]/ /g; s/\\/\\\\/g; s/"/\\"/g; s/.*/"&"/'; }

lines() { awk '{ printf "%s%s", (NR > 1 ? ", " : ""), $0 }'; }

stage_records() {
  local name result seconds line
  while IFS=$'\t' read -r name result seconds line; do
    printf '{"stage": "%s", "result": "%s", "seconds": %s, "line": %s}\n' \
      "$name" "$result" "$seconds" "$(quoted <<<"$line")"
  done <"$folder/stages.tsv"
}

write_json() {
  local part
  printf '{"verdict": "%s", "commit": %s, "themes": %s,\n' \
    "$verdict" "$(quoted <"$here/commit.txt")" "$(quoted <<<"${themes:-all}")"
  printf '"machine": [%s],\n"stages": [%s]' "$(quoted <"$folder/info.txt" | lines)" "$(stage_records | lines)"
  for part in kernels bench peers; do
    [[ -s $folder/$part.json ]] && printf ',\n"%s": %s' $part "$(<"$folder/$part.json")"
  done
  printf '}\n'
}

write_markdown() {
  local part
  printf '# CUDA backend, %s: %s\n\n' "$(basename "$folder")" "$verdict"
  printf 'Commit %s. Contract themes: %s.\n\n```\n' "$(<"$here/commit.txt")" "${themes:-all}"
  cat "$folder/info.txt"
  printf '```\n\n| stage | result | s | |\n|---|---|---|---|\n'
  awk -F '\t' '{ gsub(/\|/, "\\|"); printf "| %s | %s | %s | %s |\n", $1, $2, $3, $4 }' "$folder/stages.tsv"
  for part in kernels bench peers; do
    [[ -s $folder/$part.md ]] && { echo; sed 's/^#/##/' "$folder/$part.md"; }
  done
  return 0
}

write_report() {
  write_json >"$folder/report.json"
  write_markdown >"$folder/report.md"
}
