/* prospects_words.c -- of prospects.h: answers in the words of a log's book, and their table. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/fit_tables.h"
#include "sim/study/prospects.h"

enum { TEXT_SIZE = 256 };

/* ---- numbers ------------------------------------------------------------------------------------ */

/* Nobody needs more. */
const double sim_prospect_many = 1e9;

/* To as many digits as are told. */
static double rounded(double number)
{
    char text[SIM_NUMBER_SIZE];

    snprintf(text, sizeof text, "%.2e", number);
    return strtod(text, NULL);
}

/* "76 %", "P5", "13000" */
static void print_number(const sim_log_prospects *of, sim_prospect_kind kind, double number,
                         char text[], size_t size)
{
    if (isnan(number))
        snprintf(text, size, "none");
    else if (kind == SIM_PROSPECT_SPENT)
        snprintf(text, size, "%.3g %%", 100 * number);
    else if (kind == SIM_PROSPECT_UNTIL)
        snprintf(text, size, "%s%.0f", of->of->log.book->worth.prefix, number);
    else if (number >= sim_prospect_many)
        snprintf(text, size, "more than %g", sim_prospect_many);
    else if (number >= 1000 && number < 1e6)
        snprintf(text, size, "%.0f", rounded(number));
    else
        snprintf(text, size, "%.3g", number);
}

/* The highest number that is looked at is not known to be the last. */
static const char *later(const sim_log_prospects *of, sim_prospect_kind kind, double number)
{
    return kind == SIM_PROSPECT_UNTIL && number >= (double)of->highest ? " or later" : "";
}

static void print_span(const sim_log_prospects *of, sim_prospect_kind kind,
                       const sim_prospect_span *span, char text[TEXT_SIZE])
{
    char low[64], high[64];

    print_number(of, kind, span->low, low, sizeof low);
    print_number(of, kind, span->high, high, sizeof high);
    if (strcmp(low, high) == 0)
        snprintf(text, TEXT_SIZE, "%s%s", low, later(of, kind, span->high));
    else
        snprintf(text, TEXT_SIZE, "%s to %s%s", low, high, later(of, kind, span->high));
}

/* "76 % (95 %: 72 % to 79 % by the fit; ...)" */
static void print_value(const sim_log_prospects *of, const sim_fit *fit,
                        sim_prospect_kind kind, char text[2 * TEXT_SIZE])
{
    const sim_prospect *a = &of->list[kind];
    char value[64], span[TEXT_SIZE];
    const bool has_ranges = a->ranges.low < a->ranges.high || a->both.low < a->fit.low ||
                            a->both.high > a->fit.high;

    print_number(of, kind, a->value, value, sizeof value);
    print_span(of, kind, &a->fit, span);
    snprintf(text, 2 * TEXT_SIZE, "%s%s (%g %%: %s by the fit", value,
             later(of, kind, a->value), 100 * fit->level, span);
    if (a->is_open[0] || a->is_open[1])
        sim_text_append(text, 2 * TEXT_SIZE, ", open %s",
                        a->is_open[0] && a->is_open[1] ? "on both sides"
                        : a->is_open[0]                ? "below"
                                                       : "above");
    if (has_ranges) {
        print_span(of, kind, &a->ranges, span);
        sim_text_append(text, 2 * TEXT_SIZE, "; %s by the ranges", span);
        print_span(of, kind, &a->both, span);
        sim_text_append(text, 2 * TEXT_SIZE, "; %s by both", span);
    }
    sim_text_append(text, 2 * TEXT_SIZE, ")");
}

static void print_beyond(const sim_log_prospects *of, sim_prospect_kind kind,
                         char text[TEXT_SIZE])
{
    const sim_prospect *a = &of->list[kind];
    const char *prefix = of->of->log.book->worth.prefix;

    *text = '\0';
    if (a->is_extrapolated[0])
        snprintf(text, TEXT_SIZE, "; extrapolated beyond %s%zu, the last that was recorded",
                 prefix, of->last);
    else if (a->is_extrapolated[1])
        snprintf(text, TEXT_SIZE,
                 "; its upper end is extrapolated beyond %s%zu, the last that was recorded",
                 prefix, of->last);
}

/* ---- sentences ----------------------------------------------------------------------------------- */

typedef struct {
    const char *place, *text;
} filling;

static void fill(const char *sentence, const filling list[], size_t n, char text[],
                 size_t size)
{
    *text = '\0';
    while (*sentence) {
        const size_t plain = strcspn(sentence, "{");
        const char *end = sentence + plain;
        size_t i = 0;

        sim_text_append(text, size, "%.*s", (int)plain, sentence);
        if (!*end) return;
        while (i < n && !sim_text_starts(end + 1, list[i].place)) i++;
        sim_bug(i == n || end[1 + strlen(list[i].place)] != '}');
        sim_text_append(text, size, "%s", list[i].text);
        sentence = end + strlen(list[i].place) + 2;
    }
}

static const char *sentence_of(const sim_log_worth *worth, sim_prospect_kind kind)
{
    switch (kind) {
    case SIM_PROSPECT_SPENT:
        return worth->spent;
    case SIM_PROSPECT_UNTIL:
        return worth->until;
    case SIM_PROSPECT_AMOUNT:
        return worth->amounts;
    default:
        return worth->all;
    }
}

void sim_prospect_print(const sim_log_prospects *of, const sim_fit *fit,
                        sim_prospect_kind kind, char text[SIM_PROSPECT_WORDS])
{
    const sim_log_worth *worth = &of->of->log.book->worth;
    char last[32], reference[32], at[32], size[64], value[2 * TEXT_SIZE], beyond[TEXT_SIZE];
    const filling places[] = {{"last", last}, {"reference", reference}, {"at", at},
                              {"size", size}, {"value", value},         {"beyond", beyond}};

    *text = '\0';
    if (isnan(of->list[kind].value)) return;
    snprintf(last, sizeof last, "%s%zu", worth->prefix, of->last);
    snprintf(reference, sizeof reference, "%s%zu", worth->prefix, worth->reference);
    snprintf(at, sizeof at, "%s%.0f", worth->prefix, of->list[SIM_PROSPECT_UNTIL].value);
    snprintf(size, sizeof size, "%.3g %s", of->size, of->unit);
    print_value(of, fit, kind, value);
    print_beyond(of, kind, beyond);
    fill(sentence_of(worth, kind), places, sizeof places / sizeof *places, text,
         SIM_PROSPECT_WORDS);
}

static bool are_alike(const sim_log_prospects *a, const sim_log_prospects *b,
                      const sim_fit *fit)
{
    bool alike = a->of->log.book == b->of->log.book;

    for (size_t kind = 0; alike && kind < SIM_PROSPECTS; kind++) {
        char one[SIM_PROSPECT_WORDS], other[SIM_PROSPECT_WORDS];

        sim_prospect_print(a, fit, (sim_prospect_kind)kind, one);
        sim_prospect_print(b, fit, (sim_prospect_kind)kind, other);
        alike = strcmp(one, other) == 0;
    }
    return alike;
}

void sim_prospect_print_whose(const sim_prospects *ps, const sim_fit *fit, size_t i,
                              char text[SIM_PROSPECT_WORDS])
{
    *text = '\0';
    for (size_t k = 0; k < i; k++)
        if (are_alike(&ps->list[k], &ps->list[i], fit)) return;
    for (size_t k = i; k < ps->n; k++) {
        const sim_log_prospects *of = &ps->list[k];
        const char *data = fit->job.experiment.data.list[of->of->data].name;
        const char *source = fit->all.sources[of->source];
        const bool is_other = *source && strcmp(source, data) != 0;

        if (k > i && !are_alike(of, &ps->list[i], fit)) continue;
        sim_text_append(text, SIM_PROSPECT_WORDS, "%s%s%s%s", *text ? ", " : "", data,
                        is_other ? " " : "", is_other ? source : "");
    }
}

void sim_prospect_print_untold(const sim_log_prospects *of, const sim_fit *fit,
                               char text[SIM_PROSPECT_WORDS])
{
    const sim_catalog *catalog = fit->job.experiment.catalog;
    const char *name = of->of->log.book->worth.untold;

    *text = '\0';
    for (size_t length; *name; name += length, name += strspn(name, " ")) {
        length = strcspn(name, " ");
        for (size_t r = 0; r < catalog->n; r++) {
            const sim_parameter *q = &catalog->rows[r];
            const size_t n = strlen(q->section);

            if (n >= length || strncmp(name, q->section, n) != 0 || name[n] != '.' ||
                strlen(q->symbol->name) != length - n - 1 ||
                strncmp(name + n + 1, q->symbol->name, length - n - 1) != 0)
                continue;
            sim_text_append(text, SIM_PROSPECT_WORDS, "%s%.*s %g..%g%s%s",
                            *text ? " and " : "", (int)length, name, q->symbol->low,
                            q->symbol->high, strcmp(q->symbol->unit, "1") == 0 ? "" : " ",
                            strcmp(q->symbol->unit, "1") == 0 ? "" : q->symbol->unit);
        }
    }
}

/* ---- the table ------------------------------------------------------------------------------------ */

const char sim_prospects_table[] = "answers";

static const sim_column columns[] = {
    {"data", "1", "section of the log", SIM_CELL_TEXT},
    {"arm", "1", "arm of the experiment", SIM_CELL_TEXT},
    {NULL, "1", "whose it is, by the names of the data", SIM_CELL_TEXT},
    {"answer", "1",
     "spent: share of its worth that is gone at its last row; until: number of the last "
     "report that is worth enough; amount: the most in one up to that; all: had all gone "
     "on since the "
     "log starts",
     SIM_CELL_TEXT},
    {"value", "as unit says", "at the best point; amounts above 1e+09 are 1e+09",
     SIM_CELL_NUMBER},
    {"low", "as unit says", "lower end of its interval by the fit", SIM_CELL_NUMBER},
    {"high", "as unit says", "upper end", SIM_CELL_NUMBER},
    {"range_low", "as unit says",
     "lowest over the ranges of parameters that no log tells, at the best point",
     SIM_CELL_NUMBER},
    {"range_high", "as unit says", "highest", SIM_CELL_NUMBER},
    {"both_low", "as unit says", "lowest over both", SIM_CELL_NUMBER},
    {"both_high", "as unit says", "highest over both", SIM_CELL_NUMBER},
    {"unit", "1", "of these numbers", SIM_CELL_TEXT},
    {"status", "1",
     "recorded; extrapolated, beyond the last row of the log; or open below, above: not "
     "bounded by the data",
     SIM_CELL_TEXT},
    {"words", "1", "the answer in words", SIM_CELL_TEXT},
    {"told_of", "1",
     "all whose answers are the same, of the first of them; none of the others",
     SIM_CELL_TEXT},
};
static const sim_layout layout = SIM_LAYOUT(sim_prospects_table, columns);

static void print_status(const sim_prospect *a, char text[TEXT_SIZE])
{
    snprintf(text, TEXT_SIZE, "%s",
             a->is_extrapolated[0]   ? "extrapolated"
             : a->is_extrapolated[1] ? "upper end extrapolated"
                                     : "recorded");
    if (a->is_open[0]) sim_text_append(text, TEXT_SIZE, "; open below");
    if (a->is_open[1]) sim_text_append(text, TEXT_SIZE, "; open above");
}

static void put_answer(const sim_log_prospects *of, const sim_fit *fit,
                       sim_prospect_kind kind, const char *whose, sim_rows *rows)
{
    static const char *const names[] = {"spent", "until", "amount", "all"};
    const sim_prospect *a = &of->list[kind];
    const double numbers[] = {a->value,       a->fit.low,  a->fit.high, a->ranges.low,
                              a->ranges.high, a->both.low, a->both.high};
    char words[SIM_PROSPECT_WORDS], status[TEXT_SIZE], unit[TEXT_SIZE];

    sim_rows_text(rows, fit->job.experiment.data.list[of->of->data].name);
    sim_rows_text(rows, fit->job.arm_names[of->arm]);
    sim_rows_text(rows, fit->all.sources[of->source]);
    sim_rows_text(rows, names[kind]);
    sim_rows_numbers(rows, numbers, sizeof numbers / sizeof *numbers);
    snprintf(unit, sizeof unit, "%.9g %s", of->size, of->unit);
    sim_rows_text(rows, kind == SIM_PROSPECT_SPENT   ? "1"
                        : kind == SIM_PROSPECT_UNTIL ? of->of->log.book->unit_word
                                                     : unit);
    print_status(a, status);
    sim_rows_text(rows, isnan(a->value) ? "none" : status);
    sim_prospect_print(of, fit, kind, words);
    sim_rows_text(rows, words);
    sim_rows_text(rows, whose);
}

sim_status sim_prospects_write(const sim_prospects *ps, const sim_fit *fit,
                               sim_results *results, sim_error *err)
{
    sim_column room[SIM_FIT_COLUMNS];
    const sim_layout named = sim_fit_name_columns(fit->job.session.chain, &layout, room);
    sim_rows_to to;
    sim_rows rows;
    sim_status status;

    if (ps->n == 0) return SIM_OK;
    status = sim_results_add(results, sim_prospects_table, &to, err);
    if (status != SIM_OK) return status;
    sim_rows_start(&rows, &named, &to);
    for (size_t i = 0; i < ps->n; i++) {
        char whose[SIM_PROSPECT_WORDS];

        sim_prospect_print_whose(ps, fit, i, whose);
        for (size_t kind = 0; kind < SIM_PROSPECTS; kind++)
            put_answer(&ps->list[i], fit, (sim_prospect_kind)kind, whose, &rows);
    }
    return sim_rows_end(&rows, err);
}

void sim_prospects_describe(const sim_fit *fit, sim_rows *rows)
{
    sim_column room[SIM_FIT_COLUMNS];
    const sim_layout named = sim_fit_name_columns(fit->job.session.chain, &layout, room);

    sim_rows_describe(rows, &named, "");
}
