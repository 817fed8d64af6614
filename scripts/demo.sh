#!/bin/sh
# Show the whole road on a real plan: read it, ask it, write calendars from it. demo.sh DIRECTORY
set -eu
directory=$1
plan=examples/jilin_2022/source.txt

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

say "Read a published plan: what was found in it, and what is odd about it."
run policyplan read "$plan" -o "$directory/plan.json"
run policyplan read "$plan"

say "Which measures does the provincial IP office lead that fall due by the end of 2022?"
run policyplan find "$directory/plan.json" 'lead:省知识产权局 due:..2022-12-31'

say "What is asked of the departments of the national office that has no last day?"
run policyplan find "$directory/plan.json" 'unit:国家知识产权局 due:ongoing'

say "What was due on a day? The words, and how they were understood."
run policyplan deadline '2022年12月底前' --issued 2022-09-01

say "Calendars: one feed for all, one for each unit, and a page to subscribe from; to-dos in a file of their own."
run policyplan publish "$directory/plan.json" "$directory/site"
run policyplan convert "$directory/plan.json" --as todo -o "$directory/todo.ics"

printf '\nWritten:\n'
printf '  %s\tthe plan as data\n' "$directory/plan.json"
printf '  %s\tevery deadline, for any calendar program\n' "$directory/site/all.ics"
printf '  %s\tthe same as to-dos\n' "$directory/todo.ics"
printf '  %s\topen this in a browser\n' "$directory/site/index.html"
