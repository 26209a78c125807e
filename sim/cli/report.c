#include "sim/cli/report.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/stepper.h"
#include "sim/io/characters.h"
#include "sim/io/text.h"
#include "sim/io/units.h"
#include "sim/study/tables.h"
#include "sim/study/version.h"

/* ---- provenance ----------------------------------------------------------- */

/* Adds a part behind "; "; where it does not fit, says once that there is more. */
static void add_part(char text[], size_t size, const char *part)
{
    static const char more[] = "; and more";
    const size_t length = strlen(text), end = sizeof more - 1;

    if (length >= end && strcmp(text + length - end, more) == 0) return;
    if (length + strlen("; ") + strlen(part) + sizeof more > size)
        sim_text_append(text, size, "%s", more);
    else
        sim_text_append(text, size, "%s%s", *text ? "; " : "", part);
}

static void print_changed_of(const sim_experiment *e, const sim_arm *arm,
                             const sim_arm *base, char text[], size_t size)
{
    for (size_t i = 0; i < e->catalog->n; i++) {
        const sim_parameter *q = &e->catalog->rows[i];
        const double value = arm->settings[i].value;
        char number[SIM_NUMBER_SIZE], part[512] = "";

        if (value == (base ? base->settings[i].value : q->usual)) continue;
        sim_parameter_print(q, value, number);
        if (base) sim_text_append(part, sizeof part, "arm %s: ", arm->name);
        sim_text_append(part, sizeof part, "%s.%s = %s", q->section, q->symbol->name,
                        number);
        add_part(text, size, part);
    }
}

void sim_provenance_note(sim_provenance *p, const char *name, const char *value)
{
    sim_bug(p->caption.n_notes == SIM_NOTES);
    p->notes[p->caption.n_notes++] = (plot_note){name, value};
}

static bool draws_numbers(const sim_experiment *e, const sim_making *making)
{
    const size_t method = (size_t)sim_experiment_value(e, "run", "method");

    const sim_plan *plan = making->plan;

    if (plan && (plan->task->screening || plan->design.kind == SIM_LHS)) return true;
    if (making->is_trial || making->draws) return true;
    if (making->asked) return making->replicates > 0;
    return making->replicates > 0 || sim_steppers[method]->sample;
}

static void print_command(const sim_making *making, char text[], size_t size)
{
    const sim_screening *screening = making->plan ? making->plan->task->screening : NULL;

    snprintf(text, size, "%s",
             making->asked  ? making->asked
             : making->plan ? "sweep"
                            : "run");
    if (screening)
        snprintf(text, size, "sensitivity --method %s --samples %zu", screening->name,
                 making->plan->screen.samples);
    if (making->plan) return;
    if (making->replicates > 0)
        sim_text_append(text, size, " --replicates %zu", making->replicates);
    if (making->spread) sim_text_append(text, size, " --spread");
}

static void print_hash(const sim_experiment *e, const sim_making *making, char text[32])
{
    snprintf(text, 32, "%016llx",
             (unsigned long long)(making->plan       ? making->hash
                                  : making->is_trial ? sim_experiment_trial_hash(e)
                                                     : sim_experiment_hash(e)));
}

static void print_footer(const sim_provenance *p, const char *whose,
                         char footer[SIM_FOOTER_SIZE])
{
    snprintf(footer, SIM_FOOTER_SIZE,
             "%s \xC2\xB7 seed %s \xC2\xB7 %sparameters %s \xC2\xB7 %s", p->version,
             p->seed, whose, p->hash, sim_disclaimer);
}

void sim_provenance_init(sim_provenance *p, const sim_experiment *e,
                         const sim_making *making)
{
    const size_t draw = (size_t)sim_experiment_value(e, "cohort", "draw");
    const size_t method = making->asked && !making->is_trial
                              ? 0
                              : (size_t)sim_experiment_value(e, "run", "method");
    char whose[64] = "";

    *p = (sim_provenance){.caption = {.footer = p->footer, .notes = p->notes}};
    snprintf(p->version, sizeof p->version, "Potency %s", sim_version);
    snprintf(p->seed, sizeof p->seed, "%.0f", sim_experiment_value(e, "run", "seed"));
    print_hash(e, making, p->hash);
    print_changed_of(e, &e->base, NULL, p->changed, sizeof p->changed);
    for (size_t i = 0; i < e->n_arms; i++)
        print_changed_of(e, &e->arms[i], &e->base, p->changed, sizeof p->changed);
    sim_provenance_note(p, "Software", p->version);
    print_command(making, p->command, sizeof p->command);
    sim_provenance_note(p, "Command", p->command);
    sim_provenance_note(p, "Method", sim_stepper_name(method));
    if (making->solver) sim_provenance_note(p, "Solver", making->solver);
    sim_provenance_note(p, "Random numbers",
                        draws_numbers(e, making) ? sim_rng_scheme : "none drawn");
    if (making->replicates > 0 || making->is_trial)
        sim_provenance_note(p, "Draw", sim_cohort_draw_name(draw));
    sim_provenance_note(p, "Seed", p->seed);
    sim_provenance_note(p, "Parameters", p->hash);
    if (making->plan) {
        sim_plan_print_axes(making->plan, p->varied, sizeof p->varied);
        sim_provenance_note(p, "Varied", p->varied);
    }
    sim_provenance_note(p, "Not default", *p->changed ? p->changed : "nothing");
    sim_provenance_note(p, "Disclaimer", sim_disclaimer);
    if (making->replicates > 0)
        snprintf(whose, sizeof whose, "%zu replicate%s, draw %s \xC2\xB7 ",
                 making->replicates, making->replicates == 1 ? "" : "s",
                 sim_cohort_draw_name(draw));
    print_footer(p, whose, p->footer);
    snprintf(whose, sizeof whose, "%zu trial%s, pool of %zu \xC2\xB7 ", e->trial.trials,
             e->trial.trials == 1 ? "" : "s", e->trial.pool);
    print_footer(p, whose, p->trials);
    print_footer(p, "one course, no replicates \xC2\xB7 ", p->single);
}

sim_status sim_report_note_method(const sim_experiment *e, sim_findings *warnings,
                                  sim_error *err)
{
    const size_t method = (size_t)sim_experiment_value(e, "run", "method");

    if (method == 0) return SIM_OK;
    return sim_findings_print(warnings, err,
                              "run.method = %s is not used: all here is solved in the mean",
                              sim_stepper_name(method));
}

void sim_report_write_run(const sim_provenance *p, const sim_experiment *e,
                          const sim_findings *warnings, FILE *out)
{
    const int length = (int)strcspn(p->command, " ");

    fprintf(out,
            "# Every value of a run and, behind #:, where it came from. To run it again:\n"
            "#     potency %.*s run.ini%s\n#\n",
            length, p->command, p->command + length);
    for (size_t i = 0; i < p->caption.n_notes; i++)
        fprintf(out, "# %s: %s\n", p->notes[i].name, p->notes[i].value);
    for (size_t i = 0; i < warnings->n; i++)
        fprintf(out, "# Warning: %s\n", warnings->lines[i]);
    sim_experiment_write(e, out);
}

/* Without the warnings, which are found again, and which who only draws does not know. */
sim_status sim_provenance_start(sim_provenance *p, const sim_experiment *e,
                                const char *again, FILE **out, sim_error *err)
{
    const sim_findings none = {0};
    const sim_status status = sim_memory_open(&p->run_ini, "run.ini", err);

    if (status != SIM_OK) return status;
    *out = p->run_ini.stream;
    fprintf(*out, SIM_AGAIN "%s\n", again);
    sim_report_write_run(p, e, &none, *out);
    return SIM_OK;
}

sim_status sim_provenance_end(sim_provenance *p, sim_error *err)
{
    const sim_status status = sim_memory_close(&p->run_ini, "run.ini", err);

    if (status == SIM_OK) p->caption.run_ini = p->run_ini.bytes;
    return status;
}

void sim_report_print_again(const sim_job *job, char text[], size_t size)
{
    snprintf(text, size, "run");
    if (job->replicates > 0)
        sim_text_append(text, size, " --replicates='%zu'", job->replicates);
    if (job->spread) sim_text_append(text, size, " --spread");
}

void sim_provenance_free(sim_provenance *p) { sim_memory_free(&p->run_ini); }

/* ---- terminal ------------------------------------------------------------- */

int sim_report_width(const char *const arm_names[], size_t n_arms)
{
    int width = 3; /* of the heading */

    for (size_t arm = 0; arm < n_arms; arm++) {
        const int length = (int)sim_characters_count(arm_names[arm]);

        if (length > width) width = length;
    }
    return width;
}

/* Pads a name of any alphabet to a width in characters. */
void sim_report_print_name(const char *name, int width, FILE *out)
{
    const int length = (int)sim_characters_count(name);

    fprintf(out, "%s%*s", name, length < width ? width - length : 0, "");
}

void sim_report_print_cell(double number, FILE *out)
{
    if (isfinite(number))
        fprintf(out, "  %9.4g", fabs(number) < SIM_NEGLIGIBLE ? 0 : number);
    else
        fprintf(out, "  %9s", "-");
}

/* The first line of all headings, or the second, blank where there is none. */
static void print_headings(const sim_model *m, int second, FILE *out)
{
    for (size_t i = 0; i < m->n_summaries; i++) {
        const char *text = m->summaries[i].heading;
        const size_t length = strcspn(text, "\n");

        if (!*text) continue;
        if (second) text += length + (text[length] == '\n');
        fprintf(out, "  %9.*s", second ? INT_MAX : (int)length, text);
    }
    fputc('\n', out);
}

void sim_report_print_summary(const sim_tables *tables, const sim_chain *chain, FILE *out)
{
    const sim_model *m = chain->stages[chain->n_stages - 1].model;
    const sim_table *summary = &tables->table[tables->summary];
    const int width = sim_report_width(summary->keys, summary->n_rows);

    sim_report_print_name("arm", width, out);
    print_headings(m, 0, out);
    sim_report_print_name("", width, out);
    print_headings(m, 1, out);
    for (size_t r = 0; r < summary->n_rows; r++) {
        sim_report_print_name(summary->keys[r], width, out);
        for (size_t i = 0; i < m->n_summaries; i++) {
            if (*m->summaries[i].heading)
                sim_report_print_cell(sim_table_cell(summary, r, i), out);
        }
        fputc('\n', out);
    }
}

/* Is a number read on a day that does not come: where that is not known, as what events set
 * down is read, does no arm have it? */
static bool is_beyond(const sim_summary *s, const sim_table *summary, size_t column,
                      double days)
{
    size_t r = 0;

    if (s->reading != SIM_ON_DAY && s->reading != SIM_AGAINST) return false;
    if (isfinite(s->day)) return s->day > days;
    while (r < summary->n_rows && isnan(sim_table_cell(summary, r, column))) r++;
    return r == summary->n_rows;
}

/* "dead by day 28": a heading in one line. */
static void add_heading(const char *heading, char text[], size_t size)
{
    const size_t length = strcspn(heading, "\n");
    char name[SIM_LINE_LENGTH];

    snprintf(name, sizeof name, "%.*s%s%s", (int)length, heading,
             heading[length] ? " " : "", heading[length] ? heading + length + 1 : "");
    sim_text_list(text, size, name);
}

void sim_report_print_beyond(const sim_tables *tables, const sim_chain *chain, double days,
                             FILE *out)
{
    const sim_model *m = chain->stages[chain->n_stages - 1].model;
    const sim_table *summary = &tables->table[tables->summary];
    char shown[SIM_NOTE_SIZE] = "", more[64] = "", right[64] = "a longer run";
    double latest = 0;
    size_t n_more = 0;

    for (size_t i = 0; i < m->n_summaries; i++) {
        const sim_summary *s = &m->summaries[i];

        if (!is_beyond(s, summary, i, days)) continue;
        latest = fmax(latest, s->day);
        if (*s->heading)
            add_heading(s->heading, shown, sizeof shown);
        else
            n_more++;
    }
    if (!*shown) return;
    if (n_more > 0) snprintf(more, sizeof more, " and %zu more of summary.csv", n_more);
    if (isfinite(latest)) snprintf(right, sizeof right, "run.days = %g", latest);
    fprintf(out, "run.days = %g ends before %s%s; %s would be right\n", days, shown, more,
            right);
}

/* The words from there on between which no line ends, in bytes and in characters; few enough
 * for a line. */
static size_t measure_words(const char *text, const char *word, int *n_characters)
{
    size_t length = strcspn(word, " "), next;

    while (word[length] && (next = length + strspn(word + length, " "), word[next]) &&
           next < SIM_LINE_LENGTH / 2 && sim_units_bind(text, word + next))
        length = next + strcspn(word + next, " ");
    *n_characters = 0;
    for (size_t at = 0, n; at < length; at += n, (*n_characters)++)
        sim_characters_next(word + at, &n);
    return length;
}

void sim_paragraph_print(const char *heading, const char *text, int indent, FILE *out)
{
    int column = fprintf(out, "%-*s", indent, heading), width;
    bool starts = true; /* a line, or behind the heading */

    for (const char *at = text; *at;) {
        const size_t length = measure_words(text, at, &width);

        if (!starts && column + 1 + width > SIM_LINE_LENGTH) {
            column = fprintf(out, "\n%*s", indent, "") - 1;
            starts = true;
        }
        if (!starts) column += fprintf(out, " ");
        starts = false;
        fprintf(out, "%.*s", (int)length, at);
        column += width;
        at += length + strspn(at + length, " ");
    }
    fputc('\n', out);
}

/* ---- comparison ----------------------------------------------------------- */

enum { MOVED_MAX = 20, WORD = 48 };

static size_t find_arm(const sim_experiment *e, const char *name)
{
    size_t arm = 0;

    while (arm < e->n_arms && strcmp(e->arms[arm].name, name) != 0) arm++;
    return arm;
}

static void print_difference(const sim_parameter *q, double one, double other, FILE *out)
{
    const char *unit = strcmp(q->symbol->unit, "1") == 0 ? "" : q->symbol->unit;
    char a[SIM_NUMBER_SIZE], b[SIM_NUMBER_SIZE], name[2 * WORD];

    sim_parameter_print(q, one, a);
    sim_parameter_print(q, other, b);
    snprintf(name, sizeof name, "%s.%s", q->section, q->symbol->name);
    fprintf(out, "  %-32s here %s, there %s%s%s\n", name, a, b, *unit ? " " : "", unit);
}

/* Rows that differ between two arms or, with `base`, only those of them that do not
 * differ in the same way between the two bases. */
static size_t print_differences(const sim_experiment *e, const sim_arm *one,
                                const sim_arm *other, const sim_arm *const base[2],
                                FILE *out)
{
    size_t n = 0;

    for (size_t i = 0; i < e->catalog->n; i++) {
        const double a = one->settings[i].value, b = other->settings[i].value;

        if (a == b) continue;
        if (base && base[0]->settings[i].value == a && base[1]->settings[i].value == b)
            continue;
        if (n++ == 0 && base) fprintf(out, " arm %s\n", one->name);
        print_difference(&e->catalog->rows[i], a, b, out);
    }
    return n;
}

static void print_parameters(const sim_experiment *one, const sim_experiment *other,
                             FILE *out)
{
    const sim_arm *const bases[2] = {&one->base, &other->base};
    size_t n;

    fprintf(out, "parameters that differ\n");
    n = print_differences(one, &one->base, &other->base, NULL, out);
    for (size_t arm = 0; arm < one->n_arms; arm++) {
        const size_t same = find_arm(other, one->arms[arm].name);

        if (same < other->n_arms)
            n += print_differences(one, &one->arms[arm], &other->arms[same], bases, out);
        else
            n += (size_t)(fprintf(out, "  arm %s is only here\n", one->arms[arm].name) > 0);
    }
    for (size_t arm = 0; arm < other->n_arms; arm++) {
        if (find_arm(one, other->arms[arm].name) == one->n_arms)
            n += (size_t)(fprintf(out, "  arm %s is only there\n", other->arms[arm].name) >
                          0);
    }
    if (n == 0) fprintf(out, "  none\n");
}

/* A number of the summary that two runs have. */
typedef struct {
    const char *arm;
    size_t column, order;
    double one, other, change; /* relative to the other; INFINITY from 0 */
} moved;

static int compare_moved(const void *a, const void *b)
{
    const moved *x = a, *y = b;

    if (x->change != y->change) return x->change < y->change ? 1 : -1;
    return x->order > y->order ? 1 : -1;
}

/* Room for n_rows * n_columns in `list`; how many moved. */
static size_t find_moved(const sim_table *one, const sim_table *other, moved list[])
{
    size_t n = 0;

    for (size_t r = 0; r < one->n_rows; r++) {
        size_t same = 0;

        while (same < other->n_rows && strcmp(other->keys[same], one->keys[r]) != 0) same++;
        for (size_t c = 0; same < other->n_rows && c < one->n_columns; c++) {
            const size_t there = sim_table_find(other, one->columns[c].name);
            double a = sim_table_cell(one, r, c), b = a, size;

            if (there < other->n_columns) b = sim_table_cell(other, same, there);
            size = fmax(fabs(a), fabs(b));
            /* what a CSV keeps of a number, and what is rounding of 0, does not count */
            if (!(fabs(a - b) > fmax(1e-8 * size, SIM_NEGLIGIBLE))) continue;
            list[n] =
                (moved){one->keys[r], c, n, a, b, b == 0 ? INFINITY : fabs((a - b) / b)};
            n++;
        }
    }
    return n;
}

static size_t print_alone(const sim_table *one, const sim_table *other, const char *where,
                          FILE *out)
{
    size_t n = 0;

    for (size_t c = 0; c < one->n_columns; c++)
        if (sim_table_find(other, one->columns[c].name) == other->n_columns)
            n += fprintf(out, "  %s is only %s\n", one->columns[c].name, where) > 0;
    return n;
}

static void print_moved(const sim_table *table, const moved *m, FILE *out)
{
    const char *unit = table->columns[m->column].unit;

    fprintf(out, "  %-12s %-26s here %9.4g, there %9.4g", m->arm,
            table->columns[m->column].name, m->one, m->other);
    if (strcmp(unit, "1") != 0) fprintf(out, " %s", unit);
    if (m->other != 0)
        fprintf(out, "  (%+.1f %%)", 100 * (m->one - m->other) / fabs(m->other));
    fputc('\n', out);
}

sim_status sim_report_print_comparison(const sim_job *one, const sim_job *other, FILE *out,
                                       sim_error *err)
{
    const sim_table *table = &one->tables.table[one->tables.summary],
                    *there = &other->tables.table[other->tables.summary];
    moved *list = calloc(table->n_rows * table->n_columns + 1, sizeof *list);
    size_t n, own;

    if (!list) return sim_fail_memory(err, "comparison");
    print_parameters(&one->experiment, &other->experiment, out);
    n = find_moved(table, there, list);
    qsort(list, n, sizeof *list, compare_moved);
    fprintf(out, "\nnumbers of summary.csv that moved, the most changed first\n");
    for (size_t i = 0; i < n && i < MOVED_MAX; i++) print_moved(table, &list[i], out);
    own = print_alone(table, there, "here", out) + print_alone(there, table, "there", out);
    if (n + own == 0) fprintf(out, "  none\n");
    if (n > MOVED_MAX) fprintf(out, "  and %zu more\n", n - MOVED_MAX);
    free(list);
    return SIM_OK;
}
