#include "sim/cli/cause.h"

#include <string.h>

#include "plots/phrase.h"
#include "sim/io/number.h"

static const sim_arm *find_arm(const sim_experiment *e, const char *name)
{
    for (size_t i = 0; i < e->n_arms; i++)
        if (strcmp(e->arms[i].name, name) == 0) return &e->arms[i];
    return NULL;
}

enum { MOST_ROWS = 2 }; /* that are told */

/* How many parameters they differ in, and the first of them. */
static size_t find_differences(const sim_catalog *catalog, const sim_arm *a,
                               const sim_arm *b, size_t rows[MOST_ROWS])
{
    size_t n = 0;

    for (size_t row = 0; row < catalog->n; row++) {
        if (a->settings[row].value == b->settings[row].value) continue;
        if (n < MOST_ROWS) rows[n] = row;
        n++;
    }
    return n;
}

/* Both as figures print them or, where they would look the same, in full. */
static void print_values(const double values[2], const char *unit, GString *text)
{
    GString *one = g_string_new(NULL), *other = g_string_new(NULL);
    char exact[2][SIM_NUMBER_SIZE];

    plot_phrase_number(values[0], "", one);
    plot_phrase_number(values[1], "", other);
    for (size_t i = 0; i < 2; i++) sim_number_print(exact[i], values[i], SIM_NUMBER_TABLE);
    if (strcmp(one->str, other->str) == 0) {
        g_string_append_printf(text, "%s and %s", exact[0], exact[1]);
    } else {
        g_string_append_printf(text, "%s and ", one->str);
        plot_phrase_number(values[1], unit, text);
    }
    g_string_free(one, TRUE);
    g_string_free(other, TRUE);
}

/* Two arms of an experiment. */
typedef struct {
    const sim_catalog *catalog;
    const sim_arm *a, *b;
} pair;

static void print_row(const pair *p, size_t row, GString *text)
{
    const sim_parameter *parameter = &p->catalog->rows[row];

    g_string_append_printf(text, "%s.%s", parameter->section, parameter->symbol->name);
}

static void print_both(const pair *p, size_t row, GString *text)
{
    print_values((double[]){p->a->settings[row].value, p->b->settings[row].value},
                 p->catalog->rows[row].symbol->unit, text);
}

/* Of two rows neither is the cause alone. */
static void print_two(const pair *p, const size_t rows[MOST_ROWS], GString *text)
{
    for (size_t i = 0; i < MOST_ROWS; i++) {
        g_string_append(text, i == 0 ? "both " : " and ");
        print_row(p, rows[i], text);
        g_string_append(text, " (");
        print_both(p, rows[i], text);
        g_string_append_c(text, ')');
    }
}

static void print_differences(const pair *p, GString *text)
{
    size_t rows[MOST_ROWS];
    const size_t n = find_differences(p->catalog, p->a, p->b, rows);

    if (n == 0) return;
    plot_phrase_names(p->a->name, p->b->name, text);
    g_string_append(text, " differ in ");
    if (n == 1) {
        print_row(p, rows[0], text);
        g_string_append(text, " alone: ");
        print_both(p, rows[0], text);
    } else if (n == MOST_ROWS) {
        print_two(p, rows, text);
    } else {
        g_string_append_printf(text, "%zu parameters", n);
    }
}

void sim_cause_print(const sim_experiment *e, const char *arm, const char *other,
                     GString *text)
{
    const pair p = {e->catalog, find_arm(e, arm), find_arm(e, other)};

    if (p.a && p.b) print_differences(&p, text);
}
