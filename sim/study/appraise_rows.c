/* appraise_rows.c -- which rows an offer sets. */
#include "sim/study/appraise_parts.h"

#include <string.h>

#include "sim/io/text.h"

/* ---- rows ------------------------------------------------------------------- */

void sim_assign(sim_assignments *rows, const char *name, const char *value, int line)
{
    size_t i = 0;

    while (i < rows->n && strcmp(rows->list[i].name, name) != 0) i++;
    sim_bug(i == SIM_ASSIGNED_MOST);
    rows->list[i] = (sim_assigned){name, value, line};
    if (i == rows->n) rows->n++;
}

bool sim_assignments_have(const sim_assignments *rows, const char *name)
{
    for (size_t i = 0; i < rows->n; i++)
        if (strcmp(rows->list[i].name, name) == 0) return true;
    return false;
}

bool sim_offer_file_sets(const sim_ini *ini, const char *name)
{
    for (size_t i = 0; i < ini->n_rows; i++) {
        const sim_ini_row *row = &ini->rows[i];
        const size_t length = strlen(row->section);

        if (row->name && strncmp(name, row->section, length) == 0 && name[length] == '.' &&
            strcmp(name + length + 1, row->name) == 0 &&
            !(row->origin && sim_text_starts(row->origin, "default")))
            return true;
    }
    return false;
}

void sim_assign_all(sim_appraisal *a, sim_assignments *rows, const char *text,
                    const sim_ini *unless)
{
    while (*(text += strspn(text, " "))) {
        const size_t length = strcspn(text, " ");
        char *name = sim_pool_take(&a->pool, length + 1, 1), *equals;

        if (!name) return;
        memcpy(name, text, length);
        equals = strchr(name, '=');
        sim_bug(equals == NULL);
        *equals = '\0';
        if (!unless || !sim_offer_file_sets(unless, name))
            sim_assign(rows, name, equals + 1, 0);
        text += length;
    }
}

/* ---- what an offer sets -------------------------------------------------------- */

static bool is_of(const sim_offer_row *row, const char *question)
{
    return !question || strcmp(row->of, question) == 0;
}

static void assign_said(sim_appraisal *a, sim_assignments *rows, const char *question)
{
    const sim_offer *o = &a->offer;

    for (size_t i = 0; i < o->n_rows; i++) {
        const sim_offer_row *key = &o->rows[i];

        if (key->kind == SIM_OFFER_NUMBER && o->said[i].text && is_of(key, question))
            sim_assign(rows, key->low, o->said[i].text, o->said[i].line);
    }
}

void sim_assign_offer(sim_appraisal *a, sim_assignments *rows, const char *question,
                      size_t ends)
{
    const sim_offer *o = &a->offer;
    const sim_offer_row *row;
    size_t at = 0;

    while ((row = sim_offer_next(o, SIM_OFFER_ASSUME, question, &at)))
        sim_assign_all(a, rows, row->low, &a->ini);
    for (at = 0; (row = sim_offer_next(o, SIM_OFFER_MAP, question, &at));)
        sim_assign_all(a, rows, row->low, NULL);
    for (size_t k = 0; k < a->n_unknowns; k++) {
        row = a->unknowns[k].row;
        if (!is_of(row, question)) continue;
        sim_assign_all(a, rows, ends & 1 ? row->high : row->low, &a->ini);
        ends >>= 1;
    }
    assign_said(a, rows, question);
}

size_t sim_appraisal_count_unknowns(const sim_appraisal *a, const char *question)
{
    size_t n = 0;

    for (size_t k = 0; k < a->n_unknowns; k++) n += is_of(a->unknowns[k].row, question);
    return n;
}

void sim_appraisal_list_unknowns(sim_appraisal *a)
{
    const sim_offer_row *row;
    size_t at = 0;

    while ((row = sim_offer_next(&a->offer, SIM_OFFER_UNKNOWN, NULL, &at))) {
        sim_assignments open = {.n = 0};

        sim_assign_all(a, &open, row->low, &a->ini);
        if (open.n == 0) continue;
        sim_bug(a->n_unknowns == SIM_UNKNOWNS);
        a->unknowns[a->n_unknowns++].row = row;
    }
}
