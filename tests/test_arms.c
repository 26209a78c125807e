/* test_arms.c -- layers of an experiment: who wins, where it came from, and run.ini. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/cli.h"
#include "sim/study/arms.h"
#include "tests/suite.h"
#include "tests/temp.h"

enum { PATH = 128, SETS = 3 };

static sim_session session;
static char dir[TEMP_PATH], file[TEMP_PATH + 16];

/* ---- an experiment in a temporary folder ---------------------------------- */

static void set_up(void)
{
    sim_error err = {""};

    temp_folder("arms", dir);
    snprintf(file, sizeof file, "%s/a.ini", dir);
    ck_assert_msg(sim_session_open(&session, &models_chains[0], &err) == SIM_OK, "%s",
                  err.text);
}

static void tear_down(void)
{
    sim_session_close(&session);
    unlink(file);
    ck_assert_int_eq(rmdir(dir), 0);
}

static sim_status try_read(sim_experiment *e, const char *text, const char *const sets[],
                           sim_error *err)
{
    FILE *out = fopen(file, "wb");
    size_t n = 0;

    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    ck_assert_int_eq(fclose(out), 0);
    while (n < SETS && sets[n]) n++;
    return sim_experiment_read(e, &session.catalog, &session.presets,
                               &(sim_source){.file = file, .sets = sets, .n_sets = n}, err);
}

static const char *const no_sets[SETS];

static void read_experiment(sim_experiment *e, const char *text, const char *const sets[])
{
    sim_error err = {""};

    ck_assert_msg(try_read(e, text, sets, &err) == SIM_OK, "%s", err.text);
}

/* What sim_experiment_write writes; the caller frees it. */
static char *write_text(const sim_experiment *e)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(out);
    sim_experiment_write(e, out);
    ck_assert_int_eq(fclose(out), 0);
    return text;
}

static size_t row_of(const char *section, const char *name)
{
    sim_error err = {""};
    size_t row = 0;

    ck_assert_msg(sim_catalog_find(&session.catalog, section, name, "test", &row, &err) ==
                      SIM_OK,
                  "%s", err.text);
    return row;
}

/* The setting of a parameter in arm `arm` of the experiment. */
static const sim_setting *setting_of(const sim_experiment *e, size_t arm,
                                     const char *section, const char *name)
{
    ck_assert_uint_lt(arm, e->n_arms);
    return &e->arms[arm].settings[row_of(section, name)];
}

/* The preset in force of a group; NULL without one. */
static const char *preset_of(const sim_experiment *e, const sim_arm *arm, const char *group)
{
    size_t g = 0;

    while (strcmp(e->presets->groups[g], group) != 0) g++;
    return arm->presets[g] == SIM_NONE ? NULL : e->presets->list[arm->presets[g]].name;
}

/* ---- layers --------------------------------------------------------------- */

/* Each case adds one layer to the case before; thawed_injected has fitness 0.1,
 * thawed_rested 0.95; the default is 1. */
#define FILE_PRESET "[presets]\nproduct = thawed_injected\n"
#define FILE_ROW "[product]\nfitness = 0.2385\n"
#define ARM_PRESET "presets.product = thawed_rested\n"
#define ARM_ROW "product.fitness = 0.371\n"

static const struct {
    const char *text, *sets[SETS];
    double base, arm; /* product.fitness */
    sim_scope scope;  /* of the arm's */
    const char *origin;
} layers[] = {
    {"[arm x]\n", {NULL}, 1, 1, SIM_BY_DEFAULT, "default"},
    {FILE_PRESET "[arm x]\n", {NULL}, 0.1, 0.1, SIM_BY_FILE, "preset thawed_injected"},
    {FILE_PRESET FILE_ROW "[arm x]\n", {NULL}, 0.2385, 0.2385, SIM_BY_FILE, "a.ini:4"},
    {FILE_PRESET FILE_ROW "[arm x]\n" ARM_PRESET,
     {NULL},
     0.2385,
     0.95,
     SIM_BY_ARM,
     "preset thawed_rested"},
    {FILE_PRESET FILE_ROW "[arm x]\n" ARM_PRESET ARM_ROW,
     {NULL},
     0.2385,
     0.371,
     SIM_BY_ARM,
     "a.ini:7"},
    {FILE_PRESET FILE_ROW "[arm x]\n" ARM_PRESET ARM_ROW,
     {"presets.product=thawed_injected"},
     0.1,
     0.1,
     SIM_BY_SET,
     "preset thawed_injected"},
    {FILE_PRESET FILE_ROW "[arm x]\n" ARM_PRESET ARM_ROW,
     {"presets.product=thawed_injected", "product.fitness=0.511"},
     0.511,
     0.511,
     SIM_BY_SET,
     "--set product.fitness=0.511"},
    {FILE_PRESET FILE_ROW "[arm x]\n" ARM_PRESET ARM_ROW,
     {"product.fitness=0.511", "arm x:presets.product=thawed_rested"},
     0.511,
     0.95,
     SIM_BY_SET_ARM,
     "preset thawed_rested"},
    {FILE_PRESET FILE_ROW "[arm x]\n" ARM_PRESET ARM_ROW,
     {"arm x:product.fitness=0.617", "product.fitness=0.511",
      "arm x:presets.product=thawed_rested"},
     0.511,
     0.617,
     SIM_BY_SET_ARM,
     "--set arm x:product.fitness=0.617"},
    /* the place in the file does not matter, the layer does */
    {"[arm x]\n" ARM_ROW ARM_PRESET FILE_ROW FILE_PRESET,
     {NULL},
     0.2385,
     0.371,
     SIM_BY_ARM,
     "a.ini:2"},
    {FILE_ROW FILE_PRESET "[arm x]\n", {NULL}, 0.2385, 0.2385, SIM_BY_FILE, "a.ini:2"},
};

START_TEST(each_layer_stands_over_the_one_before)
{
    sim_experiment e;
    const sim_setting *s;

    read_experiment(&e, layers[_i].text, layers[_i].sets);
    s = setting_of(&e, 0, "product", "fitness");
    /* exact: values are read, never worked out */
    ck_assert_double_eq(s->value, layers[_i].arm);
    ck_assert_int_eq((int)s->scope, (int)layers[_i].scope);
    ck_assert_str_eq(s->origin, layers[_i].origin);
    ck_assert_double_eq(sim_experiment_value(&e, "product", "fitness"), layers[_i].base);
    sim_experiment_free(&e);
}
END_TEST

START_TEST(a_place_for_messages_names_the_whole_path)
{
    char place[sizeof file + 8];
    sim_experiment e;

    read_experiment(&e, FILE_ROW "[arm x]\n" ARM_ROW, no_sets);
    snprintf(place, sizeof place, "%s:4", file);
    ck_assert_str_eq(setting_of(&e, 0, "product", "fitness")->place, place);
    ck_assert_ptr_null(setting_of(&e, 0, "product", "dose")->place);
    sim_experiment_free(&e);
}
END_TEST

START_TEST(an_arm_differs_in_what_it_says_and_in_nothing_else)
{
    sim_experiment e;
    size_t dose = row_of("product", "dose");

    read_experiment(&e,
                    "[presets]\nsource = adipose\n[joint]\nload = 0.7385\n"
                    "[arm x]\nproduct.dose = 3.71e7\n[arm y]\n[arm z]\n",
                    (const char *const[SETS]){"arm z:product.dose=2.385e7"});
    ck_assert_uint_eq(e.n_arms, 3);
    ck_assert_str_eq(e.arms[0].name, "x");
    ck_assert_str_eq(e.arms[1].name, "y");
    ck_assert_str_eq(e.arms[2].name, "z");
    for (size_t i = 0; i < e.catalog->n; i++) {
        ck_assert_double_eq(e.arms[1].settings[i].value, e.base.settings[i].value);
        if (i == dose) continue;
        ck_assert_double_eq(e.arms[0].settings[i].value, e.base.settings[i].value);
        ck_assert_double_eq(e.arms[2].settings[i].value, e.base.settings[i].value);
    }
    ck_assert_double_eq(e.arms[0].settings[dose].value, 3.71e7);
    ck_assert_double_eq(e.arms[1].settings[dose].value, 5e7);
    ck_assert_double_eq(e.arms[2].settings[dose].value, 2.385e7);
    sim_experiment_free(&e);
}
END_TEST

/* ---- presets -------------------------------------------------------------- */

START_TEST(a_preset_of_an_arm_replaces_the_one_of_the_file)
{
    sim_experiment e;

    read_experiment(&e,
                    "[presets]\nproduct = exosomes\nsource = adipose\n"
                    "[arm x]\n[arm y]\npresets.product = thawed_rested\n",
                    no_sets);
    ck_assert_str_eq(preset_of(&e, &e.base, "product"), "exosomes");
    ck_assert_str_eq(preset_of(&e, &e.arms[0], "product"), "exosomes");
    ck_assert_str_eq(preset_of(&e, &e.arms[1], "product"), "thawed_rested");
    ck_assert_str_eq(preset_of(&e, &e.arms[1], "source"), "adipose");
    ck_assert_ptr_null(preset_of(&e, &e.arms[1], "host"));
    /* rows that only the replaced preset has are back at their defaults */
    ck_assert_double_eq(setting_of(&e, 0, "product", "vesicles")->value, 1e11);
    ck_assert_double_eq(setting_of(&e, 0, "product", "dose")->value, 0);
    ck_assert_double_eq(setting_of(&e, 1, "product", "vesicles")->value, 0);
    ck_assert_double_eq(setting_of(&e, 1, "product", "dose")->value, 5e7);
    ck_assert_str_eq(setting_of(&e, 1, "product", "dose")->origin, "default");
    ck_assert_double_eq(setting_of(&e, 1, "product", "fitness")->value, 0.95);
    ck_assert_double_eq(setting_of(&e, 1, "passaging", "cycle_time")->value, 24);
    sim_experiment_free(&e);
}
END_TEST

static const char *const default_presets[][2] = {
    {"source", "bone_marrow"}, {"host", "own_cells"}, {"guidance", "guided_knee"}};

START_TEST(a_default_preset_repeats_the_defaults)
{
    const sim_preset *preset;
    sim_error err = {""};
    size_t group, index;

    ck_assert_msg(sim_presets_find(&session.presets, default_presets[_i][0],
                                   default_presets[_i][1], "test", &group, &index,
                                   &err) == SIM_OK,
                  "%s", err.text);
    preset = &session.presets.list[index];
    ck_assert_uint_gt(preset->n_rows, 0);
    for (size_t i = 0; i < preset->n_rows; i++) {
        const sim_symbol *s = session.catalog.rows[preset->rows[i].row].symbol;

        ck_assert_msg(preset->rows[i].value == s->value, "%s: %g, but the default is %g",
                      s->name, preset->rows[i].value, s->value);
    }
}
END_TEST

/* A muscle bed clears cells in its own time, whatever the host. */
static const struct {
    const char *file;
    double tail, tail_miss;
} muscles[] = {
    {"[presets]\nguidance = muscle\nhost = immunodeficient\n", 0.014, 0.018},
    {"[presets]\nhost = immunodeficient\n[arm x]\npresets.guidance = muscle\n", 0.014,
     0.018},
    {"[presets]\nguidance = muscle\n[arm x]\npresets.host = immunodeficient\n", 0.014,
     0.018},
    {"[arm x]\npresets.host = immunodeficient\npresets.guidance = muscle\n", 0.014, 0.018},
    {"[presets]\nhost = immunodeficient\n", 0.014, 0.14},
    {"[presets]\nguidance = muscle\n[arm x]\npresets.host = own_cells\n", 0.05, 0.018},
    {"[presets]\nguidance = muscle\n[arm x]\npresets.host = immunodeficient\n"
     "persistence.tail_miss = 0.31\n",
     0.014, 0.31},
};

START_TEST(of_two_presets_guidance_stands_over_host)
{
    sim_experiment e;

    read_experiment(&e, muscles[_i].file, no_sets);
    ck_assert_double_eq(setting_of(&e, 0, "persistence", "tail")->value, muscles[_i].tail);
    ck_assert_double_eq(setting_of(&e, 0, "persistence", "tail_miss")->value,
                        muscles[_i].tail_miss);
    sim_experiment_free(&e);
}
END_TEST

/* The one row of two groups. */
static bool is_shared(const sim_presets *p, size_t a, size_t b)
{
    return (strcmp(p->list[a].name, "muscle") == 0 &&
            strcmp(p->list[b].name, "immunodeficient") == 0);
}

START_TEST(other_presets_of_two_groups_never_set_the_same_row)
{
    const sim_presets *p = &session.presets;

    for (size_t a = 0; a < p->n; a++) {
        for (size_t b = 0; b < a; b++) {
            if (strcmp(p->list[a].group, p->list[b].group) == 0 || is_shared(p, a, b))
                continue;
            for (size_t i = 0; i < p->list[a].n_rows; i++) {
                for (size_t j = 0; j < p->list[b].n_rows; j++)
                    ck_assert_msg(p->list[a].rows[i].row != p->list[b].rows[j].row,
                                  "%s and %s set the same row", p->list[a].name,
                                  p->list[b].name);
            }
        }
    }
}
END_TEST

/* ---- no arms, empty arms -------------------------------------------------- */

START_TEST(a_file_without_arms_is_one_arm_named_default)
{
    sim_experiment e;

    read_experiment(&e, _i == 0 ? "" : "# nothing\n[joint]\n\nload = 0.7385\n",
                    (const char *const[SETS]){"arm default:product.dose=3.71e7"});
    ck_assert_uint_eq(e.n_arms, 1);
    ck_assert_str_eq(e.arms[0].name, "default");
    ck_assert_double_eq(setting_of(&e, 0, "joint", "load")->value, _i == 0 ? 1 : 0.7385);
    ck_assert_double_eq(setting_of(&e, 0, "product", "dose")->value, 3.71e7);
    sim_experiment_free(&e);
}
END_TEST

START_TEST(an_empty_arm_is_what_the_file_says)
{
    sim_experiment e;

    read_experiment(&e, "[joint]\nload = 0.7385\n[arm x]\n", no_sets);
    ck_assert_uint_eq(e.n_arms, 1);
    ck_assert_str_eq(e.arms[0].name, "x");
    for (size_t i = 0; i < e.catalog->n; i++)
        ck_assert_double_eq(e.arms[0].settings[i].value, e.base.settings[i].value);
    sim_experiment_free(&e);
}
END_TEST

/* ---- the hash ------------------------------------------------------------- */

static const char *const changes[] = {"joint.load=0.7385", "arm y:joint.load=0.7385",
                                      "run.seed=2385", "presets.guidance=blind_knee"};

START_TEST(the_hash_changes_with_any_value)
{
    static const char text[] = "[arm x]\n[arm y]\n";
    sim_experiment e, changed;

    read_experiment(&e, text, no_sets);
    read_experiment(&changed, text, (const char *const[SETS]){changes[_i]});
    ck_assert(sim_experiment_hash(&e) != sim_experiment_hash(&changed));
    sim_experiment_free(&e);
    sim_experiment_free(&changed);
}
END_TEST

START_TEST(the_hash_does_not_ask_where_a_value_came_from)
{
    sim_experiment e, same;

    read_experiment(&e, "[joint]\nload = 0.7385\n[arm x]\n", no_sets);
    read_experiment(&same, "[arm x]\njoint.load = 7.385e-1\n",
                    (const char *const[SETS]){"presets.source=bone_marrow"});
    ck_assert(sim_experiment_hash(&e) == sim_experiment_hash(&same));
    sim_experiment_free(&e);
    sim_experiment_free(&same);
}
END_TEST

/* ---- run.ini -------------------------------------------------------------- */

static const struct {
    const char *text, *sets[SETS];
} written[] = {
    {"", {NULL}},
    {"[arm x]\n", {NULL}},
    {FILE_PRESET FILE_ROW "[arm x]\n" ARM_PRESET ARM_ROW "[arm y]\n", {NULL}},
    /* an arm's preset gives up what the file's preset had set */
    {"[presets]\nproduct = exosomes\n[arm x]\n" ARM_PRESET "[arm y]\n", {NULL}},
    /* an arm's preset and row that repeat the file's */
    {FILE_PRESET "[arm x]\npresets.product = thawed_injected\nproduct.dose = 5e7\n",
     {NULL}},
    {"[arm x]\n" ARM_ROW, {"presets.product=thawed_injected", "product.viability=0.7385"}},
    {"[presets]\nsource = umbilical\n[arm x]\n" ARM_PRESET ARM_ROW,
     {"arm x:product.dose=2.385e7", "arm x:presets.source=adipose"}},
    /* numbers that six digits do not hold */
    {"[run]\nsolver = rkf45\nrtol = 2.3850000000000001e-8\nseed = 9007199254740991\n"
     "[product]\ndose = 23853711.061709\nfitness = 0.30000000000000004\n",
     {NULL}},
    {"[figure own]\ny = tnf, il10\nfrom = 1 week\ntitle = What \"it\" says: a = b\n"
     "[arm x]\n[figure other]\ny = vas\n",
     {NULL}},
    {"[arm one; two = 3]\njoint.load = 0.7385\n[arm \xC3\xA9t\xC3\xA9]\n", {NULL}},
    /* --set over an arm's preset and over an arm's row */
    {"[arm x]\npresets.product = thawed_injected\n", {"product.fitness=0.371"}},
    {"[arm x]\n" ARM_PRESET ARM_ROW "[arm y]\n", {"product.fitness=0.511"}},
};

START_TEST(what_was_written_reads_as_the_same_experiment)
{
    sim_experiment first, second;
    char *text, *again;

    read_experiment(&first, written[_i].text, written[_i].sets);
    text = write_text(&first);
    read_experiment(&second, text, no_sets);
    again = write_text(&second);
    ck_assert_uint_eq(second.n_arms, first.n_arms);
    for (size_t a = 0; a < first.n_arms; a++) {
        ck_assert_str_eq(second.arms[a].name, first.arms[a].name);
        for (size_t i = 0; i < first.catalog->n; i++)
            ck_assert_msg(
                second.arms[a].settings[i].value == first.arms[a].settings[i].value,
                "arm %s: %s = %.17g reads back as %.17g", first.arms[a].name,
                first.catalog->rows[i].symbol->name, first.arms[a].settings[i].value,
                second.arms[a].settings[i].value);
    }
    ck_assert(sim_experiment_hash(&first) == sim_experiment_hash(&second));
    ck_assert_str_eq(again, text);
    free(text);
    free(again);
    sim_experiment_free(&first);
    sim_experiment_free(&second);
}
END_TEST

START_TEST(every_value_is_written_with_where_it_came_from)
{
    static const char *const lines[] = {
        "\n[presets]\nproduct = thawed_injected\n",
        "\nfitness = 0.2385 #: a.ini:4\n",
        "\nviability = 0.9 #: preset thawed_injected\n",
        "\ndose = 3.71e+07 #: --set product.dose=3.71e7\n",
        "\nload = 1 #: default\n",
        "\n[arm x]\npresets.product = thawed_rested\nproduct.viability = 0.9 #: preset ",
        " #: preset thawed_rested\nproduct.fitness = 0.371 #: a.ini:7\n",
    };
    sim_experiment e;
    char *text;

    read_experiment(&e, FILE_PRESET FILE_ROW "[arm x]\n" ARM_PRESET ARM_ROW,
                    (const char *const[SETS]){"product.dose=3.71e7"});
    text = write_text(&e);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        ck_assert_msg(strstr(text, lines[i]) != NULL, "'%s' is missing", lines[i]);
    free(text);
    sim_experiment_free(&e);
}
END_TEST

/* ---- what is refused ------------------------------------------------------ */

/* The program's own messages are in test_cli.c; here is what frees after each. */
static const struct {
    const char *text, *set, *message; /* of a --set, whole */
} refused[] = {
    {"[arm x]\n", "arm x:run.days=238",
     "--set arm x:run.days=238: run.days belongs to the whole run; a row of [run] would be "
     "right"},
    {"[arm x]\n", "arm:product.dose=3.71e7",
     "--set arm:product.dose=3.71e7: names no arm; 'arm NAME:section.name=value' would be "
     "right"},
    {"[arm x]\n", "dose=3.71e7",
     "--set dose=3.71e7: 'dose' is no parameter; did you mean 'product.dose'?"},
    {"[arm x]\n", ".dose=3.71e7",
     "--set .dose=3.71e7: '.dose' is no parameter; did you mean 'product.dose'?"},
    {"[arm x]\n", "product.=3.71e7",
     "--set product.=3.71e7: 'product.' is no parameter; section.name would be right"},
    {"[arm a=b]\n", "arm a=b:product.dose",
     "--set arm a=b:product.dose: is no value; section.name=value would be right"},
};

START_TEST(a_broken_set_is_refused)
{
    sim_experiment e;
    sim_error err = {""};

    ck_assert_int_ne(
        try_read(&e, refused[_i].text, (const char *const[SETS]){refused[_i].set}, &err),
        SIM_OK);
    ck_assert_str_eq(err.text, refused[_i].message);
    sim_experiment_free(&e);
}
END_TEST

START_TEST(two_sets_of_the_same_row_are_refused)
{
    sim_experiment e;
    sim_error err = {""};

    ck_assert_int_eq(try_read(&e, "",
                              (const char *const[SETS]){"joint.load=0.7", "joint.load=0.8"},
                              &err),
                     SIM_ENAME);
    ck_assert_str_eq(err.text, "--set joint.load=0.8: joint.load is given twice, first at "
                               "--set joint.load=0.7; one of the two would be right");
    sim_experiment_free(&e);
}
END_TEST

/* Arms whose names hold the signs of the grammar can be set too. */
static const char *const odd_names[] = {
    "a=b", "a:b", "a = b: c", "one, two; three", "[x", "\xC3\xA9t\xC3\xA9"};

START_TEST(an_arm_of_any_name_can_be_set)
{
    char text[PATH], set[PATH];
    sim_experiment e;

    snprintf(text, sizeof text, "[arm x]\n[arm %s]\n", odd_names[_i]);
    snprintf(set, sizeof set, "arm %s : product.dose = 3.71e7", odd_names[_i]);
    read_experiment(&e, text, (const char *const[SETS]){set});
    ck_assert_double_eq(setting_of(&e, 0, "product", "dose")->value, 5e7);
    ck_assert_double_eq(setting_of(&e, 1, "product", "dose")->value, 3.71e7);
    sim_experiment_free(&e);
}
END_TEST

/* What is wrong is noted, and all that is right holds. */
START_TEST(with_findings_the_reading_goes_on)
{
    static const char text[] = "[product]\ndose = plenty\nviability = 0.7385\n[zebra]\n"
                               "dose = 3\n[arm x]\ndose = 3\njoint.load = 0.371\n";
    const char *const sets[] = {"joint.volume=x", "joint.volume=8.31"};
    sim_findings findings = {0};
    const sim_source source = {
        .file = file, .sets = sets, .n_sets = 2, .findings = &findings};
    sim_experiment e;
    sim_error err = {""};
    FILE *out = fopen(file, "wb");

    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_msg(sim_experiment_read(&e, &session.catalog, &session.presets, &source,
                                      &err) == SIM_OK,
                  "%s", err.text);
    ck_assert_uint_eq(findings.n, 4);
    ck_assert_str_eq(findings.lines[3], "--set joint.volume=x: joint.volume = x is not a "
                                        "number; one in [1, 60] mL would be right");
    ck_assert_double_eq(setting_of(&e, 0, "product", "dose")->value, 5e7);
    ck_assert_double_eq(setting_of(&e, 0, "product", "viability")->value, 0.7385);
    ck_assert_double_eq(setting_of(&e, 0, "joint", "load")->value, 0.371);
    ck_assert_double_eq(setting_of(&e, 0, "joint", "volume")->value, 8.31);
    sim_experiment_free(&e);
    sim_findings_free(&findings);
}
END_TEST

START_TEST(the_name_of_an_arm_has_at_most_40_characters)
{
    sim_experiment e;
    sim_error err = {""};
    char expected[sizeof file + 128];

    read_experiment(&e, "[arm abcdefghij.klmnopqrst-uvwxyz_23853715110]\n", no_sets);
    ck_assert_uint_eq(strlen(e.arms[0].name), 40);
    sim_experiment_free(&e);
    ck_assert_int_eq(
        try_read(&e, "[arm abcdefghij.klmnopqrst-uvwxyz_238537151106]\n", no_sets, &err),
        SIM_ENAME);
    snprintf(
        expected, sizeof expected,
        "%s:1: arm 'abcdefghij.klmnopqrst-uvwxyz_238537151106' needs a name of 1 to 40 "
        "characters; [arm P8] would be right",
        file);
    ck_assert_str_eq(err.text, expected);
    sim_experiment_free(&e);
}
END_TEST

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static void add_layers(TCase *cases)
{
    tcase_add_loop_test(cases, each_layer_stands_over_the_one_before, 0, LENGTH(layers));
    tcase_add_test(cases, a_place_for_messages_names_the_whole_path);
    tcase_add_test(cases, an_arm_differs_in_what_it_says_and_in_nothing_else);
    tcase_add_test(cases, a_preset_of_an_arm_replaces_the_one_of_the_file);
    tcase_add_loop_test(cases, a_default_preset_repeats_the_defaults, 0,
                        LENGTH(default_presets));
    tcase_add_loop_test(cases, of_two_presets_guidance_stands_over_host, 0,
                        LENGTH(muscles));
    tcase_add_test(cases, other_presets_of_two_groups_never_set_the_same_row);
    tcase_add_loop_test(cases, a_file_without_arms_is_one_arm_named_default, 0, 2);
    tcase_add_test(cases, an_empty_arm_is_what_the_file_says);
}

static void add_writing(TCase *cases)
{
    tcase_add_loop_test(cases, the_hash_changes_with_any_value, 0, LENGTH(changes));
    tcase_add_test(cases, the_hash_does_not_ask_where_a_value_came_from);
    tcase_add_loop_test(cases, what_was_written_reads_as_the_same_experiment, 0,
                        LENGTH(written));
    tcase_add_test(cases, every_value_is_written_with_where_it_came_from);
    tcase_add_loop_test(cases, a_broken_set_is_refused, 0, LENGTH(refused));
    tcase_add_test(cases, two_sets_of_the_same_row_are_refused);
    tcase_add_loop_test(cases, an_arm_of_any_name_can_be_set, 0, LENGTH(odd_names));
    tcase_add_test(cases, with_findings_the_reading_goes_on);
    tcase_add_test(cases, the_name_of_an_arm_has_at_most_40_characters);
}

int main(void)
{
    Suite *suite = suite_create("arms");
    TCase *resolving = tcase_create("layers"), *writing = tcase_create("run.ini");

    tcase_add_checked_fixture(resolving, set_up, tear_down);
    tcase_add_checked_fixture(writing, set_up, tear_down);
    add_layers(resolving);
    add_writing(writing);
    suite_add_tcase(suite, resolving);
    suite_add_tcase(suite, writing);
    return suite_run(suite);
}
