/* commands.c -- the commands in the order of help, and what `potency NAME --help` says. */
#include "sim/cli/cli.h"

#include <string.h>

const sim_listing sim_commands[] = {
    {"run", &sim_command_run, "FILE", "solve an experiment and write tables and figures",
     "Solves the experiment of parameter file FILE and writes tables as CSV, run.ini, "
     "the figure potency.png and those of the file's [figure] sections to DIR."},
    {"check", &sim_command_check, "FILE",
     "print every problem of a parameter file, and advice",
     "Prints every problem of parameter file FILE, not only the first, and what is odd "
     "about it though not wrong: equal arms, rows without effect, values far from their "
     "usual ones, a spent culture, more cells than a harvest has.  Of a run.ini of an "
     "earlier version, what became of each row.  Writes nothing."},
    {"plot", &sim_command_plot, "DIR|DB",
     "draw the figures of a run or sweep, without solving",
     "Draws the figures of the run in folder DIR again, from its tables, without "
     "solving.  A [figure] section that is written into DIR/run.ini is drawn too; the "
     "spread of a cohort is not.  A folder whose tables are not as its files.csv lists "
     "them is refused.  Of a sweep's database DB, draws a number over the axes: lines "
     "over one, heat maps over two, panels for a third, and a panel for each of more."},
    {"params", &sim_command_params, "[PATTERN]",
     "list parameters with range, unit, source and meaning",
     "Lists parameters: default, range, unit, meaning and source.  With PATTERN, those "
     "that have each of its words in their section.name, meaning, unit or source, or "
     "that `potency words` gives for it, the names first; a PATTERN with a point or with "
     "* and ? is matched with section.name alone."},
    {"words", &sim_command_words, "[WORD]", "say what the words mean",
     "Says what the words mean that a newcomer meets in tables, files and messages; of "
     "one WORD, or heading such as 'live d30', also what else it is called and the "
     "parameters that it has to do with."},
    {"presets", &sim_command_presets, "[PRESET]",
     "list sources, products, hosts and guidance",
     "Lists the presets by group, with the rows that each sets; of one PRESET also what "
     "the rows mean, their defaults and sources."},
    {"models", &sim_command_models, "[MODEL|FILE]",
     "list the models or print the equations of one",
     "Lists the chains of models, prints the equations of one MODEL or, with --sbml, "
     "writes them for other programs: one MODEL by itself, or all that an arm of "
     "parameter file FILE says, from the dish to the patient."},
    {"card", &sim_command_card, NULL, "print what the model is for, and where it fails",
     "Prints the model card: what the model is for and not for, what is fitted, assumed "
     "and open, how it does against measurements, and its known faults."},
    {"sweep", &sim_command_sweep, "FILE",
     "solve an experiment at many points, into a database",
     "Solves the experiment of parameter file FILE at each point of its section [sweep] "
     "and writes inputs and numbers of each point and arm to a SQLite database.  What is "
     "solved is on disk within a second or so, whatever happens then."},
    {"export", &sim_command_export, "DB", "print what a sweep found as CSV",
     "Prints what a sweep found as CSV: a row per point and arm, in the order of the "
     "points, with inputs, status, reason and numbers."},
    {"verify", &sim_command_verify, "DB",
     "solve random points of a sweep again and compare",
     "Checks the file of a sweep, solves random points of it again and compares: numbers "
     "are equal where the same build of the program solved them, and agree to 1e-6 where "
     "another did."},
    {"merge", &sim_command_merge, "OUT SHARD...", "join the shards of a sweep",
     "Joins databases that potency sweep --shard wrote into OUT, after checking that "
     "they belong together and that all points are there."},
    {"slurm", &sim_command_slurm, "FILE", "print a job script for a sweep on a cluster",
     "Prints a job script that runs the sweep of parameter file FILE on a cluster with "
     "Slurm: `potency slurm FILE --shards 64 > job.sh`, then `sh job.sh` submits an "
     "array job, a task for each shard, and a job that merges them.  Tasks that were "
     "killed go on where they stopped; `sh job.sh` once more goes on with all that is "
     "unfinished."},
    {"sensitivity", &sim_command_sensitivity, "FILE",
     "rank parameters by what they do to a number",
     "Varies parameters of parameter file FILE around their values and ranks them by "
     "what that does to a number.  Writes sensitivity.csv, a chart and the database "
     "sensitivity.db of all points to DIR; points that are there already are not solved "
     "again."},
    {"validate", &sim_command_validate, "[ROWS.csv]",
     "hold the model against published measurements",
     "Holds the model against published measurements, or those of ROWS.csv, whose "
     "parameter files stand beside it or in validation/ beside it. Prints by study what "
     "was assumed, measured and predicted, and what is hit and missed; writes "
     "validation.csv, what its columns are, the printed text and a page of figures to "
     "DIR. Misses are no failure: it ends with 0."},
    {"selftest", &sim_command_selftest, NULL, "check the solvers against closed forms",
     "Solves small models whose courses are known in closed form, by every method, and "
     "prints each number with what was expected, its standard error (or the tolerance of "
     "a number that is not drawn), what the error of leaps itself may explain, and how "
     "many standard errors the rest is: Z of a mean, Y of a variance.  Their limit is "
     "such that a sound program fails for one seed in a thousand.  Exits with 1 if a "
     "check fails."},
    {"completion", &sim_command_completion, "SHELL",
     "print a completion script for bash or zsh",
     "Prints a script that teaches SHELL (bash or zsh) to complete commands, options and "
     "names.  `make install` puts it in place; for one session:\nsource <(potency "
     "completion bash)"},
    {"manual", &sim_command_manual, NULL, "print the manual page",
     "Prints this manual page; `potency manual | man -l -` shows it."},
    {0},
};

const sim_listing *sim_command_find(const char *name)
{
    for (const sim_listing *listing = sim_commands; listing->name; listing++) {
        if (strcmp(listing->name, name) == 0) return listing;
    }
    return NULL;
}
