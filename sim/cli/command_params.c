/* command_params.c -- potency params [--ini|--json|--experiment] [PATTERN]. */
#include <fnmatch.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sim/cli/cli.h"
#include "sim/cli/glossary.h"
#include "sim/io/memory.h"
#include "sim/io/sections.h"
#include "sim/io/text.h"
#include "sim/study/cohort.h"

/* How the parameters are printed. */
typedef sim_status print_form(const sim_session *session, const char *pattern,
                              sim_error *err);

typedef struct {
    sim_arguments shared;
    const char *indication;
    print_form *form; /* NULL: a list */
} params_options;

static bool matches(const sim_parameter *q, const char *pattern)
{
    return sim_search_fit(q, pattern) < SIM_NOT_AT_ALL;
}

/* ---- draws of a cohort ---------------------------------------------------- */

static const sim_parameter *find_drawn(const sim_session *session, const sim_draw *draw)
{
    return sim_catalog_get(&session->catalog, draw->section, draw->name);
}

/* By its name as a row of [cohort] or, for a word, as the parameter that is drawn. */
static bool matches_draw(const sim_session *session, const sim_draw *draw,
                         const char *pattern)
{
    char name[160];

    if (!pattern) return true;
    snprintf(name, sizeof name, "cohort.%s.%s", draw->section, draw->name);
    if (strpbrk(pattern, "*?[")) return fnmatch(pattern, name, 0) == 0;
    return strstr(name, pattern) || matches(find_drawn(session, draw), pattern);
}

/* The i-th default draw that a pattern fits, and past the last NULL; *at goes on. */
static const sim_draw *next_draw(const sim_session *session, const char *pattern,
                                 size_t *at)
{
    const sim_population *population = session->catalog.population;

    while (population && *at < population->n_draws) {
        const sim_draw *draw = &population->draws[(*at)++];

        if (matches_draw(session, draw, pattern)) return draw;
    }
    return NULL;
}

/* "drawn for each donor around passaging.hazard_scale". */
static void print_drawn(const sim_session *session, const sim_draw *draw)
{
    const sim_population *population = session->catalog.population;
    const bool two_levels = strstr(draw->how, "laboratory") != NULL;

    printf("drawn for each %s around the row %s.%s; ",
           sim_owner_name(population, draw->owner), draw->section, draw->name);
    if (two_levels)
        printf("times a factor that a %s's %ss share; ",
               sim_owner_name(population, SIM_LABORATORY),
               sim_owner_name(population, SIM_SOURCE));
    puts("'fixed' draws nothing");
}

static void print_draws(const sim_session *session, const char *pattern)
{
    const sim_draw *draw;
    char name[160];

    for (size_t at = 0; (draw = next_draw(session, pattern, &at));) {
        snprintf(name, sizeof name, "cohort.%s.%s", draw->section, draw->name);
        printf("%-32s = %s\n    %s\n    ", name, draw->how,
               find_drawn(session, draw)->symbol->meaning);
        print_drawn(session, draw);
    }
}

static bool is_of_draws(const char *section)
{
    return sim_section_kind_of(section) == SIM_SECTION_COHORT;
}

/* The same as rows of [cohort], the section that is open or is opened for them. */
static void print_draw_rows(const sim_session *session, const char *pattern,
                            const char *section)
{
    const sim_draw *draw;

    for (size_t at = 0; (draw = next_draw(session, pattern, &at));) {
        if (!is_of_draws(section)) printf("\n[cohort]\n");
        section = "cohort";
        printf("\n# %s\n# ", find_drawn(session, draw)->symbol->meaning);
        print_drawn(session, draw);
        printf("%s.%s = %s\n", draw->section, draw->name, draw->how);
    }
}

/* ---- what changed --------------------------------------------------------- */

/* By its name, or a part of it. */
static bool matches_former(const sim_former *former, const char *pattern)
{
    char name[128];

    if (!pattern || !sim_former_is_gone(former)) return false;
    snprintf(name, sizeof name, "%s.%s", former->section, former->name);
    return strpbrk(pattern, "*?[") ? fnmatch(pattern, name, 0) == 0
                                   : sim_text_holds(name, pattern);
}

static bool is_whole_name(const sim_former *former, const char *pattern)
{
    const char *dot = strrchr(pattern, '.');

    return strcasecmp(former->name, dot ? dot + 1 : pattern) == 0;
}

/* The i-th gone parameter that a pattern fits, and past the last NULL; *at goes on. */
static const sim_former *next_former(const sim_session *session, const char *pattern,
                                     size_t *at)
{
    const sim_formers *formers = session->catalog.formers;

    while (*at < formers->n) {
        const sim_former *former = &formers->list[(*at)++];

        if (matches_former(former, pattern)) return former;
    }
    return NULL;
}

/* Those that a pattern names whole, or the others. */
static void print_formers(const sim_session *session, const char *pattern, bool whole)
{
    const sim_former *former;
    char name[128], text[SIM_FORMER_TEXT];

    for (size_t at = 0; (former = next_former(session, pattern, &at));) {
        if (is_whole_name(former, pattern) != whole) continue;
        snprintf(name, sizeof name, "%s.%s", former->section, former->name);
        sim_former_print(former, text);
        printf("%-32s is %s\n", name, text);
    }
}

static void print_change(const sim_parameter *q, const char *before)
{
    char text[SIM_FORMER_TEXT];

    if (!q->former || q->former->kind == SIM_FORMER_DEFAULT) return;
    sim_former_print(q->former, text);
    printf("%s%s\n", before, text);
}

/* ---- a list --------------------------------------------------------------- */

/* What it may be: words, or a range with its unit. */
static void print_values(const sim_symbol *s)
{
    char low[SIM_NUMBER_SIZE], high[SIM_NUMBER_SIZE];
    const bool has_unit = strcmp(s->unit, "1") != 0;

    if (s->kind == SIM_WORD) {
        for (size_t i = 0; s->words(i); i++) printf("%s%s", i ? " | " : "", s->words(i));
        printf("\n");
        return;
    }
    sim_number_print_exact(low, s->low);
    sim_number_print_exact(high, s->high);
    printf("%s[%s, %s]%s%s\n", s->kind == SIM_WHOLE ? "whole, " : "", low, high,
           has_unit ? " " : "", has_unit ? s->unit : "");
}

/* Where nothing is said; what is treated is said by the chain. */
static double default_of(const sim_session *session, const sim_parameter *q)
{
    return q->symbol->words == models_chain_name ? (double)(session->chain - models_chains)
                                                 : q->usual;
}

static void print_parameter(const sim_session *session, const sim_parameter *q)
{
    const sim_symbol *s = q->symbol;
    char value[SIM_NUMBER_SIZE], name[128];

    snprintf(name, sizeof name, "%s.%s", q->section, s->name);
    sim_parameter_print(q, default_of(session, q), value);
    printf("%-32s = %-10s ", name, value);
    print_values(s);
    printf("    %s\n    source: %s\n", s->meaning, s->source);
    print_change(q, "    ");
}

static sim_status print_list(const sim_session *session, const char *pattern,
                             sim_error *err)
{
    (void)err;
    print_formers(session, pattern, true);
    for (sim_fit one = SIM_BY_NAME; one < SIM_NOT_AT_ALL; one++) {
        for (size_t i = 0; i < session->catalog.n; i++) {
            if (sim_search_fit(&session->catalog.rows[i], pattern) == one)
                print_parameter(session, &session->catalog.rows[i]);
        }
    }
    print_draws(session, pattern);
    print_formers(session, pattern, false);
    return SIM_OK;
}

/* ---- a parameter file ----------------------------------------------------- */

static void print_row(const sim_session *session, const sim_parameter *q)
{
    const sim_symbol *s = q->symbol;
    char value[SIM_NUMBER_SIZE];

    sim_parameter_print(q, default_of(session, q), value);
    printf("\n# %s\n# ", s->meaning);
    print_values(s);
    printf("# source: %s\n", s->source);
    print_change(q, "# ");
    printf("%s = %s\n", s->name, value);
}

static void print_preset_groups(const sim_session *session)
{
    const sim_presets *presets = &session->presets;

    printf("\n# Presets set several rows at once; remove the # before one to choose it.\n"
           "# A row of this file stands over that of a preset: leave out what a preset is\n"
           "# to set.\n# [presets]\n");
    for (size_t g = 0; g < presets->n_groups; g++) {
        char names[512] = "";

        for (size_t i = 0; i < presets->n; i++) {
            if (strcmp(presets->list[i].group, presets->groups[g]) == 0)
                sim_text_list(names, sizeof names, presets->list[i].name);
        }
        printf("# %s: %s\n# %s =\n", presets->groups[g], names, presets->groups[g]);
    }
}

static sim_status print_ini(const sim_session *session, const char *pattern, sim_error *err)
{
    const char *section = "";
    bool drawn = false;

    (void)err;
    printf("# All parameters of Potency %s at their defaults; rows that are left out keep\n"
           "# them. %s.\n",
           sim_version, sim_disclaimer);
    for (size_t i = 0; i < session->catalog.n; i++) {
        const sim_parameter *q = &session->catalog.rows[i];

        if (!matches(q, pattern)) continue;
        if (is_of_draws(section) && strcmp(q->section, section) != 0) {
            print_draw_rows(session, pattern, section);
            drawn = true;
        }
        if (strcmp(section, q->section) != 0) printf("\n[%s]\n", q->section);
        section = q->section;
        print_row(session, q);
    }
    if (!drawn) print_draw_rows(session, pattern, section);
    if (!pattern) print_preset_groups(session);
    return SIM_OK;
}

/* ---- JSON ----------------------------------------------------------------- */

/* NULL where memory is short, as all that follow. */
static json_t *words_of(const sim_symbol *s)
{
    json_t *words = json_array();

    for (size_t i = 0; s->words(i); i++) {
        if (json_array_append_new(words, json_string(s->words(i))) == 0) continue;
        json_decref(words);
        return NULL;
    }
    return words;
}

static json_t *number_of(const sim_symbol *s, double number)
{
    return s->kind == SIM_WHOLE ? json_integer((json_int_t)number) : json_real(number);
}

static json_t *values_of(const sim_session *session, const sim_parameter *q)
{
    const sim_symbol *s = q->symbol;

    if (s->kind == SIM_WORD)
        return json_pack("{s:s, s:o}", "default", s->words((size_t)default_of(session, q)),
                         "words", words_of(s));
    return json_pack("{s:o, s:o, s:o, s:b}", "default", number_of(s, q->usual), "low",
                     number_of(s, s->low), "high", number_of(s, s->high), "whole",
                     s->kind == SIM_WHOLE);
}

/* How it is drawn in a cohort; NULL if it is not. */
static const sim_draw *find_draw(const sim_session *session, const sim_parameter *q)
{
    const sim_population *population = session->catalog.population;

    for (size_t i = 0; population && i < population->n_draws; i++) {
        if (find_drawn(session, &population->draws[i]) == q) return &population->draws[i];
    }
    return NULL;
}

/* With all its keys, or NULL. */
static json_t *json_of(const sim_session *session, const sim_parameter *q)
{
    const sim_draw *draw = find_draw(session, q);
    const sim_symbol *s = q->symbol;
    json_t *object =
        json_pack("{s:s, s:s, s:s, s:s, s:s}", "section", q->section, "name", s->name,
                  "unit", s->unit, "meaning", s->meaning, "source", s->source);
    json_t *drawn =
        draw ? json_pack("{s:{s:s, s:s}}", "cohort", "draw", draw->how, "owner",
                         sim_owner_name(session->catalog.population, draw->owner))
             : json_object();
    const bool has_values = json_object_update_new(object, values_of(session, q)) == 0;

    if (json_object_update_new(object, drawn) == 0 && has_values) return object;
    json_decref(object);
    return NULL;
}

static json_t *list_all(const sim_session *session, const char *pattern)
{
    json_t *list = json_array();

    for (size_t i = 0; i < session->catalog.n; i++) {
        const sim_parameter *q = &session->catalog.rows[i];

        if (!matches(q, pattern)) continue;
        if (json_array_append_new(list, json_of(session, q)) == 0) continue;
        json_decref(list);
        return NULL;
    }
    return list;
}

/* Not json_dumps, which leaves out a key that it has no memory for. */
static sim_status print_json(const sim_session *session, const char *pattern,
                             sim_error *err)
{
    const size_t form = JSON_INDENT(2) | JSON_REAL_PRECISION(15);
    json_t *list = list_all(session, pattern);
    sim_memory text = {0};
    sim_status status =
        list ? sim_memory_open(&text, "params", err) : sim_fail_memory(err, "params");

    if (status == SIM_OK && json_dumpf(list, text.stream, form) != 0)
        status = sim_fail_memory(err, "params");
    if (status == SIM_OK) status = sim_memory_close(&text, "params", err);
    if (status == SIM_OK) puts(text.bytes);
    sim_memory_free(&text);
    json_decref(list);
    return status;
}

/* ---- an experiment --------------------------------------------------------- */

static sim_status print_experiment(const sim_session *session, const char *pattern,
                                   sim_error *err)
{
    const char *name = session->chain->experiment;

    if (pattern)
        return sim_fail(err, SIM_ENAME,
                        "params: --experiment prints a whole file, and '%s' asks for part "
                        "of one; --ini '%s' would be right",
                        pattern, pattern);
    for (const sim_text *text = models_experiment_texts; name && text->name; text++) {
        if (strcmp(text->name, name) == 0) fputs(text->text, stdout);
    }
    return SIM_OK;
}

/* ---- the command ---------------------------------------------------------- */

static void read_form(const sim_option *option, char *text, void *field,
                      struct argp_state *state)
{
    print_form **form = field;

    (void)text;
    if (*form) argp_error(state, "one of --ini, --json and --experiment would be right");
    *form = option->letter == 'i'   ? print_ini
            : option->letter == 'j' ? print_json
                                    : print_experiment;
}

static const sim_option options[] = {
    {"ini", 'i', NULL, "As a complete parameter file, with comments", read_form,
     .at = offsetof(params_options, form)},
    {"json", 'j', NULL, "As JSON, for programs", read_form,
     .at = offsetof(params_options, form)},
    {"experiment", 'e', NULL, "Not these, but the experiment to start with, as a file",
     read_form, .at = offsetof(params_options, form)},
    {"indication", 'a', "NAME", "Of the chain that treats NAME",
     SIM_INTO(params_options, indication), .words = models_chain_name},
    {0},
};

/* Has a chain rows, or draws of its cohorts, that a pattern fits? */
static bool has_any(const sim_session *session, const char *pattern)
{
    size_t at = 0;

    for (size_t i = 0; i < session->catalog.n; i++) {
        if (matches(&session->catalog.rows[i], pattern)) return true;
    }
    return next_draw(session, pattern, &at) != NULL;
}

/* A pattern that fits nothing here may fit something of another chain. */
static sim_status check_elsewhere(const char *pattern, sim_error *err)
{
    for (const sim_chain *chain = models_chains; chain->name; chain++) {
        sim_session session;
        sim_status status = sim_session_open(&session, chain, err);
        const bool found = status == SIM_OK && has_any(&session, pattern);

        sim_session_close(&session);
        if (status != SIM_OK) return status;
        if (found)
            return sim_fail(err, SIM_ENAME,
                            "params: '%s' is of indication %s; `potency params '%s' "
                            "--indication %s` would be right",
                            pattern, chain->name, pattern, chain->name);
    }
    return SIM_OK;
}

static sim_status check_pattern(const sim_session *session, const params_options *o,
                                sim_error *err)
{
    const char *pattern = o->shared.argument;
    const sim_former *former;
    sim_nearest nearest = {.wanted = pattern ? pattern : ""};
    char hint[SIM_FORMER_TEXT];
    size_t at = 0;

    sim_status status;

    if (has_any(session, pattern)) return SIM_OK;
    former = next_former(session, pattern, &at);
    if (former && !o->form) return SIM_OK;
    if (former) { /* can be told in a list alone */
        sim_former_print(former, hint);
        return sim_fail(err, SIM_ENAME, "params: %s.%s is %s", former->section,
                        former->name, hint);
    }
    status = check_elsewhere(pattern, err);
    if (status != SIM_OK) return status;
    for (size_t i = 0; i < session->catalog.n; i++)
        sim_nearest_offer(&nearest, session->catalog.rows[i].symbol->name);
    sim_nearest_print(
        &nearest,
        "a word of a name or meaning, or a pattern such as 'product.*', would be right",
        hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "params: no parameter matches '%s'%s", pattern, hint);
}

static sim_status call(const sim_call *how, sim_error *err)
{
    params_options o = {0};
    sim_session session;
    sim_status status;

    sim_options_read(how, &o);
    status = sim_session_open(&session, models_chain(o.indication), err);
    if (status == SIM_OK) status = check_pattern(&session, &o, err);
    if (status == SIM_OK)
        status = (o.form ? o.form : print_list)(&session, o.shared.argument, err);
    sim_session_close(&session);
    return status;
}

const sim_command sim_command_params = {.options = options, .call = call};
