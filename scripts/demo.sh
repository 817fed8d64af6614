#!/bin/sh
# Show the whole road on a real plan: read it, ask it, write calendars from it. demo.sh DIRECTORY
set -eu
directory=$1
plan=$directory/plan.json

say() { printf '\n# %s\n' "$1"; }
run() {
    printf '$'
    for word in "$@"; do
        case $word in *[!A-Za-z0-9_./=-]*) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\n'
    "$@"
}

rm -rf "$directory"
mkdir -p "$directory"

say "Read a plan as it was published. What is odd about it is said, with its place."
run policyplan read examples/jilin_2022/source.txt
run policyplan read examples/jilin_2022/source.txt --quiet -o "$plan"

say "What does the provincial IP office lead that is due by the end of October 2022?"
run policyplan find "$plan" --quiet 'lead:省知识产权局 due:..2022-10'

say "In what have the national office's departments a part that has no last day?"
run policyplan find "$plan" --quiet 'unit:国家知识产权局 due:ongoing'

say "And the same in Chinese: what about geographical indications does it lead, due in 2023?"
run policyplan find "$plan" --quiet '牵头:省知识产权局 截止:2023 地理标志'

say "Which day do some words mean, and why?"
run policyplan deadline 今年年底前 --issued 2022-09-01

say "Calendars: one feed for all, one for each unit, and a page to subscribe from; to-dos in a file of their own."
run policyplan publish "$plan" --quiet "$directory/site"
run policyplan convert "$plan" --quiet --as todo -o "$directory/todo.ics"

cat <<END

Written:
  $plan               the plan as data
  $directory/todo.ics                to-dos, for any calendar program
  $directory/site/all.ics            every deadline
  $directory/site/units/             a calendar for each unit
  $directory/site/index.html         open this in a browser
END
