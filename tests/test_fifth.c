/* test_fifth.c -- the program with a fifth chain, through every command: beans, a spray that is
 * brewed for them, and beetles.  Nothing of what the other chains are about may turn up.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

enum { NAME_SIZE = 4096 };

/* Words of the other chains, and where they may stand: where all chains are listed, and where
 * units are. */
#define FOREIGN \
    "(^|[^A-Za-z])(knees?|joints?|needles?|pain|vas|cartilage|injections?|injected|" \
    "donors?|" \
    "patients?|harvests?|passages?|MSCs?)([^A-Za-z]|$)"
#define ALLOWED "knee [|] gvhd|counted as dimensionless|(trial[.]|# )patients +="

/* The program beside build/potency. */
static void use_fifth(void)
{
    const char *program = getenv("POTENCY");
    char name[NAME_SIZE];
    const char *slash;

    if (!program) program = "build/potency";
    slash = strrchr(program, '/');
    snprintf(name, sizeof name, "%.*stests/potency_fifth",
             slash ? (int)(slash + 1 - program) : 0, program);
    setenv("POTENCY", name, 1);
}

/* The experiment that the chain starts with, and one that is swept. */
static void write_files(void)
{
    program_result result;

    program_succeed("params --experiment --indication beans > beans.ini", &result);
    program_write_text("sweep.ini", "[run]\nindication = beans\n"
                                    "[sweep]\nspraying.amount = 0.5, 1, 2\n"
                                    "brewing.last_batch = 1..3\n"
                                    "[arm plain]\n[arm shaded]\npresets.site = shaded\n");
}

/* What was seen of it, beside the parameter file that it is held against. */
static void write_measured(void)
{
    program_write_text(
        "rows.csv",
        "group,study,row,role,kind,measured,low,high,unit,file,arm,against,quantity,at,"
        "how\n"
        "brews,Miller 2001,strength,predicted,number,0.6,0.55,0.65,1,beans.ini,fourth,,"
        "strength,4,value\n"
        "beans,Miller 2001,holes,predicted,number,0.9,0.8,1,1,beans.ini,fresh,,holes,45,"
        "value\n"
        "beans,Miller "
        "2001,sprayed,predicted,sign,1,-0.01,0.01,1,beans.ini,fresh,eighth,crop,"
        "45,value difference\n");
}

static void expect(const char *text, const char *wanted)
{
    ck_assert_msg(strstr(text, wanted), "'%s' is not in:\n%s", wanted, text);
}

/* Neither what was printed nor a file that was written has a word of another chain. */
static void expect_own_words(const program_result *of)
{
    program_result found;

    program_write_text("printed", of->out);
    program_write_text("told", of->err);
    program_shell("grep -rIiE '" FOREIGN "' . | grep -vE '" ALLOWED "'; true", &found);
    ck_assert_str_eq(found.out, "");
}

/* ---- each command by itself ------------------------------------------------ */

static const struct {
    const char *command, *wanted; /* wanted: among what is printed */
} calls[] = {
    {"run beans.ini -o out; cat out/figures.csv",
     "beans,,title,worse,best_crop_against_background,fresh,eighth,"},
    {"run beans.ini -o out; head -n 1 out/course.csv", "out/batches.csv\nout/brew.csv\n"},
    {"run beans.ini -n 4 -o out > log; grep ,day,day, out/columns.csv",
     "brew.csv,day,day,time since this stage began\n"
     "course.csv,day,day,time since the first round\n"
     "course_after_rounds.csv,day,day,time since the first round\n"
     "ensemble.csv,day,day,time since the first round\n"},
    {"check beans.ini", "beans.ini: no problem, 0 warnings\n"},
    {"params --ini --indication beans > all.ini; \"$POTENCY\" check all.ini",
     "all.ini: no problem, 0 warnings\n"},
    {"params --indication beans", "drawn for each brew around the row brewing.budding; "
                                  "times a factor that a brewery's brews share"},
    {"params --indication beans", "run.indication                   = beans "},
    {"params run.days --indication beans", "run.days                         = 60 "},
    {"params hatching --indication beans", "beans.hatching"},
    {"presets --indication beans",
     "presets.site\n  shaded               beans under trees\n"
     "                         beans.shade = 0.55\n"},
    {"check sweep.ini", "sweep.ini: no problem, 0 warnings\n"},
    {"sweep sweep.ini -o s.db 2> log; \"$POTENCY\" export s.db",
     "\n9,background of shaded,"},
    {"sweep sweep.ini -o s.db 2> log; \"$POTENCY\" verify s.db",
     "s.db: sound; 9 of 9 points solved again, all equal\n"},
    {"sweep sweep.ini -o s.db 2> log; \"$POTENCY\" plot s.db -o out; cat out/*.csv",
     "gain of crop"},
    {"sweep sweep.ini -o s.db > log 2>&1; grep -c warning log; true", "0\n"},
    {"sensitivity beans.ini -o out 2> log", "\nspraying.rounds "},
    {"ledger beans.ini --arm eighth --against fresh -o out",
     " less than with fresh: all of it comes from strength.\n"},
    {"trial beans.ini -q measured_holes_fall --set trial.pool=60 -t 20 -f svg -o out",
     "20 trials of 30 farmers in each of "},
    {"run beans.ini -n 40 --spread -o out",
     "\narm               brewery           brew         farmer        budding\n"},
    {"run beans.ini -n 40 -o out",
     "\nresponders: measured holes falls by at least 0.04 from day 3 to day 30\n"},
    {"run beans.ini -n 40 -o out; head -n 1 out/replicates.csv", "measured_holes_day_30"},
    {"run beans.ini -o out --set run.method=ssa", "solved by brewing ssa, field ssa\n"},
    {"run beans.ini -o out > log; \"$POTENCY\" plot out -o again --dark",
     "again/beans.png\n"},
    {"models --sbml beans.ini", "id=\"beetles\""},
    {"models field", "beetles on beans (time in days)\n"},
    {"validate rows.csv -n 20 -o out; cat out/validation.csv", "Miller 2001,holes,"},
    {"validate rows.csv -n 20 -o out",
     "band: 90 % of 20 replicates over brew and brewery\n"},
    {"slurm sweep.ini --shards 4", "sweep.ini"},
};

START_TEST(every_command_takes_it)
{
    program_result result;

    write_files();
    write_measured();
    program_succeed(calls[_i].command, &result);
    expect(result.out, calls[_i].wanted);
    expect_own_words(&result);
}
END_TEST

/* What is told of the program as a whole lists it beside the others. */
START_TEST(the_whole_lists_it)
{
    program_result result;

    program_succeed("card", &result);
    expect(result.out, "- field: beetles on beans; ");
    program_succeed("models", &result);
    expect(result.out, "beans: brewing, and beetles on beans\n"
                       "  brewing      a spray that is brewed\n");
    program_succeed("completion bash", &result);
    expect(result.out, "compgen -W \"knee gvhd ards heart beans\"");
    program_succeed("words replicate", &result);
    program_succeed("manual", &result);
    program_succeed("validate --list", &result);
}
END_TEST

/* ---- what is refused -------------------------------------------------------- */

static const program_refusal refusals[] = {
    {"[run]\nindication = beans\n[joint]\nsasp = 0.1\n", "",
     "a.ini:3: section 'joint' is of indication knee, and this run treats beans; [run] "
     "indication = knee, or no such row, would be right"},
    {"[run]\nindication = beans\n", "--set product.dose=1e6",
     "--set product.dose=1e6: section 'product' is of indication knee, and this run treats "
     "beans; [run] indication = knee, or no such row, would be right"},
    {"[run]\nindication = beans\n[presets]\nguidance = guided_hip\n", "",
     "a.ini:4: preset 'guided_hip' is of indication knee; [run] indication = knee, or no "
     "such "
     "preset, would be right"},
    {"[run]\nindication = beans\n[presets]\nproduct = fresh\n", "",
     "a.ini:4: preset 'fresh' is of indication knee; [run] indication = knee, or no such "
     "preset, would be right"},
    {"[run]\nindication = beans\n[sweep]\npresets.guidance = guided_knee, guided_hip\n", "",
     "a.ini:4: group of presets 'guidance' is of indication knee; [run] indication = knee, "
     "or "
     "no such row, would be right"},
    {"[run]\nindication = beens\n", "",
     "a.ini:2: run.indication = beens is unknown; did you mean 'beans'?"},
    {"[beans]\nhatching = 0.1\n", "",
     "a.ini:1: section 'beans' is of indication beans, and this run treats knee; [run] "
     "indication = beans, or no such row, would be right"},
    {"[run]\nindication = beans\n[beans]\nbites = 0.9\n", "",
     "a.ini:4: arm default: bites = 0.9 of most_beetles = 38 leave no leaf; less than 20 "
     "in all would be "
     "right"},
};

START_TEST(what_is_of_another_chain_is_refused) { program_refuse_file(&refusals[_i]); }
END_TEST

int main(void)
{
    Suite *suite = suite_create("fifth");
    TCase *cases = tcase_create("fifth");

    use_fifth();
    program_add_folder(cases);
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, every_command_takes_it, 0, LENGTH(calls));
    tcase_add_test(cases, the_whole_lists_it);
    tcase_add_loop_test(cases, what_is_of_another_chain_is_refused, 0, LENGTH(refusals));
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
