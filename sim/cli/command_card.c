/* command_card.c -- potency card: the model card, in plain words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "sim/cli/cli.h"
#include "sim/cli/published.h"
#include "sim/cli/report.h"
#include "sim/io/text.h"

enum { TEXT = 2048 };
enum { ASKED = 200 }; /* of a cohort: enough for the hits of a whole one */

typedef struct {
    bool markdown;
} card_options;

/* ---- print ---------------------------------------------------------------- */

static void print_head(const card_options *o, const char *title)
{
    printf("\n%s%s\n%s", o->markdown ? "### " : "", title, o->markdown ? "\n" : "");
}

static void print_item(const char *text) { sim_paragraph_print("-", text, 2, stdout); }

/* Adds ", NAME" (or its like) for each of some names, separated by blanks. */
static void add_names(const card_options *o, char text[TEXT], const char *names)
{
    const char *quote = o->markdown ? "`" : "", *before = " (";

    while (*names) {
        const int length = (int)strcspn(names, " ");

        sim_text_append(text, TEXT, "%s%s%.*s%s", before, quote, length, names, quote);
        before = ", ";
        names += length + (int)strspn(names + length, " ");
    }
    if (*before == ',') sim_text_append(text, TEXT, ")");
    sim_bug(strlen(text) + 1 == TEXT);
}

static void print_said(const card_options *o, const models_card_row *row)
{
    char text[TEXT];

    snprintf(text, sizeof text, "%s", row->text);
    add_names(o, text, row->parameters);
    print_item(text);
}

/* ---- what the model is made of -------------------------------------------- */

static size_t count_settable(const sim_model *m)
{
    size_t n = 0;

    for (size_t i = 0; i < m->n_symbols; i++) n += sim_symbol_is_settable(&m->symbols[i]);
    return n;
}

static void print_stage(const sim_model *m)
{
    char text[TEXT];

    snprintf(text, sizeof text, "%s: %s; %zu parameters", m->name, m->title,
             count_settable(m));
    if (m->n_moving > 0)
        sim_text_append(text, sizeof text, ", %zu quantities that move, %zu reactions",
                        m->n_moving, m->n_reactions);
    sim_text_append(text, sizeof text, ". `potency models %s` prints the equations.",
                    m->name);
    print_item(text);
}

static void print_chains(void)
{
    const sim_stage *stage;

    for (size_t i = 0; (stage = models_stage(i)); i++) print_stage(stage->model);
}

/* ---- where the numbers come from ------------------------------------------ */

/* What the source of a parameter says, the first that holds. */
static const struct {
    const char *word; /* in the source; NULL: none of the others */
    const char *says;
    bool listed;
} origins[] = {
    {"fitted", "were fitted to measurements, some with others together", true},
    {"assumed", "are assumed", false},
    {"definition", "are definitions: choices of the user, or conventions", false},
    {"unverified", "are known at second hand only", false},
    {NULL, "rest on what was published", false},
};

enum { N_ORIGINS = sizeof origins / sizeof *origins };

static size_t origin_of(const sim_symbol *s)
{
    size_t i = 0;

    while (origins[i].word && !strstr(s->source, origins[i].word)) i++;
    return i;
}

typedef struct {
    size_t n, of, unverified;
    char names[TEXT]; /* of those that are counted, separated by blanks */
} census;

/* The parameters whose source says so. */
static census count_sources(size_t origin)
{
    census c = {0};
    const sim_stage *stage;

    for (size_t i = 0; (stage = models_stage(i)); i++) {
        const sim_model *m = stage->model;

        for (size_t k = 0; k < m->n_symbols; k++) {
            const sim_symbol *s = &m->symbols[k];

            if (!sim_symbol_is_settable(s) || !s->source) continue;
            c.of++;
            c.unverified += strstr(s->source, "unverified") != NULL;
            if (origin_of(s) != origin) continue;
            c.n++;
            sim_text_append(c.names, sizeof c.names, "%s%s.%s", *c.names ? " " : "",
                            sim_model_section(m, s), s->name);
        }
    }
    return c;
}

static void print_sources(const card_options *o)
{
    char text[TEXT];
    census c = {0};

    for (size_t i = 0; i < N_ORIGINS; i++) {
        c = count_sources(i);
        snprintf(text, sizeof text, "%zu of %zu parameters %s.", c.n, c.of,
                 origins[i].says);
        if (origins[i].listed) add_names(o, text, c.names);
        print_item(text);
    }
    snprintf(text, sizeof text,
             "%zu of all have a part that is known at second hand only (\"unverified\"). "
             "`potency params` prints the source of each.",
             c.unverified);
    print_item(text);
}

/* ---- how it does ---------------------------------------------------------- */

/* What rows of a role and a kind are. */
static const struct {
    sim_role role;
    sim_row_kind kind;
    const char *are;
} scored[] = {
    {SIM_CALIBRATION, SIM_NUMBER_ROW,
     "numbers that the fit used lie within what was measured"},
    {SIM_PREDICTED, SIM_NUMBER_ROW,
     "numbers that were seen when the model was designed, and not fitted, do"},
    {SIM_CALIBRATION, SIM_SIGN_ROW,
     "signs (more, less, no difference) that the fit used are right"},
    {SIM_PREDICTED, SIM_SIGN_ROW,
     "signs (more, less, no difference) that were not fitted are right"},
};

static void print_score(const sim_validation *v, size_t i)
{
    const sim_score all = sim_validation_score(v, scored[i].role, scored[i].kind, NULL);
    const char *before = ": ";
    char text[TEXT];

    if (all.n == 0) return;
    snprintf(text, sizeof text, "%zu of %zu %s", all.hits, all.n, scored[i].are);
    for (size_t row = 0; row < v->table->n; row++) {
        const char *group = v->table->list[row].group;
        const sim_score part =
            sim_validation_score(v, scored[i].role, scored[i].kind, group);

        if (part.n == 0 || !sim_measurements_starts_group(v->table, row)) continue;
        sim_text_append(text, sizeof text, "%s%s %zu of %zu", before, group, part.hits,
                        part.n);
        before = ", ";
    }
    sim_text_append(text, sizeof text, ".");
    sim_bug(strlen(text) + 1 == sizeof text);
    print_item(text);
}

/* Rows that are not run, once for each reason. */
static void print_not_run(const sim_measurements *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        const char *why = rows->list[i].why_not;
        size_t n = 0, first = i;
        char text[TEXT];

        for (size_t k = 0; why && k < rows->n; k++) {
            const char *other = rows->list[k].why_not;

            if (!other || strcmp(other, why) != 0) continue;
            if (n++ == 0) first = k;
        }
        if (n == 0 || first != i) continue;
        snprintf(text, sizeof text, "%zu %s not run, and count%s nowhere: %s.", n,
                 n == 1 ? "row is" : "rows are", n == 1 ? "s" : "", why);
        print_item(text);
    }
}

/* The model beside the published measurements that the program holds; no band is solved. */
static sim_status print_scores(sim_error *err)
{
    sim_measurements rows = {0};
    const sim_validation_task task = {
        .chains = models_chains, .find = sim_published_find, .most_asked = ASKED};
    sim_validation v = {0};
    sim_status status = sim_published_read(&rows, err);

    if (status == SIM_OK) status = sim_validation_init(&v, &task, &rows, err);
    if (status == SIM_OK) status = sim_validation_solve(&v, &(sim_hooks){0}, err);
    for (size_t i = 0; status == SIM_OK && i < sizeof scored / sizeof *scored; i++)
        print_score(&v, i);
    if (status == SIM_OK) print_not_run(&rows);
    sim_validation_free(&v);
    sim_measurements_free(&rows);
    return status;
}

/* ---- the command ----------------------------------------------------------- */

static sim_status print_row(const card_options *o, const models_card_row *row,
                            sim_error *err)
{
    switch (row->kind) {
    case MODELS_CARD_HEAD:
        print_head(o, row->text);
        break;
    case MODELS_CARD_SAY:
        print_said(o, row);
        break;
    case MODELS_CARD_CHAINS:
        print_chains();
        break;
    case MODELS_CARD_SOURCES:
        print_sources(o);
        break;
    case MODELS_CARD_SCORES:
        return print_scores(err);
    case MODELS_CARD_END:
        break;
    }
    return SIM_OK;
}

static const sim_option options[] = {
    {"markdown", 0, NULL, "Print it as it stands in README.md",
     SIM_INTO(card_options, markdown)},
    {0},
};

static sim_status call(const sim_call *how, sim_error *err)
{
    card_options o = {0};
    sim_status status = SIM_OK;

    sim_options_read(how, &o);
    printf("%sPotency %s: the model card%s\n", o.markdown ? "**" : "", sim_version,
           o.markdown ? "**" : "");
    for (const models_card_row *row = models_card;
         status == SIM_OK && row->kind != MODELS_CARD_END; row++)
        status = print_row(&o, row, err);
    if (status == SIM_OK) printf("\n%s\n", sim_disclaimer);
    return status;
}

const sim_command sim_command_card = {.options = options, .call = call};
