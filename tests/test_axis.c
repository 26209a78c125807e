/* test_axis.c -- what an axis of a sweep says, the values that it takes, what is refused. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "sim/study/axis.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

enum { FILE_LAYER = 1, SET_LAYER = 2 };

static sim_session session;
static sim_axis_world world;
static sim_axes axes;

static void set_up(void)
{
    sim_error err = {""};

    ck_assert_msg(sim_session_open(&session, &models_chains[0], &err) == SIM_OK, "%s",
                  err.text);
    world = (sim_axis_world){&session.catalog, &session.presets, false};
}

static void tear_down(void)
{
    sim_axes_free(&axes);
    sim_session_close(&session);
}

/* A row of line 7 of a file. */
static sim_status set(const char *name, const char *how, sim_error *err)
{
    const sim_row row = {name, how, "a.ini:7", "a.ini:7", FILE_LAYER};

    return sim_axes_set(&axes, &world, &row, err);
}

static const sim_axis *made(const char *name, const char *how)
{
    sim_error err = {""};

    ck_assert_msg(set(name, how, &err) == SIM_OK, "%s", err.text);
    ck_assert_uint_eq(axes.n, 1);
    ck_assert_ptr_eq(sim_axes_find(&axes, name), &axes.list[0]);
    ck_assert_str_eq(axes.list[0].name, name);
    ck_assert_str_eq(axes.list[0].how, how);
    return &axes.list[0];
}

/* ---- forms ---------------------------------------------------------------- */

enum { SHOWN = 12 };

static const struct {
    const char *name, *how;
    double low, high; /* of a range */
    size_t levels;
    double values[SHOWN]; /* of the first levels */
    bool log;
} ranges[] = {
    {"passaging.harvest_passage", "1..12", 1, 12, 12, {1, 2, 3, 4, 5, 6, 7, 8}, false},
    {"passaging.harvest_passage", " 2 .. 11  x 4 ", 2, 11, 4, {2, 5, 8, 11}, false},
    {"passaging.harvest_passage", "1..12 x 5", 1, 12, 5, {1, 4, 7, 9, 12}, false},
    {"passaging.harvest_passage", "range", 0, 40, 41, {0, 1, 2, 3, 4}, false},
    {"passaging.harvest_passage", "log 1..40 x 4", 1, 40, 4, {1, 3, 12, 40}, true},
    {"passaging.harvest_passage", "log 1..40", 1, 40, 0, {0}, true},
    {"product.doses", "range x 2", 1, 12, 2, {1, 12}, false},
    {"product.dose", "1e6..1.5e8", 1e6, 1.5e8, 0, {0}, false},
    {"product.dose", "range", 0, 1e9, 0, {0}, false},
    {"product.dose", "0..1e8 x 5", 0, 1e8, 5, {0, 2.5e7, 5e7, 7.5e7, 1e8}, false},
    {"product.dose", "log 1e6..1.6e8 x 3", 1e6, 1.6e8, 3, {1e6, 12649110.6, 1.6e8}, true},
    {"product.dose", "log\t1e6..1.6e8", 1e6, 1.6e8, 0, {0}, true},
    {"product.viability", "72 %..95 % x 2", 0.72, 0.95, 2, {0.72, 0.95}, false},
    {"product.viability", "72..95 % x 2", 0.72, 0.95, 2, {0.72, 0.95}, false},
    {"product.lot_potency", "log range x 3", 0.05, 20, 3, {0.05, 1, 20}, true},
    {"passaging.cycle_time", "1.5..3.5 day x 3", 36, 84, 3, {36, 60, 84}, false},
    {"passaging.cycle_time", "32 h..3.5 day x 2", 32, 84, 2, {32, 84}, false},
    {"passaging.cycle_time", "32 .. 38.5 x 2", 32, 38.5, 2, {32, 38.5}, false},
    {"passaging.donor_age",
     "18.7..80.3 x 7",
     18.7,
     80.3,
     7,
     {18.7, 28.9666667, 39.2333333, 49.5},
     false},
};

START_TEST(a_range_has_ends_and_levels)
{
    const sim_axis *axis = made(ranges[_i].name, ranges[_i].how);

    ck_assert(!axis->is_preset && axis->list == NULL);
    ck_assert(!sim_axis_has_words(axis, &world));
    ck_assert(axis->low == ranges[_i].low && axis->high == ranges[_i].high);
    ck_assert_uint_eq(axis->levels, ranges[_i].levels);
    ck_assert_int_eq(axis->log, ranges[_i].log);
    for (size_t i = 0; i < SHOWN && ranges[_i].values[i] > 0; i++)
        ck_assert_double_eq(sim_axis_level(axis, i), ranges[_i].values[i]);
    if (axis->levels > 0)
        ck_assert_double_eq(sim_axis_level(axis, axis->levels - 1), ranges[_i].high);
}
END_TEST

static const struct {
    const char *name, *how;
    size_t n;
    double values[SHOWN];
} lists[] = {
    {"passaging.harvest_passage", "8, 2,5", 3, {8, 2, 5}},
    {"product.dose", "0, 1e6, 2.385e7 cell", 3, {0, 1e6, 2.385e7}},
    {"product.dose", "3.71e7", 1, {3.71e7}},
    {"passaging.cycle_time", "1.5 day, 40 h, 2520 min", 3, {36, 40, 42}},
    {"product.viability", "95 %, 0.72 %", 2, {0.95, 0.0072}},
};

START_TEST(a_list_keeps_its_order)
{
    const sim_axis *axis = made(lists[_i].name, lists[_i].how);

    ck_assert_uint_eq(axis->levels, lists[_i].n);
    for (size_t i = 0; i < lists[_i].n; i++)
        ck_assert_double_eq(sim_axis_level(axis, i), lists[_i].values[i]);
}
END_TEST

/* A unit behind the last value is that of all, as it is behind a range. */
static const struct {
    const char *name, *how;
    size_t n;
    double values[SHOWN];
} units[] = {
    {"product.dose_interval", "1, 2, 4 week", 3, {7, 14, 28}},
    {"product.dose_interval", "28, 56h", 2, {7.0 / 6, 7.0 / 3}},
    {"product.dose_interval", "1 d, 2 week", 2, {1, 14}},
    {"product.dose_interval", "1, 3 months", 2, {365.0 / 12, 91.25}},
    {"product.dose_interval", "2.385 week", 1, {16.695}},
    {"persistence.tail", "1, 2 %/day", 2, {0.01, 0.02}},
    {"persistence.tail", "7, 14 % / week", 2, {0.01, 0.02}},
    {"product.viability", "72, 80,95 %", 3, {0.72, 0.8, 0.95}},
};

START_TEST(a_unit_at_the_end_is_that_of_all_values)
{
    const sim_axis *axis = made(units[_i].name, units[_i].how);

    ck_assert_uint_eq(axis->levels, units[_i].n);
    for (size_t i = 0; i < units[_i].n; i++)
        ck_assert_double_eq(sim_axis_level(axis, i), units[_i].values[i]);
}
END_TEST

#define SOME_ONLY \
    " has a unit behind some values only; one behind each of them, or one at the end for " \
    "all, would be right"

static const struct {
    const char *how, *message;
} mixed[] = {
    {"1 d, 2, 4 week", "1 d, 2, 4 week" SOME_ONLY},
    {"1 week, 2, 4", "1 week, 2, 4" SOME_ONLY},
    {"1 week, 2 week, 4", "1 week, 2 week, 4" SOME_ONLY},
    {"1, 2 week, 4", "1, 2 week, 4" SOME_ONLY},
    {"1 week..4 x 3", "1 week..4 x 3" SOME_ONLY},
    {"95 %, 0.72", "95 %, 0.72" SOME_ONLY},
};

START_TEST(a_unit_behind_some_values_only_is_refused)
{
    sim_error err = {""};
    char message[256];

    ck_assert_int_eq(set("product.dose_interval", mixed[_i].how, &err), SIM_EVALUE);
    snprintf(message, sizeof message, "a.ini:7: product.dose_interval = %s",
             mixed[_i].message);
    ck_assert_str_eq(err.text, message);
    ck_assert_uint_eq(axes.n, 0);
}
END_TEST

static const struct {
    const char *how, *message;
} ways[] = {
    {"1\u201312", "is no range as they are written here; 1..12 would be right"},
    {"1..12 \u00D7 3",
     "has levels that are not as they are written here; 1..12 x 3 would be right"},
    {"1..12*3",
     "has levels that are not as they are written here; 1..12 x 3 would be right"},
    {"1..12x3",
     "has levels that are not as they are written here; 1..12 x 3 would be right"},
    {"1-12", "is no range as they are written here; 1..12 would be right"},
    {"1 to 12", "is no range as they are written here; 1..12 would be right"},
    {"1...12", "is no range as they are written here; 1..12 would be right"},
    {"1\u202612 week", "is no range as they are written here; 1..12 week would be right"},
    {"1; 2; 4", "has semicolons between its values; 1, 2, 4 would be right"},
    {"1 2 4", "has no commas between its values; 1, 2, 4 would be right"},
    {"[1, 2, 4]", "has brackets around its values; 1, 2, 4 would be right"},
    {"1,500, 2,500", "has commas that group digits; 1500, 2500 would be right"},
    {"1,000,000", "has commas that group digits; 1000000 would be right"},
    {"1,5, 2,5", "has decimal commas; 1.5, 2.5 would be right"},
    {"1, 2,", "lacks a value beside a comma; one between any two would be right"},
};

START_TEST(other_ways_to_write_several_numbers_are_named)
{
    sim_error err = {""};
    char message[256];

    ck_assert_int_eq(set("product.dose_interval", ways[_i].how, &err), SIM_EVALUE);
    snprintf(message, sizeof message, "a.ini:7: product.dose_interval = %s %s",
             ways[_i].how, ways[_i].message);
    ck_assert_str_eq(err.text, message);
}
END_TEST

static const struct {
    const char *how, *words; /* of its levels */
} choices[] = {
    {"bone_marrow, adipose", "bone_marrow adipose "},
    {"umbilical", "umbilical "},
    {"range", "adipose bone_marrow umbilical "},
};

START_TEST(an_axis_of_presets_takes_them_by_name)
{
    const sim_axis *axis = made("presets.source", choices[_i].how);
    const sim_column column = sim_axis_column(axis, &world);
    char words[SIM_NUMBER_SIZE * SHOWN] = "", word[SIM_NUMBER_SIZE];

    ck_assert(axis->is_preset && sim_axis_has_words(axis, &world));
    for (size_t i = 0; i < axis->levels; i++) {
        sim_axis_print(axis, &world, sim_axis_level(axis, i), word);
        strcat(strcat(words, word), " ");
    }
    ck_assert_str_eq(words, choices[_i].words);
    ck_assert_str_eq(column.name, "presets.source");
    ck_assert_str_eq(column.unit, "1");
    ck_assert_str_eq(column.meaning, "preset");
}
END_TEST

START_TEST(a_column_says_what_the_parameter_is)
{
    const sim_axis *axis = made("passaging.cycle_time", "32..38.5 x 2");
    const sim_column column = sim_axis_column(axis, &world);
    char text[SIM_NUMBER_SIZE];

    ck_assert_str_eq(column.name, "passaging.cycle_time");
    ck_assert_str_eq(column.unit, "h");
    ck_assert_str_eq(column.meaning,
                     "time a cycling cell needs for one division in free space");
    sim_axis_print(axis, &world, sim_axis_level(axis, 1), text);
    ck_assert_str_eq(text, "38.5");
}
END_TEST

/* ---- values --------------------------------------------------------------- */

static bool is_short(double value)
{
    char text[SIM_NUMBER_SIZE];

    sim_number_print(text, value, SIM_NUMBER_TABLE);
    return strtod(text, NULL) == value;
}

START_TEST(the_ends_are_met_exactly)
{
    static const char *const rows[][2] = {
        {"product.dose", "log 1234567.8..150000000 x 9"},
        {"product.dose", "1234567.8..150000000"},
        {"passaging.donor_age", "18.7..80.3 x 13"},
        {"product.vesicles", "log 2.385e9..3.71e12 x 1000"},
        {"product.viability", "log 1e-300..0.95 x 31"},
    };
    const sim_axis *axis = made(rows[_i][0], rows[_i][1]);

    ck_assert_double_eq(sim_axis_at(axis, 0), axis->low);
    ck_assert_double_eq(sim_axis_at(axis, 1), axis->high);
    for (size_t i = 0; i < axis->levels; i++) {
        ck_assert(is_short(sim_axis_level(axis, i)));
        if (i > 0) ck_assert(sim_axis_level(axis, i) > sim_axis_level(axis, i - 1));
    }
}
END_TEST

START_TEST(places_are_even_and_have_nine_digits)
{
    const sim_axis *axis = made("passaging.donor_age", "18.7..80.3");

    ck_assert_double_eq(sim_axis_at(axis, 1.0 / 7), 27.5);
    ck_assert_double_eq(sim_axis_at(axis, 1.0 / 3), 39.2333333);
    ck_assert_double_eq(sim_axis_at(axis, 0.2385), 33.3916);
    for (int i = 0; i <= 371; i++) ck_assert(is_short(sim_axis_at(axis, i / 371.0)));
}
END_TEST

START_TEST(places_on_a_logarithm_are_even_in_it)
{
    const sim_axis *axis = made("product.dose", "log 1e4..1e8");

    ck_assert_double_eq(sim_axis_at(axis, 0.25), 1e5);
    ck_assert_double_eq(sim_axis_at(axis, 0.5), 1e6);
    ck_assert_double_eq(sim_axis_at(axis, 0.3), 158489.319);
}
END_TEST

/* A grid of places, none of them on an edge. */
static void count_whole(const sim_axis *axis, size_t n, size_t counts[41])
{
    for (size_t i = 0; i < n; i++) {
        const double value = sim_axis_at(axis, ((double)i + 0.5) / (double)n);

        ck_assert(value == floor(value) && value >= 0 && value <= 40);
        counts[(size_t)value]++;
    }
}

START_TEST(each_whole_number_comes_equally_often)
{
    size_t counts[41] = {0};

    count_whole(made("passaging.harvest_passage", "3..9"), 700, counts);
    for (size_t v = 0; v <= 40; v++)
        ck_assert_uint_eq(counts[v], v >= 3 && v <= 9 ? 100 : 0);
}
END_TEST

START_TEST(whole_numbers_on_a_logarithm_thin_out)
{
    size_t counts[41] = {0};

    count_whole(made("passaging.harvest_passage", "log 1..7"), 3000, counts);
    /* of log 8, each takes log((v + 1) / v): 1 in 3, 0.585 in 3, ... */
    for (size_t v = 1; v <= 7; v++) {
        const double part = log(((double)v + 1) / (double)v) / log(8);

        ck_assert_double_eq_tol((double)counts[v], 3000 * part, 1.0001);
    }
}
END_TEST

START_TEST(levels_come_equally_often)
{
    const sim_axis *axis = made("product.dose", "2.385e6, 3.71e7, 0, 5e7");
    size_t counts[4] = {0};

    for (size_t i = 0; i < 400; i++) {
        const double value = sim_axis_at(axis, ((double)i + 0.5) / 400);

        for (size_t k = 0; k < 4; k++) counts[k] += value == sim_axis_level(axis, k);
    }
    for (size_t k = 0; k < 4; k++) ck_assert_uint_eq(counts[k], 100);
    ck_assert_double_eq(sim_axis_at(axis, 0), 2.385e6);
    ck_assert_double_eq(sim_axis_at(axis, 1), 5e7);
}
END_TEST

/* ---- layers --------------------------------------------------------------- */

START_TEST(set_stands_over_the_file_whichever_comes_first)
{
    static const sim_row file = {"product.dose", "1e6..1e7", "a.ini:3", "a.ini:3",
                                 FILE_LAYER},
                         other = {"product.viability", "0.72..0.95", "a.ini:4", "a.ini:4",
                                  FILE_LAYER},
                         over = {"product.dose", "2e6, 3e6", "--set x", "--set x",
                                 SET_LAYER};
    sim_error err = {""};

    ck_assert_int_eq(sim_axes_set(&axes, &world, _i ? &over : &file, &err), SIM_OK);
    ck_assert_int_eq(sim_axes_set(&axes, &world, &other, &err), SIM_OK);
    ck_assert_int_eq(sim_axes_set(&axes, &world, _i ? &file : &over, &err), SIM_OK);
    ck_assert_uint_eq(axes.n, 2);
    ck_assert_str_eq(axes.list[0].name, "product.dose");
    ck_assert_str_eq(axes.list[0].how, "2e6, 3e6");
    ck_assert_str_eq(axes.list[0].origin, "--set x");
    ck_assert_uint_eq(axes.list[0].levels, 2);
    ck_assert_str_eq(axes.list[1].how, "0.72..0.95");
}
END_TEST

START_TEST(twice_in_a_layer_is_refused)
{
    sim_error err = {""};
    const sim_row again = {"product.dose", "3e6", "a.ini:9", "a.ini:9", FILE_LAYER};

    made("product.dose", "1e6..1e7");
    ck_assert_int_eq(sim_axes_set(&axes, &world, &again, &err), SIM_ENAME);
    ck_assert_str_eq(err.text,
                     "a.ini:9: product.dose is given twice, first at a.ini:7; one "
                     "of the two would be right");
    ck_assert_uint_eq(axes.n, 1);
    ck_assert_str_eq(axes.list[0].how, "1e6..1e7");
}
END_TEST

static char *written(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(out);
    sim_axes_write(&axes, out);
    ck_assert_int_eq(fclose(out), 0);
    return text;
}

START_TEST(what_is_written_reads_as_the_same)
{
    static const char *const rows[][2] = {
        {"product.dose", "log 1e6..1.5e8 x 9"},
        {"presets.source", "umbilical, adipose"},
        {"passaging.harvest_passage", "1..12"},
        {"passaging.cycle_time", "1.5..3.5 day x 3"},
    };
    char *first, *second, *rest, *line;
    sim_error err = {""};

    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(set(rows[i][0], rows[i][1], &err), SIM_OK);
    first = written();
    ck_assert_str_eq(first, "product.dose = log 1e6..1.5e8 x 9 #: a.ini:7\n"
                            "presets.source = umbilical, adipose #: a.ini:7\n"
                            "passaging.harvest_passage = 1..12 #: a.ini:7\n"
                            "passaging.cycle_time = 1.5..3.5 day x 3 #: a.ini:7\n");
    sim_axes_free(&axes);
    rest = second = strdup(first);
    while ((line = strtok_r(rest, "\n", &rest))) {
        char *equals = strstr(line, " = ");

        *strstr(line, " #:") = '\0';
        *equals = '\0';
        ck_assert_msg(set(line, equals + 3, &err) == SIM_OK, "%s", err.text);
    }
    free(second);
    second = written();
    ck_assert_str_eq(second, first);
    free(first);
    free(second);
}
END_TEST

/* ---- refusals ------------------------------------------------------------- */

static const struct {
    const char *name, *how, *message;
} bad[] = {
    /* subjects */
    {"passaging.cylce_time", "range",
     "unknown parameter 'passaging.cylce_time'; did you mean 'cycle_time'?"},
    {"passaging.colour", "range",
     "unknown parameter 'passaging.colour'; `potency params passaging.` lists those of "
     "that section"},
    {"pasaging.cycle_time", "range",
     "unknown section 'pasaging'; did you mean 'passaging'?"},
    {"dose", "range", "'dose' is no parameter; did you mean 'product.dose'?"},
    {".dose", "range", "'.dose' is no parameter; did you mean 'product.dose'?"},
    {"product.", "range", "'product.' is no parameter; section.name would be right"},
    {"presets.sources", "range",
     "unknown group of presets 'sources'; did you mean 'source'?"},
    {"presets.colour", "range",
     "unknown group of presets 'colour'; one of guidance, host, product, source would be "
     "right"},
    {"run.days", "30..60",
     "run.days belongs to the whole run and is no axis; a parameter of a model would be "
     "right"},
    {"run.solver", "auto, msbdf",
     "run.solver belongs to the whole run and is no axis; a sweep for each of its values, "
     "or a parameter of a model would be right"},
    {"run.indication", "knee, heart",
     "run.indication belongs to the whole run and is no axis; a sweep for each of its "
     "values, or a parameter of a model would be right"},
    {"sweep.points", "10..20",
     "sweep.points belongs to the whole run and is no axis; a parameter of a model would "
     "be right"},
    {"cohort.pain_noise", "2..9",
     "cohort.pain_noise belongs to the whole run and is no axis; a parameter of a model "
     "would be right"},
    {"sensitivity.spread", "1.1, 2",
     "sensitivity.spread belongs to the whole run and is no axis; a parameter of a model "
     "would be right"},
    /* presets */
    {"presets.source", "bone_marow",
     "unknown preset 'bone_marow' of group source; did you mean 'bone_marrow'?"},
    {"presets.source", "fresh",
     "preset 'fresh' is of group product, not source; presets.product = fresh would be "
     "right"},
    {"presets.source", "adipose, umbilical, adipose",
     "presets.source = adipose, umbilical, adipose names a value twice; each of them once "
     "would be right"},
    {"presets.source", "1..3",
     "unknown preset '1..3' of group source; one of adipose, bone_marrow, umbilical would "
     "be right"},
    {"presets.source", "",
     "presets.source has no value; one of adipose, bone_marrow, umbilical would be right"},
    /* lists */
    {"product.dose", "",
     "product.dose has no value; one in [0, 1e+09] cell would be right"},
    {"product.dose", " , ",
     "product.dose =  ,  lacks a value beside a comma; one between any two would be right"},
    {"product.dose", "plenty",
     "product.dose = plenty is not a number; one in [0, 1e+09] cell would be right"},
    {"product.dose", "1e6, nan",
     "product.dose = nan is not a number: it stands for no number; one in [0, 1e+09] cell "
     "would be right"},
    {"product.dose", "1e6 5e6",
     "product.dose = 1e6 5e6 has no commas between its values; 1, 2, 4 would be right"},
    {"product.dose", "1e6, 1e10", "product.dose = 1e10 cell is outside [0, 1e+09] cell"},
    {"product.dose", "1e6, 1000000",
     "product.dose = 1e6, 1000000 names a value twice; each of them once would be right"},
    {"passaging.cycle_time", "1.5 day, 40 h, 2400 min",
     "passaging.cycle_time = 1.5 day, 40 h, 2400 min names a value twice; each of them "
     "once "
     "would be right"},
    {"product.dose", "1e6, 5 mL",
     "product.dose = 5 mL: 'mL' measures something else; cell, or what converts to it, "
     "would be right"},
    {"passaging.harvest_passage", "1, 2.385",
     "passaging.harvest_passage = 2.385 is not whole; a whole number in [0, 40] passage "
     "would be right"},
    /* ranges */
    {"product.dose", "1e8..1e6",
     "product.dose = 1e8..1e6 is an empty range; the lower end first, as in 1..12, would "
     "be right"},
    {"product.dose", "1e6..1e6",
     "product.dose = 1e6..1e6 is an empty range; the lower end first, as in 1..12, would "
     "be right"},
    {"product.dose", "1e6..2e9", "product.dose = 2e9 cell is outside [0, 1e+09] cell"},
    {"product.dose", "-1..2e6", "product.dose = -1 cell is outside [0, 1e+09] cell"},
    {"product.dose", "1e6..",
     "product.dose has no value; one in [0, 1e+09] cell would be right"},
    {"product.dose", "..1e6",
     "product.dose has no value; one in [0, 1e+09] cell would be right"},
    {"product.dose", "..",
     "product.dose has no value; one in [0, 1e+09] cell would be right"},
    {"product.dose", "1e6..2e6..3e6",
     "product.dose = 2e6..3e6 is not a number: it is a range; one in [0, 1e+09] cell would "
     "be right"},
    {"product.dose", "1e6..plenty",
     "product.dose = plenty is not a number; one in [0, 1e+09] cell would be right"},
    {"product.dose", "few..1e6",
     "product.dose = few is not a number; one in [0, 1e+09] cell would be right"},
    {"product.dose", "1e6..inf",
     "product.dose = inf is not a number: it stands for no number; one in [0, 1e+09] cell "
     "would be right"},
    {"product.dose", "1e6-2e6",
     "product.dose = 1e6-2e6 is no range as they are written here; 1e6..2e6 would be "
     "right"},
    {"product.dose", "ranges",
     "product.dose = ranges is no range; 1e6..1.5e8, or range, would be right"},
    {"product.dose", "log",
     "product.dose = log is no range; 1e6..1.5e8, or range, would be right"},
    {"product.dose", "log 3e6",
     "product.dose = log 3e6 is no range; 1e6..1.5e8, or range, would be right"},
    {"product.dose", "log 0..1e6",
     "product.dose = log 0..1e6 has a logarithm that starts at 0 or below; a lower end "
     "above 0, or no 'log', would be right"},
    {"product.dose", "log range",
     "product.dose = log range has a logarithm that starts at 0 or below; a lower end "
     "above 0, or no 'log', would be right"},
    {"passaging.cycle_time", "32..3.5 mL",
     "passaging.cycle_time = 3.5 mL: 'mL' measures something else; h, or what converts to "
     "it, would be right"},
    {"passaging.cycle_time", "1..3.5 week",
     "passaging.cycle_time = 3.5 week (588 h) is outside [15, 120] h"},
    {"passaging.harvest_passage", "1.5..12",
     "passaging.harvest_passage = 1.5 is not whole; a whole number in [0, 40] passage "
     "would be right"},
    {"passaging.harvest_passage", "1..41",
     "passaging.harvest_passage = 41 passage is outside [0, 40] passage"},
    /* levels */
    {"product.dose", "1e6..1e7 x 1",
     "product.dose = 1e6..1e7 x 1 has no such number of levels; x 2 to x 1000000 would be "
     "right"},
    {"product.dose", "1e6..1e7 x 0",
     "product.dose = 1e6..1e7 x 0 has no such number of levels; x 2 to x 1000000 would be "
     "right"},
    {"product.dose", "1e6..1e7 x -3",
     "product.dose = 1e6..1e7 x -3 has no such number of levels; x 2 to x 1000000 would "
     "be right"},
    {"product.dose", "1e6..1e7 x 2.385",
     "product.dose = 1e6..1e7 x 2.385 has no such number of levels; x 2 to x 1000000 "
     "would be right"},
    {"product.dose", "1e6..1e7 x 1000001",
     "product.dose = 1e6..1e7 x 1000001 has no such number of levels; x 2 to x 1000000 "
     "would be right"},
    {"passaging.harvest_passage", "1..12 x 13",
     "passaging.harvest_passage = 1..12 x 13 has more levels than whole numbers; fewer "
     "would be right"},
    {"passaging.harvest_passage", "log 1..12 x 9",
     "passaging.harvest_passage = log 1..12 x 9 has levels that are equal when rounded; "
     "fewer would be right"},
    {"passaging.donor_age", "50..50.0000005 x 9",
     "passaging.donor_age = 50..50.0000005 x 9 has levels that are equal when rounded; "
     "fewer would be right"},
};

START_TEST(bad_rows_are_refused)
{
    sim_error err = {""};
    char message[512];

    snprintf(message, sizeof message, "a.ini:7: %s", bad[_i].message);
    ck_assert_int_ne(set(bad[_i].name, bad[_i].how, &err), SIM_OK);
    ck_assert_str_eq(err.text, message);
    ck_assert_uint_eq(axes.n, 0);
}
END_TEST

START_TEST(a_row_that_is_too_long_is_refused)
{
    sim_error err = {""};
    char how[300];

    memset(how, '1', sizeof how);
    how[256] = '\0';
    ck_assert_int_eq(set("product.dose", how, &err), SIM_EVALUE);
    ck_assert_ptr_nonnull(
        strstr(err.text, " is longer than 255 characters; a shorter list would be right"));
}
END_TEST

/* ---- spread --------------------------------------------------------------- */

static const struct {
    const char *section, *name;
    double value, spread;
    const char *how; /* NULL: nothing varies */
} spreads[] = {
    {"passaging", "cycle_time", 32, 1.1, "log 29.0909091..35.2"},
    {"passaging", "cycle_time", 118, 1.25, "log 94.4..120"},
    {"passaging", "cycle_time", 16, 2, "log 15..32"},
    {"passaging", "cycle_time", 15, 100, "log 15..120"},
    {"product", "viability", 0.95, 1.1, "log 0.863636364..1"},
    {"product", "viability", 0, 1.1, NULL},
    {"product", "dose", 0, 2, NULL},
    {"passaging", "harvest_passage", 2, 1.1, "1..3"},
    {"passaging", "harvest_passage", 8, 2, "4..16"},
    {"passaging", "harvest_passage", 11, 1.5, "8..16"},
    {"passaging", "harvest_passage", 40, 1.1, "37..40"},
    {"passaging", "harvest_passage", 1, 1.1, "0..2"},
    {"product", "doses", 1, 1.5, "1..2"},
    {"product", "expanded", 1, 1.1, NULL}, /* a switch */
    {"run", "solver", 1, 1.1, NULL},
};

START_TEST(a_spread_lies_around_the_value_and_within_the_parameters_range)
{
    sim_axis_spread spread = {.value = spreads[_i].value, .spread = spreads[_i].spread};
    sim_error err = {""};

    ck_assert_int_eq(sim_catalog_find(&session.catalog, spreads[_i].section,
                                      spreads[_i].name, "test", &spread.row, &err),
                     SIM_OK);
    ck_assert_int_eq(sim_axes_spread(&axes, &world, &spread, &err), SIM_OK);
    ck_assert_uint_eq(axes.n, spreads[_i].how ? 1 : 0);
    if (!spreads[_i].how) return;
    ck_assert_str_eq(axes.list[0].how, spreads[_i].how);
    ck_assert_double_eq(sim_axis_at(&axes.list[0], 0), axes.list[0].low);
    ck_assert_double_eq(sim_axis_at(&axes.list[0], 1), axes.list[0].high);
}
END_TEST

/* What a spread is written as is read as the same axis. */
START_TEST(a_spread_reads_as_the_same)
{
    sim_axis_spread spread = {.value = spreads[_i].value, .spread = spreads[_i].spread};
    sim_error err = {""};
    sim_axis one, two;

    if (!spreads[_i].how) return;
    ck_assert_int_eq(sim_catalog_find(&session.catalog, spreads[_i].section,
                                      spreads[_i].name, "test", &spread.row, &err),
                     SIM_OK);
    ck_assert_int_eq(sim_axes_spread(&axes, &world, &spread, &err), SIM_OK);
    one = axes.list[0];
    ck_assert_int_eq(set(one.name, spreads[_i].how, &err), SIM_OK);
    ck_assert_uint_eq(axes.n, 1);
    two = axes.list[0];
    ck_assert(one.row == two.row && one.low == two.low && one.high == two.high &&
              one.levels == two.levels && one.log == two.log && one.whole == two.whole);
}
END_TEST

/* ---- the suite ------------------------------------------------------------ */

static Suite *suite(void)
{
    Suite *s = suite_create("axis");
    TCase *cases = tcase_create("axes");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_loop_test(cases, a_range_has_ends_and_levels, 0, LENGTH(ranges));
    tcase_add_loop_test(cases, a_list_keeps_its_order, 0, LENGTH(lists));
    tcase_add_loop_test(cases, an_axis_of_presets_takes_them_by_name, 0, LENGTH(choices));
    tcase_add_test(cases, a_column_says_what_the_parameter_is);
    tcase_add_loop_test(cases, the_ends_are_met_exactly, 0, 5);
    tcase_add_test(cases, places_are_even_and_have_nine_digits);
    tcase_add_test(cases, places_on_a_logarithm_are_even_in_it);
    tcase_add_test(cases, each_whole_number_comes_equally_often);
    tcase_add_test(cases, whole_numbers_on_a_logarithm_thin_out);
    tcase_add_test(cases, levels_come_equally_often);
    tcase_add_loop_test(cases, set_stands_over_the_file_whichever_comes_first, 0, 2);
    tcase_add_test(cases, twice_in_a_layer_is_refused);
    tcase_add_test(cases, what_is_written_reads_as_the_same);
    tcase_add_loop_test(cases, bad_rows_are_refused, 0, LENGTH(bad));
    tcase_add_test(cases, a_row_that_is_too_long_is_refused);
    tcase_add_loop_test(cases,
                        a_spread_lies_around_the_value_and_within_the_parameters_range, 0,
                        LENGTH(spreads));
    tcase_add_loop_test(cases, a_spread_reads_as_the_same, 0, LENGTH(spreads));
    suite_add_tcase(s, cases);
    cases = tcase_create("units");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_loop_test(cases, a_unit_at_the_end_is_that_of_all_values, 0, LENGTH(units));
    tcase_add_loop_test(cases, a_unit_behind_some_values_only_is_refused, 0, LENGTH(mixed));
    tcase_add_loop_test(cases, other_ways_to_write_several_numbers_are_named, 0,
                        LENGTH(ways));
    suite_add_tcase(s, cases);
    return s;
}

int main(void) { return suite_run(suite()); }
