/* command_params.c -- potency params [--ini|--json|--experiment] [PATTERN]. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sim/cli/cli.h"
#include "sim/cli/glossary.h"
#include "sim/cli/listed.h"
#include "sim/io/sections.h"
#include "sim/io/text.h"
#include "sim/study/unread.h"

/* How the parameters are printed. */
typedef sim_status print_form(const sim_listed *listed, sim_error *err);

typedef struct {
    sim_arguments shared;
    const char *indication;
    print_form *form; /* NULL: a list */
} params_options;

/* ---- draws of a cohort ---------------------------------------------------- */

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

    for (size_t at = 0; (draw = sim_listed_next_draw(session, pattern, &at));) {
        snprintf(name, sizeof name, "cohort.%s.%s", draw->section, draw->name);
        printf("%-32s = %s\n    %s\n    ", name, draw->how,
               sim_listed_drawn(session, draw)->symbol->meaning);
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

    for (size_t at = 0; (draw = sim_listed_next_draw(session, pattern, &at));) {
        if (!is_of_draws(section)) printf("\n[cohort]\n");
        section = "cohort";
        printf("\n# %s\n# ", sim_listed_drawn(session, draw)->symbol->meaning);
        print_drawn(session, draw);
        printf("%s.%s = %s\n", draw->section, draw->name, draw->how);
    }
}

/* ---- rows of a trial --------------------------------------------------------- */

static bool is_of_trial(const char *section)
{
    return sim_section_kind_of(section) == SIM_SECTION_TRIAL;
}

/* Those of text, which are no parameters. */
static void print_trial(const char *pattern)
{
    sim_trial_text text;
    char name[128];

    for (size_t at = 0; (text = sim_listed_next_trial(pattern, &at)) < SIM_TRIAL_TEXTS;) {
        snprintf(name, sizeof name, "trial.%s", sim_trial_text_name(text));
        printf("%-32s = (%s)\n    %s\n", name, sim_trial_text_usual(text),
               sim_trial_text_doc(text));
    }
}

static void print_trial_rows(const char *pattern)
{
    sim_trial_text text;

    for (size_t at = 0; (text = sim_listed_next_trial(pattern, &at)) < SIM_TRIAL_TEXTS;)
        printf("\n# %s; without it %s\n# %s =\n", sim_trial_text_doc(text),
               sim_trial_text_usual(text), sim_trial_text_name(text));
}

/* ---- what changed --------------------------------------------------------- */

static bool is_whole_name(const sim_former *former, const char *pattern)
{
    const char *dot = strrchr(pattern, '.');

    return strcasecmp(former->name, dot ? dot + 1 : pattern) == 0;
}

/* Those that a pattern names whole, or the others. */
static void print_formers(const sim_session *session, const char *pattern, bool whole)
{
    const sim_former *former;
    char name[128], text[SIM_FORMER_TEXT];

    for (size_t at = 0; (former = sim_listed_next_former(session, pattern, &at));) {
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

/* A row that other chains read, and this one does not. */
static void print_unread(const sim_listed *l, size_t row, const char *before)
{
    if (l->unread[row])
        printf("%shas no effect: nothing of indication %s reads it\n", before,
               l->session->chain->name);
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

static void print_parameter(const sim_listed *l, size_t row)
{
    const sim_parameter *q = &l->session->catalog.rows[row];
    const sim_symbol *s = q->symbol;
    char value[SIM_NUMBER_SIZE], name[128];

    snprintf(name, sizeof name, "%s.%s", q->section, s->name);
    sim_parameter_print(q, sim_listed_default(l->session, q), value);
    printf("%-32s = %-10s ", name, value);
    print_values(s);
    printf("    %s\n    source: %s\n", s->meaning, s->source);
    print_unread(l, row, "    ");
    print_change(q, "    ");
}

static sim_status print_list(const sim_listed *l, sim_error *err)
{
    const sim_session *session = l->session;
    const char *pattern = l->pattern;
    (void)err;
    print_formers(session, pattern, true);
    for (sim_fit one = SIM_BY_NAME; one < SIM_NOT_AT_ALL; one++) {
        for (size_t i = 0; i < session->catalog.n; i++) {
            if (sim_search_fit(&session->catalog.rows[i], pattern) == one)
                print_parameter(l, i);
        }
    }
    print_draws(session, pattern);
    print_trial(pattern);
    print_formers(session, pattern, false);
    return SIM_OK;
}

/* ---- a parameter file ----------------------------------------------------- */

static void print_row(const sim_listed *l, size_t row)
{
    const sim_parameter *q = &l->session->catalog.rows[row];
    const sim_symbol *s = q->symbol;
    char value[SIM_NUMBER_SIZE];

    sim_parameter_print(q, sim_listed_default(l->session, q), value);
    printf("\n# %s\n# ", s->meaning);
    print_values(s);
    printf("# source: %s\n", s->source);
    print_unread(l, row, "# ");
    print_change(q, "# ");
    printf("%s%s = %s\n", is_of_trial(q->section) ? "# " : "", s->name, value);
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

/* One that asks for a trial is left to whoever wants one. */
static void open_section(const char *pattern, const char *section)
{
    if (!is_of_trial(section)) {
        printf("\n[%s]\n", section);
        return;
    }
    printf("\n# Remove the # before this header and a row for a trial.\n# [%s]\n", section);
    print_trial_rows(pattern);
}

static sim_status print_ini(const sim_listed *l, sim_error *err)
{
    const sim_session *session = l->session;
    const char *pattern = l->pattern;
    const char *section = "";
    bool drawn = false;

    (void)err;
    printf("# All parameters of Potency %s at their defaults; rows that are left out keep\n"
           "# them. %s.\n",
           sim_version, sim_disclaimer);
    for (size_t i = 0; i < session->catalog.n; i++) {
        const sim_parameter *q = &session->catalog.rows[i];

        if (!sim_listed_matches(q, pattern)) continue;
        if (is_of_draws(section) && strcmp(q->section, section) != 0) {
            print_draw_rows(session, pattern, section);
            drawn = true;
        }
        if (strcmp(section, q->section) != 0) open_section(pattern, q->section);
        section = q->section;
        print_row(l, i);
    }
    if (!drawn) print_draw_rows(session, pattern, section);
    if (!pattern) print_preset_groups(session);
    return SIM_OK;
}

/* ---- an experiment --------------------------------------------------------- */

static sim_status print_experiment(const sim_listed *l, sim_error *err)
{
    const sim_session *session = l->session;
    const char *pattern = l->pattern;
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
            : option->letter == 'j' ? sim_listed_print_json
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
        if (sim_listed_matches(&session->catalog.rows[i], pattern)) return true;
    }
    if (sim_listed_next_trial(pattern, &at) < SIM_TRIAL_TEXTS) return true;
    at = 0;
    return sim_listed_next_draw(session, pattern, &at) != NULL;
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
    former = sim_listed_next_former(session, pattern, &at);
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
    bool *unread = NULL;
    sim_status status;

    sim_options_read(how, &o);
    status = sim_session_open(&session, models_chain(o.indication), err);
    if (status == SIM_OK) status = check_pattern(&session, &o, err);
    if (status == SIM_OK) status = sim_unread_find(&session, &unread, err);
    if (status == SIM_OK)
        status = (o.form ? o.form : print_list)(
            &(sim_listed){&session, o.shared.argument, unread}, err);
    free(unread);
    sim_session_close(&session);
    return status;
}

const sim_command sim_command_params = {.options = options, .call = call};
