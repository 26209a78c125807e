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

/* The only parameter in which they differ; catalog->n where there is none, or more. */
static size_t find_difference(const sim_catalog *catalog, const sim_arm *a,
                              const sim_arm *b)
{
    size_t found = catalog->n, n = 0;

    for (size_t row = 0; row < catalog->n; row++) {
        if (a->settings[row].value == b->settings[row].value) continue;
        found = row;
        n++;
    }
    return n == 1 ? found : catalog->n;
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

void sim_cause_print(const sim_experiment *e, const char *arm, const char *other,
                     GString *text)
{
    const sim_arm *a = find_arm(e, arm), *b = find_arm(e, other);
    const size_t row = a && b ? find_difference(e->catalog, a, b) : e->catalog->n;
    const sim_parameter *parameter;

    if (row == e->catalog->n) return;
    parameter = &e->catalog->rows[row];
    g_string_append_printf(text, "%s and %s differ in %s.%s alone: ", arm, other,
                           parameter->section, parameter->symbol->name);
    print_values((double[]){a->settings[row].value, b->settings[row].value},
                 parameter->symbol->unit, text);
}
