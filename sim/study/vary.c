#include "sim/study/vary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"

enum { TEXT_SIZE = 512 };

/* Is the parameter meant by the word: its section, its model, or its name in full? */
static bool is_meant(const sim_record *r, const sim_parameter *q, const char *word)
{
    char name[TEXT_SIZE];

    snprintf(name, sizeof name, "%s.%s", q->section, q->symbol->name);
    return strcmp(word, q->section) == 0 || strcmp(word, name) == 0 ||
           strcmp(word, r->job.session.models[q->model]->name) == 0;
}

static sim_status refuse_word(const sim_record *r, const char *word, sim_error *err)
{
    const sim_catalog *catalog = &r->job.session.catalog;
    sim_choice choice = {.nearest = {.wanted = word}};
    char hint[2 * TEXT_SIZE], place[TEXT_SIZE], section[TEXT_SIZE];
    const char *dot = strchr(word, '.');
    size_t row;

    snprintf(place, sizeof place, "--vary %.300s", word);
    snprintf(section, sizeof section, "%.*s", dot ? (int)(dot - word) : 0, word);
    if (dot) return sim_catalog_find(catalog, section, dot + 1, place, &row, err);
    for (size_t i = 0; i < catalog->n; i++) {
        const sim_parameter *q = &catalog->rows[i];

        if (q->model == 0 ||
            (i > 0 && strcmp(q->section, catalog->rows[i - 1].section) == 0))
            continue;
        sim_choice_offer(&choice, q->section);
    }
    sim_choice_print(&choice, hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "%s: is no section, model or parameter%s", place, hint);
}

/* Marks what the list names; without one, all. */
static sim_status mark_meant(const sim_record *r, const char *vary, bool meant[],
                             sim_error *err)
{
    const sim_catalog *catalog = &r->job.session.catalog;
    char *list = sim_text_copy(vary ? vary : ""), *rest = list, *word;
    sim_status status = list ? SIM_OK : sim_fail_memory(err, "sensitivity");

    for (size_t i = 0; i < catalog->n; i++) meant[i] = !vary && catalog->rows[i].model > 0;
    while (status == SIM_OK && vary && (word = sim_text_next(&rest))) {
        bool any = false;

        for (size_t i = 0; i < catalog->n; i++) {
            if (catalog->rows[i].model == 0 || !is_meant(r, &catalog->rows[i], word))
                continue;
            meant[i] = any = true;
        }
        if (!any) status = refuse_word(r, word, err);
    }
    free(list);
    return status;
}

/* The range that the file gives this parameter, if it does; else the spread. */
static sim_status add_axis(sim_record *r, size_t row, double spread, sim_error *err)
{
    const sim_experiment *e = &r->job.experiment;
    const sim_axis_world world = {e->catalog, e->presets, false};
    const sim_parameter *q = &e->catalog->rows[row];
    const sim_axis_spread around = {row, e->arms[0].settings[row].value, spread};
    char name[TEXT_SIZE];
    const sim_axis *given;

    snprintf(name, sizeof name, "%s.%s", q->section, q->symbol->name);
    given = sim_axes_find(&e->sensitivity, name);
    if (!given) return sim_axes_spread(&r->axes, &world, &around, err);
    return sim_axes_set(
        &r->axes, &world,
        &(sim_row){name, given->how, given->place, given->origin, given->layer}, err);
}

sim_status sim_vary_choose(sim_record *r, const char *vary, size_t *still, sim_error *err)
{
    const sim_experiment *e = &r->job.experiment;
    const double spread = sim_experiment_value(e, "sensitivity", "spread");
    bool *meant = calloc(e->catalog->n + 1, sizeof *meant);
    sim_status status =
        meant ? mark_meant(r, vary, meant, err) : sim_fail_memory(err, "sensitivity");

    for (size_t i = 0; status == SIM_OK && i < e->catalog->n; i++) {
        if (meant[i]) status = add_axis(r, i, spread, err);
        *still += meant[i];
    }
    *still -= r->axes.n;
    free(meant);
    if (status == SIM_OK && r->axes.n == 0)
        status = sim_fail(
            err, SIM_EVALUE,
            "--vary %.300s: nothing of it can vary, being 0, words or switches; a range "
            "in [sensitivity], as persistence.tail = 0..0.5, would be right",
            vary);
    return status;
}
