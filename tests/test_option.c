/* test_option.c -- rows of options: they fill fields, name what is wrong, and are each one. */
#define _DEFAULT_SOURCE /* strsep */

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

enum { N_COMMANDS = 27, WRONG_USAGE = 2 };

/* ---- a command of our own --------------------------------------------------- */

typedef struct {
    const char *color;
    size_t layers;
} paint;

typedef struct {
    sim_arguments shared;
    const char *note;
    size_t count;
    bool loud;
    paint paint;
} own_options;

static const char *color_name(size_t i)
{
    static const char *const names[] = {"ochre", "umber", NULL};

    return names[i];
}

static const sim_option paint_rows[] = {
    {"color", 'c', "COLOR", "What color", SIM_INTO(paint, color), .words = color_name},
    {"layers", 0, "N", "How many", SIM_INTO(paint, layers), .least = 3, .most = 71},
    {0},
};

static const sim_option own_rows[] = {
    {.group = sim_result_options},
    {"note", 'n', "TEXT", "What to note", SIM_INTO(own_options, note)},
    {.group = paint_rows, .at = offsetof(own_options, paint)},
    {"count", 'k', "N", "How many", SIM_INTO(own_options, count), .most = SIM_SEED_MOST},
    {"loud", 'l', NULL, "Whether", SIM_INTO(own_options, loud)},
    {"seed", 'r', "S", "A seed", sim_read_setting, .setting = "run.seed"},
    {0},
};

static void refuse_loud_notes(const void *options, struct argp_state *state)
{
    const own_options *o = options;

    if (o->loud && o->note) argp_error(state, "--loud takes no --note");
}

static const sim_command own = {.options = own_rows, .check = refuse_loud_notes};
static const sim_listing one = {"own", &own, "FILE", "a phrase", "All."},
                         several = {"own", &own, "OUT PART...", "a phrase", "All."},
                         perhaps = {"own", &own, "[FILE]", "a phrase", "All."};

enum { WORDS = 16 };

/* Reads the words of a line, separated by blanks. */
static void read_line(const sim_listing *listing, const char *line, own_options *o)
{
    static char text[256];
    static char *argv[WORDS + 1];
    char *rest = text;
    int argc = 0;

    snprintf(text, sizeof text, "potency own %s", line);
    strsep(&rest, " ");
    while (rest) argv[argc++] = strsep(&rest, " ");
    argv[argc] = NULL;
    argp_err_exit_status = WRONG_USAGE;
    *o = (own_options){.count = 8};
    sim_options_read(&(sim_call){.listing = listing, .argc = argc, .argv = argv}, o);
}

START_TEST(each_option_fills_its_field)
{
    own_options o;

    read_line(&one,
              "--color=umber file.ini --layers 37 -k 9007199254740991 -o dir -n second",
              &o);
    ck_assert_str_eq(o.shared.argument, "file.ini");
    ck_assert_str_eq(o.shared.dir, "dir");
    ck_assert_str_eq(o.note, "second");
    ck_assert_str_eq(o.paint.color, "umber");
    ck_assert_uint_eq(o.paint.layers, 37);
    ck_assert_uint_eq(o.count, 9007199254740991);
    ck_assert(!o.loud);
}
END_TEST

START_TEST(what_is_not_said_stays_as_it_was)
{
    own_options o;

    read_line(&perhaps, "--loud", &o);
    ck_assert(o.loud);
    ck_assert_uint_eq(o.count, 8);
    ck_assert_ptr_null(o.shared.argument);
    ck_assert_ptr_null(o.note);
    ck_assert_ptr_null(o.paint.color);
    ck_assert_uint_eq(o.shared.n_sets, 0);
}
END_TEST

START_TEST(settings_stand_among_values_in_their_order)
{
    own_options o;

    read_line(&one, "-s a.b=3.71 f --seed 2385 --set c.d=e", &o);
    ck_assert_uint_eq(o.shared.n_sets, 3);
    ck_assert_str_eq(o.shared.sets[0], "a.b=3.71");
    ck_assert_str_eq(o.shared.sets[1], "run.seed=2385");
    ck_assert_str_eq(o.shared.sets[2], "c.d=e");
}
END_TEST

START_TEST(several_arguments_are_taken_together)
{
    own_options o;

    read_line(&several, "out --loud one two", &o);
    ck_assert_uint_eq(o.shared.n_several, 3);
    ck_assert_str_eq(o.shared.several[0], "out");
    ck_assert_str_eq(o.shared.several[2], "two");
    ck_assert_ptr_null(o.shared.argument);
}
END_TEST

START_TEST(groups_stand_in_their_places)
{
    static const char *const names[] = {"output", "set",   "note", "color",
                                        "layers", "count", "loud", "seed"};
    sim_option list[SIM_OPTIONS_MAX];

    ck_assert_uint_eq(sim_options_list(&own, list), LENGTH(names));
    for (int i = 0; i < LENGTH(names); i++) ck_assert_str_eq(list[i].name, names[i]);
    ck_assert_uint_eq(list[4].at, offsetof(own_options, paint.layers));
}
END_TEST

/* ---- what is wrong ---------------------------------------------------------- */

static const char *const wrong[] = {
    "f g",        "f --layers 2", "f --layers 72", "f --layers 3.5",
    "f -c ocher", "f -l -n out",  "f --count -1",  "f --count 1e16",
    "-l",         "f -q",
};

START_TEST(wrong_usage_ends_the_program) { read_line(&one, wrong[_i], &(own_options){0}); }
END_TEST

/* ---- the commands that there are ---------------------------------------------- */

static const struct {
    const char *arguments, *message;
} messages[] = {
    {"run a.ini -n 0", "run: --replicates 0 is no whole number from 1 to 1000000"},
    {"run a.ini -n 5 --shard 6/5",
     "run: --shard 6/5 is no part of a whole; 1/4 to 4/4 would be right"},
    {"run a.ini --resume", "run: --resume and --shard are of a cohort; --replicates 500 "
                           "beside them would be right"},
    {"run a.ini --spread",
     "run: --spread needs a cohort; --replicates 500 beside it would be right"},
    {"sweep a.ini", "sweep: -o DB says where the results go"},
    {"slurm a.ini", "slurm: --shards is missing; --shards 64 makes 64 tasks"},
    {"sensitivity a.ini -m moris", "sensitivity: --method moris is unknown; did you mean "
                                   "'morris'?"},
    {"verify a.db --points 100001",
     "verify: --points 100001 is no whole number from 1 to 100000"},
    {"validate -j 1025", "validate: --threads 1025 is no whole number from 1 to 1024"},
};

START_TEST(messages_name_the_option_and_what_would_be_right)
{
    char text[PROGRAM_PATH];
    program_result result;

    program_run(messages[_i].arguments, &result);
    ck_assert_int_eq(result.code, WRONG_USAGE);
    snprintf(text, sizeof text, "potency %s\n", messages[_i].message);
    ck_assert_msg(strncmp(result.err, text, strlen(text)) == 0, "%s", result.err);
}
END_TEST

START_TEST(at_most_so_many_values_are_set)
{
    program_result result;

    program_run("run a.ini $(for i in $(seq 257); do echo -s run.days=$i; done)", &result);
    ck_assert_int_eq(result.code, WRONG_USAGE);
    ck_assert_ptr_eq(strstr(result.err, "potency run: at most 256 --set are taken\n"),
                     result.err);
    program_run("run a.ini -r1 -r2 -r3 -r4 -r5 -r6 -r7 -r8 -r9", &result);
    ck_assert_ptr_eq(strstr(result.err, "potency run: run.seed is set more than 8 times\n"),
                     result.err);
}
END_TEST

/* Of the options of one command no two share a name or a letter, and each is read. */
START_TEST(options_are_told_apart)
{
    sim_option list[SIM_OPTIONS_MAX];
    const size_t n = sim_options_list(sim_commands[_i].command, list);

    for (size_t i = 0; i < n; i++) {
        const sim_option *o = &list[i];

        ck_assert_msg(o->read != NULL, "%s", o->name);
        ck_assert_msg(o->help && *o->help, "%s", o->name);
        ck_assert_msg((o->read == sim_read_flag) <= !o->placeholder, "%s", o->name);
        if (o->read == sim_read_count)
            ck_assert_msg(o->most > o->least && o->most <= SIM_SEED_MOST, "%s", o->name);
        for (size_t k = 0; k < i; k++) {
            ck_assert_str_ne(o->name, list[k].name);
            ck_assert_msg(!o->letter || o->letter != list[k].letter, "%s", o->name);
        }
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("option");
    TCase *reading = tcase_create("reading"), *commands = tcase_create("commands");

    tcase_add_test(reading, each_option_fills_its_field);
    tcase_add_test(reading, what_is_not_said_stays_as_it_was);
    tcase_add_test(reading, settings_stand_among_values_in_their_order);
    tcase_add_test(reading, several_arguments_are_taken_together);
    tcase_add_test(reading, groups_stand_in_their_places);
    tcase_add_loop_exit_test(reading, wrong_usage_ends_the_program, WRONG_USAGE, 0,
                             LENGTH(wrong));
    program_add_folder(commands);
    tcase_add_loop_test(commands, messages_name_the_option_and_what_would_be_right, 0,
                        LENGTH(messages));
    tcase_add_test(commands, at_most_so_many_values_are_set);
    tcase_add_loop_test(commands, options_are_told_apart, 0, N_COMMANDS);
    suite_add_tcase(suite, reading);
    suite_add_tcase(suite, commands);
    return suite_run_apart(suite);
}
