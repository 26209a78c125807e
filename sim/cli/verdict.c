#include "sim/cli/verdict.h"

#include <math.h>
#include <string.h>

#include "sim/cli/explain.h"
#include "sim/cli/report.h"
#include "sim/io/characters.h"
#include "sim/io/number.h"

enum { CELL = SIM_NUMBER_SIZE, DIGITS = 4, NAME_MOST = 56 };

/* ---- cells ---------------------------------------------------------------- */

static void print_number(double number, char text[CELL])
{
    if (isnan(number))
        snprintf(text, CELL, "-");
    else if (isinf(number)) /* of a difference, its second part may never come */
        snprintf(text, CELL, number > 0 ? "never" : "other never");
    else
        sim_number_print(text, number, DIGITS);
}

static void print_sign(double sign, char text[CELL])
{
    snprintf(text, CELL, "%s", sign > 0 ? "+1" : sign < 0 ? "-1" : isnan(sign) ? "-" : "0");
}

/* "25.1 to 38.7", "at least 200"; of a sign where it would be another. */
void sim_verdict_print_bounds(const sim_measurement *m, char text[SIM_VERDICT_SIZE])
{
    const bool is_sign = m->kind == SIM_SIGN_ROW;
    char low[CELL], high[CELL];

    print_number(m->low, low);
    print_number(m->high, high);
    if (isinf(m->low))
        snprintf(text, SIM_VERDICT_SIZE, is_sign ? "+1 above %s" : "at most %s", high);
    else if (isinf(m->high))
        snprintf(text, SIM_VERDICT_SIZE, is_sign ? "-1 below %s" : "at least %s", low);
    else
        snprintf(text, SIM_VERDICT_SIZE, is_sign ? "0 from %s to %s" : "%s to %s", low,
                 high);
}

/* A sign with the number behind it. */
void sim_verdict_print_predicted(const sim_measurement *m, char text[SIM_VERDICT_SIZE])
{
    char sign[CELL], reading[CELL];

    if (m->kind == SIM_NUMBER_ROW) {
        print_number(m->predicted, text);
        return;
    }
    print_sign(m->predicted, sign);
    print_number(m->reading, reading);
    snprintf(text, SIM_VERDICT_SIZE, isnan(m->reading) ? "-" : "%s (%s)", sign, reading);
}

/* Have only some of the replicates a value? */
static bool is_of_some(const sim_measurement *m, size_t replicates)
{
    return m->n_band > 0 && m->n_band < replicates;
}

/* "31.2 to 414", "3.36 or more"; with " of 190" where other replicates have no value. */
static void print_band(const sim_measurement *m, size_t replicates, char text[4 * CELL])
{
    char low[CELL], high[CELL], n[CELL] = "";

    print_number(m->low90, low);
    print_number(m->high90, high);
    if (is_of_some(m, replicates)) snprintf(n, sizeof n, " of %zu", m->n_band);
    if (isnan(m->low90))
        snprintf(text, 4 * CELL, "-");
    else if (m->low90 == INFINITY)
        snprintf(text, 4 * CELL, "never%s", n);
    else if (m->high90 == INFINITY)
        snprintf(text, 4 * CELL, "%s or more%s", low, n);
    else
        snprintf(text, 4 * CELL, "%s to %s%s", low, high, n);
}

/* ---- rows ----------------------------------------------------------------- */

/* The columns of a study's table. */
enum { ROW, MEASURED, INTERVAL, UNIT, MODEL, BAND, HIT, ROLE, KIND, RULE, N_COLUMNS };

typedef struct {
    const char *text[N_COLUMNS]; /* of a row that is not run the first alone, then NULL */
    char measured[CELL], interval[3 * CELL], model[3 * CELL], band[4 * CELL];
} line;

static const line headings = {.text = {[ROW] = "row",
                                       [MEASURED] = "measured",
                                       [INTERVAL] = "interval",
                                       [UNIT] = "unit",
                                       [MODEL] = "model",
                                       [BAND] = "90 %",
                                       [HIT] = "",
                                       [ROLE] = "role",
                                       [KIND] = "kind",
                                       [RULE] = "the interval is"}};

static const char *const hit_words[] = {"MISS", "hit"};

static void print_row(const sim_validation *v, size_t row, line *l)
{
    const sim_measurement *m = &v->table->list[row];

    *l = (line){.text = {[ROW] = m->name}};
    if (m->why_not) return;
    *l = (line){.text = {[ROW] = m->name,
                         [MEASURED] = l->measured,
                         [INTERVAL] = l->interval,
                         [UNIT] = strcmp(m->unit, "1") == 0 ? "" : m->unit,
                         [MODEL] = l->model,
                         [BAND] = l->band,
                         [HIT] = hit_words[m->hit],
                         [ROLE] = sim_role_name(m->role),
                         [KIND] = sim_row_kind_name(m->kind),
                         [RULE] = m->rule}};
    (m->kind == SIM_SIGN_ROW ? print_sign : print_number)(m->measured, l->measured);
    sim_verdict_print_bounds(m, l->interval);
    sim_verdict_print_predicted(m, l->model);
    print_band(m, v->task->replicates, l->band);
}

static void widen(int widths[N_COLUMNS], const line *l)
{
    for (size_t c = 0; c < N_COLUMNS && l->text[c]; c++) {
        const int length = (int)sim_characters_count(l->text[c]);

        if (length > widths[c]) widths[c] = length < NAME_MOST ? length : NAME_MOST;
    }
}

static void write_line(const line *l, const int widths[N_COLUMNS], FILE *out)
{
    for (size_t c = 0; c + 1 < N_COLUMNS; c++) {
        fputs("  ", out);
        sim_report_print_name(l->text[c], widths[c], out);
    }
    fprintf(out, "  %s\n", l->text[N_COLUMNS - 1]);
}

static void write_row(const sim_validation *v, size_t row, const int widths[N_COLUMNS],
                      FILE *out)
{
    const sim_measurement *m = &v->table->list[row];
    line l;

    if (m->why_not) {
        fputs("  ", out);
        sim_report_print_name(m->name, widths[ROW], out);
        fprintf(out, "  not run: %s\n", m->why_not);
        return;
    }
    print_row(v, row, &l);
    write_line(&l, widths, out);
    if (m->remark) fprintf(out, "    %s: %s\n", m->name, m->remark);
}

/* ---- studies -------------------------------------------------------------- */

static bool is_chosen(const sim_validation *v, size_t row)
{
    return !v->task->chosen || v->task->chosen[row];
}

static bool are_of_one_study(const sim_measurement *a, const sim_measurement *b)
{
    return strcmp(a->study, b->study) == 0 && strcmp(a->group, b->group) == 0;
}

/* Is it the first row of its study in this group? */
static bool starts_study(const sim_measurements *table, size_t row)
{
    for (size_t i = 0; i < row; i++) {
        if (are_of_one_study(&table->list[i], &table->list[row])) return false;
    }
    return true;
}

static bool is_first_of_file(const sim_validation *v, size_t first, size_t row)
{
    const sim_measurement *list = v->table->list;

    for (size_t i = first; i < row; i++) {
        if (v->basis_of[i] == v->basis_of[row] && are_of_one_study(&list[i], &list[row]))
            return false;
    }
    return true;
}

static void print_basis(const sim_basis *b, FILE *out)
{
    fprintf(out, "  %s", b->name);
    for (size_t i = 0; i < b->about[SIM_ABOUT_STUDY].n; i++)
        fprintf(out, "%s%s", i == 0 ? ": " : "; ", b->about[SIM_ABOUT_STUDY].lines[i]);
    fputc('\n', out);
    for (size_t i = 0; i < b->about[SIM_ABOUT_CITATION].n; i++)
        fprintf(out, "    citation: %s\n", b->about[SIM_ABOUT_CITATION].lines[i]);
    for (size_t i = 0; i < b->about[SIM_ABOUT_ASSUMED].n; i++)
        fprintf(out, "    assumed: %s\n", b->about[SIM_ABOUT_ASSUMED].lines[i]);
}

static void find_widths(const sim_validation *v, size_t first, int widths[N_COLUMNS])
{
    line l;

    widen(widths, &headings);
    for (size_t i = first; i < v->table->n; i++) {
        if (!are_of_one_study(&v->table->list[i], &v->table->list[first])) continue;
        print_row(v, i, &l);
        widen(widths, &l);
    }
}

static void print_study(const sim_validation *v, size_t first, FILE *out)
{
    const sim_measurement *list = v->table->list;
    int widths[N_COLUMNS] = {0};
    bool any = false;

    fprintf(out, "\n%s\n", list[first].study);
    for (size_t i = first; i < v->table->n; i++) {
        if (!are_of_one_study(&list[i], &list[first]) || v->basis_of[i] == SIM_NONE)
            continue;
        if (is_first_of_file(v, first, i)) print_basis(v->bases[v->basis_of[i]], out);
        any = true;
    }
    find_widths(v, first, widths);
    if (any) write_line(&headings, widths, out);
    for (size_t i = first; i < v->table->n; i++) {
        if (are_of_one_study(&list[i], &list[first])) write_row(v, i, widths, out);
    }
}

static void print_group(const sim_validation *v, size_t first, FILE *out)
{
    const sim_measurement *list = v->table->list;

    if (*list[first].group) fprintf(out, "\n=== %s\n", list[first].group);
    for (size_t i = first; i < v->table->n; i++) {
        if (strcmp(list[i].group, list[first].group) == 0 && is_chosen(v, i) &&
            starts_study(v->table, i))
            print_study(v, i, out);
    }
}

static bool has_chosen(const sim_validation *v, size_t first)
{
    for (size_t i = first; i < v->table->n; i++) {
        if (is_chosen(v, i) &&
            strcmp(v->table->list[i].group, v->table->list[first].group) == 0)
            return true;
    }
    return false;
}

/* ---- totals --------------------------------------------------------------- */

static void print_scores(const sim_validation *v, const char *heading, const char *group,
                         FILE *out)
{
    sim_report_print_name(heading, 16, out);
    for (size_t i = 0; i < SIM_ROLES * SIM_ROW_KINDS; i++) {
        const sim_score score = sim_validation_score(
            v, (sim_role)(i / SIM_ROW_KINDS), (sim_row_kind)(i % SIM_ROW_KINDS), group);
        char cell[CELL] = "-";

        if (score.n > 0) snprintf(cell, sizeof cell, "%zu of %zu", score.hits, score.n);
        fprintf(out, "  %12s", cell);
    }
    fputc('\n', out);
}

static void print_totals(const sim_validation *v, FILE *out)
{
    size_t n_groups = 0, n_not_run = 0;

    fprintf(out, "%-16s", "hits");
    for (size_t i = 0; i < SIM_ROLES * SIM_ROW_KINDS; i++)
        fprintf(out, "  %12s",
                i % SIM_ROW_KINDS == 0 ? sim_role_name(i / SIM_ROW_KINDS) : "");
    fprintf(out, "\n%-16s", "");
    for (size_t i = 0; i < SIM_ROLES * SIM_ROW_KINDS; i++)
        fprintf(out, "  %12s", sim_row_kind_name(i % SIM_ROW_KINDS));
    fputc('\n', out);
    for (size_t i = 0; i < v->table->n; i++) {
        const char *group;

        n_not_run += is_chosen(v, i) && !sim_validation_runs(v, i);
        if (!sim_measurements_starts_group(v->table, i) || !has_chosen(v, i)) continue;
        n_groups++;
        group = v->table->list[i].group;
        print_scores(v, *group ? group : "rows", group, out);
    }
    if (n_groups > 1) print_scores(v, "all", NULL, out);
    if (n_not_run > 0)
        fprintf(out, "%zu row%s not run, and count%s nowhere\n", n_not_run,
                n_not_run == 1 ? " is" : "s are", n_not_run == 1 ? "s" : "");
}

/* What " of 190" means, where it stands somewhere. */
static void print_some(const sim_validation *v, FILE *out)
{
    for (size_t i = 0; i < v->table->n; i++) {
        if (!is_of_some(&v->table->list[i], v->task->replicates)) continue;
        fprintf(out, "of N: only N replicates have a value, and the band is theirs\n");
        return;
    }
}

static void print_words(const sim_validation *v, FILE *out)
{
    sim_explained words = {0};

    for (size_t i = 0; i < v->table->n; i++) {
        const sim_measurement *m = &v->table->list[i];

        if (!is_chosen(v, i)) continue;
        sim_explain_text(&words, m->name);
        if (m->why_not) continue;
        sim_explain_text(&words, m->unit);
        sim_explain_word(&words, hit_words[m->hit]);
        sim_explain_word(&words, headings.text[BAND]);
        sim_explain_word(&words, sim_role_name(m->role));
        if (m->kind == SIM_SIGN_ROW) sim_explain_word(&words, sim_row_kind_name(m->kind));
    }
    sim_explain_print(&words, out);
}

/* Rows of a group stand together, whatever their order in the table. */
void sim_verdict_print(const sim_validation *v, FILE *out)
{
    print_some(v, out);
    for (size_t i = 0; i < v->table->n; i++) {
        if (sim_measurements_starts_group(v->table, i) && has_chosen(v, i))
            print_group(v, i, out);
    }
    fputc('\n', out);
    print_totals(v, out);
    print_words(v, out);
}

/* ---- the list ------------------------------------------------------------- */

static void print_files(const sim_measurements *table, size_t first, FILE *out)
{
    const sim_measurement *list = table->list;
    bool any = false;

    for (size_t i = first; i < table->n; i++) {
        bool told = *list[i].file == '\0';

        for (size_t k = first; k < i; k++)
            told |= are_of_one_study(&list[k], &list[i]) &&
                    strcmp(list[k].file, list[i].file) == 0;
        if (told || !are_of_one_study(&list[i], &list[first])) continue;
        fprintf(out, "%s%s", any ? ", " : "  ", list[i].file);
        any = true;
    }
    fputs(any ? "\n" : "  not run\n", out);
}

void sim_verdict_print_studies(const sim_measurements *table, const bool chosen[],
                               FILE *out)
{
    for (size_t i = 0; i < table->n; i++) {
        size_t n = 0;

        if (!chosen[i] || !starts_study(table, i)) continue;
        for (size_t k = i; k < table->n; k++)
            n += are_of_one_study(&table->list[k], &table->list[i]);
        sim_report_print_name(table->list[i].group, 12, out);
        fputs("  ", out);
        sim_report_print_name(table->list[i].study, NAME_MOST, out);
        fprintf(out, "  %2zu row%s", n, n == 1 ? " " : "s");
        print_files(table, i, out);
    }
}
