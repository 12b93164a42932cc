#!/bin/sh
# What `make demo` shows: the examples read into a fresh record, and a first look at it. BIN is where onrecord is installed.
set -eu
folder=${1:-demo}
record=$folder/onrecord.db
onrecord=${BIN:-.venv/bin}/onrecord

mkdir -p "$folder"
rm -f "$record" "$record-wal" "$record-shm"

# Bold in a terminal, plain in a file.
bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$(printf '\033[1m') plain=$(printf '\033[0m'); fi
say() { printf '\n%s$ onrecord %s%s\n' "$bold" "$*" "$plain"; }

say "add examples/articles --record $record"
"$onrecord" add examples/articles --record "$record"

say "people --limit 8 --record $record"
"$onrecord" people --limit 8 --record "$record"

say "search --act would-not-say --limit 3 --record $record"
"$onrecord" search --act would-not-say --limit 3 --record "$record"

say "audit --record $record"
"$onrecord" audit --record "$record"

"$onrecord" show lindhaven-post-2026-01-09.html --html "$folder/article.html" --record "$record" 2>/dev/null

cat <<END

Everything in these articles is invented. Now try:

  . .venv/bin/activate
  export ONRECORD_RECORD=$record
  onrecord articles
  onrecord show lindhaven-post-2026-01-09.html --why
  onrecord search surveyors --form quoted
  xdg-open $folder/article.html             the same article as a page

Then your own:  onrecord add FILE_OR_FOLDER --record press.db
Manual: docs/tutorial.md
END
