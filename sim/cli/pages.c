#include "sim/cli/pages.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plots/stack.h"
#include "sim/cli/cause.h"
#include "sim/cli/log_page.h"
#include "sim/cli/own.h"
#include "sim/study/occasions.h"

static const char spread_name[] = "spread";

enum { WIDTHS = 2, BANDED = 2 }; /* of bands; tables of a cohort that have some */
/* Of the page's files: "potency", or "potency-pain". */
static const char *name_page(const sim_pages *pages, char name[SIM_FILES_NAME])
{
    const char *panel = pages->look->panel;

    snprintf(name, SIM_FILES_NAME, "%s%s%s", pages->job->session.chain->page,
             panel ? "-" : "", panel ? panel : "");
    return name;
}

/* The tables of both runs, as the plots want them. */
typedef struct {
    const sim_table *tables[SIM_TABLES_MAX], *behind[SIM_TABLES_MAX];
    const sim_table *between[PLOT_LAYERS][SIM_TABLES_MAX];
    plot_data data;
    plot_data plain; /* without a cohort */
    const sim_table *medians[SIM_TABLES_MAX + 1], *median_between[SIM_TABLES_MAX + 1];
    plot_band bands[BANDED * WIDTHS];
    plot_caption caption;
    plot_caption single;      /* where nothing of the cohort is drawn */
    plot_caption trials;      /* of trials */
    const char **backgrounds; /* of both runs */
    plot_occasion *occasions;
    GString *title, *cause;
    char page[SIM_FILES_NAME]; /* name of its page */
    char of[SIM_OF_SIZE];      /* "one patient's " */
    plot_facts facts;          /* what figures say, for figures.csv */
} material;

/* Bands are the widest first. */
static void add_bands(material *m, const sim_table all[], const sim_table between[])
{
    for (size_t i = 0; i < WIDTHS; i++) {
        const size_t high = SIM_QUANTILES - 1 - i;

        m->bands[m->data.bands.n_tables * WIDTHS + i] =
            (plot_band){&all[i], &all[high], between ? &between[i] : NULL,
                        between ? &between[high] : NULL};
    }
    m->data.bands.n_tables++;
}

/* Single replicates, with the columns of the medians of their courses. */
static plot_strands strands_of(const sim_job *job, const sim_outlook *outlook)
{
    const sim_singles *s = outlook->singles;

    return (plot_strands){.of = &outlook->course[SIM_QUANTILES / 2],
                          .n = s->n,
                          .n_arms = s->form.n_arms,
                          .n_rows = s->n_rows,
                          .arms = job->arm_names,
                          .x = s->x,
                          .numbers = s->numbers};
}

/* Medians, or what one patient has, stand in for the tables of the run. */
static void collect_cohort(const sim_pages *pages, material *m)
{
    const sim_outlook *outlook = pages->outlook;
    const bool has_reports = outlook->reports[0].n_columns > 0;
    const bool has_glances = outlook->glances[0].n_rows > 0;

    for (size_t i = 0; i < m->plain.runs[PLOT_FRONT].n; i++) {
        const sim_table *course = sim_own_median(m->tables[i], outlook->course);
        const sim_table *reports = sim_own_median(m->tables[i], outlook->reports);

        m->medians[i] = course ? course : reports ? reports : m->tables[i];
        m->median_between[i] =
            course && has_glances ? &outlook->glances[SIM_QUANTILES / 2] : NULL;
    }
    m->data.runs[PLOT_FRONT].tables = m->medians;
    m->data.runs[PLOT_FRONT].between = m->median_between;
    m->data.bands = (plot_bands){.list = m->bands, .words = outlook->words};
    if (sim_outlook_is_one(outlook)) return;
    m->data.bands.n = WIDTHS;
    if (outlook->singles) m->data.strands = strands_of(pages->job, outlook);
    if (outlook->survival.n_columns > 0)
        m->medians[m->data.runs[PLOT_FRONT].n++] = &outlook->survival;
    add_bands(m, outlook->course, has_glances ? outlook->glances : NULL);
    if (has_reports) add_bands(m, outlook->reports, NULL);
}

/* Of how many it is told, and of which arms some are set apart. */
static void tell_cohort(const sim_pages *pages, material *m)
{
    const sim_outlook *o = pages->outlook;
    const sim_population *population = pages->job->session.chain->population;
    char text[512];
    plot_saying saying = {.figure = m->page,
                          .panel = "",
                          .place = "caption",
                          .quantity = "",
                          .has_fact = true,
                          .fact = {.is = PLOT_COHORT, .arm.value = (double)o->n},
                          .text = text};

    snprintf(text, sizeof text, "%s", o->words);
    plot_facts_add(&m->facts, &saying);
    for (size_t arm = 0; arm < o->n_arms; arm++) {
        const char *name = pages->job->arm_names[arm];

        if (!sim_outlook_tell_apart(o, arm, name, text, sizeof text)) continue;
        saying.quantity = population->apart;
        saying.fact =
            (plot_fact){.is = PLOT_EXTINCT,
                        .arm = {.arm = name, .value = (double)o->n_apart[arm], .at = NAN}};
        plot_facts_add(&m->facts, &saying);
    }
}

/* The column of a course of which the worst is read as it is; NULL: there is none. */
static const char *find_quantity(const sim_model *model)
{
    const sim_summary *worst = &model->summaries[model->headline.worst];
    const bool is_plain = worst->reading == SIM_LOWEST || worst->reading == SIM_HIGHEST;

    return is_plain ? model->symbols[worst->symbol].name : NULL;
}

/* The rows between the days of a quantity; NULL: none has it. */
static const sim_table *find_between(const sim_tables *tables, const char *quantity)
{
    for (size_t i = 0; i < tables->n; i++) {
        const sim_table *between = &tables->table[tables->between[i]];

        if (tables->between[i] > 0 &&
            sim_table_find(between, quantity) < between->n_columns)
            return between;
    }
    return NULL;
}

plot_headline sim_pages_headline(const sim_job *job, const sim_outlook *outlook,
                                 char of[SIM_OF_SIZE])
{
    const sim_chain *chain = job->session.chain;
    const sim_model *last = chain->stages[chain->n_stages - 1].model;
    const char *quantity = find_quantity(last);
    const bool is_one = outlook && sim_outlook_is_one(outlook);

    snprintf(of, SIM_OF_SIZE, "one %.50s's ",
             sim_owner_name(chain->population, SIM_SUBJECT));
    return (plot_headline){
        .chain = chain,
        .summary = outlook ? &outlook->summary : &job->tables.table[job->tables.summary],
        .best = last->headline.best,
        .worst = last->headline.worst,
        .quantity = quantity,
        .between = outlook || !quantity ? NULL : find_between(&job->tables, quantity),
        .end = sim_experiment_value(&job->experiment, "run", "days"),
        .is_median = outlook && !is_one,
        .counted = outlook && !is_one ? &outlook->counted : NULL,
        .is_against = job->experiment.n_arms > job->experiment.n_own,
        .of = is_one ? of : NULL};
}

/* Why the two arms that the title compares differ; told behind what is counted. */
static void tell_cause(const sim_pages *pages, material *m)
{
    const plot_fact *told = m->facts.n > 0 ? &m->facts.list[0].fact : NULL;
    GString *cause = g_string_new(NULL);

    if (told && told->is != PLOT_TIE && told->other.arm)
        sim_cause_print(&pages->job->experiment, told->arm.arm, told->other.arm, cause);
    if (cause->len > 0) {
        plot_saying saying = {.figure = m->page,
                              .panel = "",
                              .place = "caption",
                              .quantity = "",
                              .text = cause->str};

        saying.fact.arm = (plot_read){.arm = told->arm.arm, .value = NAN, .at = NAN};
        saying.fact.other = (plot_read){.arm = told->other.arm, .value = NAN};
        plot_facts_add(&m->facts, &saying);
        g_string_append_printf(m->cause, "%s%s", m->cause->len > 0 ? "; " : "", cause->str);
    }
    if (m->cause->len > 0) m->data.cause = m->plain.cause = m->cause->str;
    g_string_free(cause, TRUE);
}

static void collect_tables(const sim_tables *from, const sim_table *tables[],
                           const sim_table *between[])
{
    for (size_t i = 0; i < from->n; i++) {
        tables[i] = &from->table[i];
        if (from->between[i] > 0) between[i] = &from->table[from->between[i]];
    }
}

/* Arms that stand behind those of the file are what these are held against. */
static size_t add_backgrounds(const sim_job *job, const char *names[])
{
    const sim_experiment *e = &job->experiment;

    for (size_t arm = e->n_own; arm < e->n_arms; arm++)
        names[arm - e->n_own] = job->arm_names[arm];
    return e->n_arms - e->n_own;
}

static size_t n_arms_of(const sim_job *job) { return job ? job->experiment.n_arms : 0; }

static sim_status collect_backgrounds(const sim_pages *pages, material *m, sim_error *err)
{
    const size_t most = n_arms_of(pages->job) + n_arms_of(pages->behind);
    size_t n;

    m->backgrounds = calloc(most + 1, sizeof *m->backgrounds);
    if (!m->backgrounds) return sim_fail_memory(err, "figures");
    n = add_backgrounds(pages->job, m->backgrounds);
    if (pages->behind) n += add_backgrounds(pages->behind, m->backgrounds + n);
    m->plain.backgrounds = (plot_wanted){m->backgrounds, n};
    return SIM_OK;
}

/* What the chain marks, mark by mark. */
static sim_status list_occasions(const sim_job *job, const sim_occasions *from, material *m,
                                 sim_error *err)
{
    const sim_chain *chain = job->session.chain;
    plot_occasions *o = &m->plain.occasions;

    m->occasions = calloc(from->n + 1, sizeof *m->occasions);
    if (!m->occasions) return sim_fail_memory(err, "figures");
    o->list = m->occasions;
    for (size_t mark = 0; mark < chain->n_marks; mark++)
        for (size_t i = 0; i < from->n; i++) {
            const char *words = sim_occasion_words(&from->list[i], chain);

            if (words == chain->marks[mark].text)
                m->occasions[o->n++] = (plot_occasion){job->arm_names[from->list[i].arm],
                                                       from->list[i].t, words};
        }
    return SIM_OK;
}

/* They happen along the first column of the course. */
static sim_status collect_occasions(const sim_job *job, material *m, sim_error *err)
{
    const sim_chain *chain = job->session.chain;
    const sim_task task = sim_params_task(&job->params, &job->experiment);
    sim_occasions occasions;
    sim_status status = sim_occasions_init(&occasions, &task, err);

    m->plain.occasions.table = chain->stages[chain->n_stages - 1].course;
    for (size_t i = 0; i < job->tables.n; i++)
        if (strcmp(job->tables.table[i].name, m->plain.occasions.table) == 0)
            m->plain.occasions.x = job->tables.table[i].columns[0].name;
    if (status == SIM_OK && m->plain.occasions.x)
        status = list_occasions(job, &occasions, m, err);
    sim_occasions_free(&occasions);
    return status;
}

static sim_status collect(const sim_pages *pages, material *m, sim_error *err)
{
    const sim_tables *tables = &pages->job->tables;
    const size_t n_behind = pages->behind ? pages->behind->tables.n : 0;
    plot_headline headline;
    sim_status status;

    *m = (material){.plain = {.runs = {{m->tables, tables->n, m->between[PLOT_FRONT]},
                                       {m->behind, n_behind, m->between[PLOT_BEHIND]}},
                              .behind_name = pages->behind_name,
                              .held = pages->held,
                              .chain = pages->job->session.chain},
                    .title = g_string_new(NULL),
                    .cause = g_string_new(NULL)};
    collect_tables(tables, m->tables, m->between[PLOT_FRONT]);
    if (pages->behind)
        collect_tables(&pages->behind->tables, m->behind, m->between[PLOT_BEHIND]);
    status = collect_backgrounds(pages, m, err);
    if (status == SIM_OK) status = collect_occasions(pages->job, m, err);
    if (status != SIM_OK) return status;
    m->data = m->plain;
    name_page(pages, m->page);
    if (pages->outlook) collect_cohort(pages, m);
    headline = sim_pages_headline(pages->job, pages->outlook, m->of);
    headline.backgrounds = m->plain.backgrounds;
    status = plot_title_print(&headline, m->page, &m->facts, m->title, err);
    if (status == SIM_OK)
        status = plot_title_print_count(&headline, m->page, &m->facts, m->cause, err);
    if (status == SIM_OK) tell_cause(pages, m);
    if (pages->outlook) tell_cohort(pages, m);
    m->caption = pages->provenance->caption;
    m->caption.title = m->title->str;
    m->single = m->caption;
    m->single.footer = pages->provenance->single;
    m->trials = m->caption;
    m->trials.footer = pages->provenance->trials;
    return status;
}

static sim_status write_own(const sim_pages *pages, material *m, sim_files *files,
                            sim_error *err)
{
    const sim_own own = {.job = pages->job,
                         .outlook = pages->outlook,
                         .dir = pages->dir,
                         .responses = pages->responses,
                         .trials = pages->trials,
                         .look = pages->look,
                         .data = &m->data,
                         .plain = &m->plain,
                         .caption = &m->caption,
                         .single = &m->single,
                         .of_trials = &m->trials,
                         .facts = &m->facts,
                         .handout = pages->handout};

    return sim_own_write(&own, files, err);
}

/* ---- the spread ----------------------------------------------------------- */

typedef struct {
    char labels[PLOT_MOST_BARS][128];
    const char *label[PLOT_MOST_BARS];
    const char *arms[PLOT_MOST_BARS], *columns[PLOT_MOST_BARS];
    double shares[PLOT_MOST_BARS * SIM_PARTS], errors[PLOT_MOST_BARS * SIM_PARTS];
    size_t n, n_left;
    char words[SIM_PARTS][64];
    const char *parts[SIM_PARTS]; /* [n_parts] "patient: whose knee" */
    size_t number[SIM_PARTS];     /* [n_parts] of a part */
    size_t n_parts;
} bars;

/* The parts that there are. */
static void name_parts(const sim_population *population, bars *b)
{
    for (size_t part = 0; part < SIM_PARTS; part++) {
        const sim_part what = sim_spread_part(population, part);

        if (!what.name) continue;
        snprintf(b->words[b->n_parts], sizeof *b->words, "%s: %s", what.name, what.words);
        b->parts[b->n_parts] = b->words[b->n_parts];
        b->number[b->n_parts++] = part;
    }
}

static void add_bar(const sim_pages *pages, size_t arm, size_t parted, bars *b)
{
    const sim_population *population = pages->job->session.chain->population;
    const sim_table *summary = &pages->job->tables.table[pages->job->tables.summary];
    const sim_shares_row *row = &pages->shares->list[arm * population->n_parted + parted];
    const char *name = population->parted[parted];
    const size_t column = sim_table_find(summary, name);

    sim_bug(column == summary->n_columns);
    if (!isfinite(row->share[b->number[0]])) return;
    if (b->n == PLOT_MOST_BARS) {
        b->n_left++;
        return;
    }
    b->arms[b->n] = pages->job->arm_names[arm];
    b->columns[b->n] = name;
    snprintf(b->labels[b->n], sizeof b->labels[b->n], "%s: %s", pages->job->arm_names[arm],
             summary->columns[column].meaning);
    b->label[b->n] = b->labels[b->n];
    for (size_t part = 0; part < b->n_parts; part++) {
        const size_t at = b->n * b->n_parts + part;

        b->shares[at] = row->share[b->number[part]];
        b->errors[at] = row->error[b->number[part]];
    }
    b->n++;
}

/* Nothing is drawn where nothing varies. */
static sim_status write_spread(const sim_pages *pages, material *m, sim_files *files,
                               sim_error *err)
{
    const sim_population *population = pages->job->session.chain->population;
    bars b = {.n = 0};
    plot_stack stack = {.title = "Where the spread of results comes from",
                        .parts = b.parts,
                        .labels = b.label,
                        .shares = b.shares,
                        .errors = b.errors,
                        .arms = b.arms,
                        .columns = b.columns};
    const sim_sheet sheet = {spread_name,       pages->look, &m->caption,
                             &plot_stack_maker, &stack,      &m->facts};

    name_parts(population, &b);
    for (size_t parted = 0; parted < population->n_parted; parted++) {
        for (size_t arm = 0; arm < pages->job->experiment.n_arms; arm++)
            add_bar(pages, arm, parted, &b);
    }
    stack.n_parts = b.n_parts;
    stack.n_bars = b.n;
    stack.n_left = b.n_left;
    if (b.n == 0) return SIM_OK;
    return sim_sheet_write(&sheet, files, err);
}

sim_own_has sim_pages_has(const sim_pages *pages)
{
    return (sim_own_has){pages->outlook, pages->trials};
}

sim_status sim_pages_claim(const sim_pages *pages, const sim_files *files, sim_error *err)
{
    const sim_figures *own = &pages->job->experiment.figures;
    char name[SIM_FILES_NAME];
    sim_status status = SIM_OK;

    if (!pages->own_only)
        status = sim_sheet_claim(name_page(pages, name), pages->look, files, err);
    if (status == SIM_OK) status = sim_sheet_claim_facts(NULL, files, err);
    if (pages->look->panel) return status;
    if (status == SIM_OK && pages->shares)
        status = sim_sheet_claim(spread_name, pages->look, files, err);
    if (status == SIM_OK && sim_log_page_is_drawn(pages->logged, pages->look))
        status = sim_log_page_claim(pages->look, files, err);
    for (size_t i = 0; status == SIM_OK && i < own->n; i++)
        if (sim_own_is_drawn(&own->list[i], sim_pages_has(pages)))
            status = sim_sheet_claim(own->list[i].name, pages->look, files, err);
    return status;
}

static sim_status write_page(const sim_pages *pages, material *m, sim_files *files,
                             sim_error *err)
{
    const plot_page page = {pages->job->session.chain->page, &m->data, NULL,
                            pages->look->panel};
    const sim_sheet sheet = {m->page,          pages->look, &m->caption,
                             &plot_page_maker, &page,       &m->facts};

    return sim_sheet_write(&sheet, files, err);
}

static sim_status write_others(const sim_pages *pages, material *m, sim_files *files,
                               sim_error *err)
{
    const sim_log_page log = {pages->logged, pages->job->session.chain, pages->look,
                              &m->single, &m->facts};
    sim_status status = SIM_OK;

    if (pages->shares) status = write_spread(pages, m, files, err);
    if (status == SIM_OK && sim_log_page_is_drawn(pages->logged, pages->look))
        status = sim_log_page_write(&log, files, err);
    if (status == SIM_OK) status = write_own(pages, m, files, err);
    return status;
}

static sim_status write_all(const sim_pages *pages, material *m, sim_files *files,
                            sim_error *err)
{
    sim_status status = pages->own_only ? SIM_OK : write_page(pages, m, files, err);

    if (status == SIM_OK && !pages->look->panel && !pages->held)
        status = write_others(pages, m, files, err);
    return status == SIM_OK ? sim_sheet_write_facts(NULL, &m->facts, files, err) : status;
}

sim_status sim_pages_write(const sim_pages *pages, sim_files *files, sim_error *err)
{
    material m;
    sim_status status = collect(pages, &m, err);

    if (pages->own_only) plot_facts_free(&m.facts); /* of the page, which is not drawn */
    if (status == SIM_OK) status = write_all(pages, &m, files, err);
    plot_facts_free(&m.facts);
    g_string_free(m.title, TRUE);
    g_string_free(m.cause, TRUE);
    free(m.backgrounds);
    free(m.occasions);
    return status;
}
