#include "tests/measured.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/published.h"
#include "sim/io/text.h"

enum { ROWS = 1 << 14 };

sim_status measured_read(sim_measurements *table, const char *text, sim_error *err)
{
    FILE *in = fmemopen((char *)text, strlen(text), "rb");
    sim_status status;

    ck_assert_ptr_nonnull(in);
    status = sim_measurements_read(table, "rows.csv", in, err);
    fclose(in);
    return status;
}

static sim_status find(void *self, const char *name, sim_found *found, sim_error *err)
{
    const measured *m = self;

    (void)err;
    for (const sim_text *file = m->files; file->name; file++) {
        if (strcmp(file->name, name) != 0) continue;
        found->text = sim_text_copy(file->text);
        found->place = sim_text_copy(name);
    }
    return SIM_OK;
}

sim_status measured_open(measured *m, const char *rows, const measured_wish *wish,
                         sim_error *err)
{
    sim_status status;

    *m = (measured){.files = wish->files};
    status = measured_read(&m->table, rows, err);
    m->task = (sim_validation_task){.chains = models_chains,
                                    .find = find,
                                    .self = m,
                                    .sets = wish->sets,
                                    .n_sets = wish->n_sets,
                                    .replicates = wish->replicates,
                                    .threads = wish->threads,
                                    .no_cohorts = wish->no_cohorts,
                                    .most_asked = wish->most_asked};
    if (status == SIM_OK)
        status = sim_validation_init(&m->validation, &m->task, &m->table, err);
    return status;
}

void measured_close(measured *m)
{
    sim_validation_free(&m->validation);
    sim_measurements_free(&m->table);
}

void measured_solve(measured *m, const char *rows, const measured_wish *wish)
{
    sim_error err = {""};
    sim_status status = measured_open(m, rows, wish, &err);

    if (status == SIM_OK) status = sim_validation_solve(&m->validation, NULL, &err);
    ck_assert_msg(status == SIM_OK, "%s", err.text);
}

const sim_text measured_questioned[] = {
    {"own.ini", "[run]\ndays = 60\n[delivery]\nhit_probability = 0.81\n[arm P2]\n"
                "[arm saline]\npresets.product = saline\n[arm P5]\n"
                "passaging.harvest_passage = 5\n"},
    {"cul.ini", "[run]\ndays = 1\n[passaging]\nharvest_passage = 6\n[arm low]\n"
                "passaging.low_oxygen = 1\n[arm air]\n"},
    {"one.ini", "[run]\ndays = 30\n[arm P2]\n"},
    {NULL, NULL},
};

void measured_ask(measured *m, const char *const questions[], size_t n)
{
    const measured_wish wish = {.files = measured_questioned, .threads = 1};
    char rows[ROWS] = MEASURED_HEADER;

    for (size_t i = 0; i < n; i++) {
        const size_t length = strlen(rows);

        snprintf(rows + length, sizeof rows - length,
                 "A,%zu,predicted,number,3.71,2,4,%s\n", i, questions[i]);
    }
    measured_solve(m, rows, &wish);
}

double measured_said(const measured *m, size_t row) { return m->table.list[row].predicted; }

const sim_text measured_banded[] = {
    {"own.ini",
     "# Study: Nobody 2031\n# Citation:  none\n# Assumed: much\n# Assumed: more\n"
     "[run]\ndays = 30\n[delivery]\nhit_probability = 0.81\n[arm P2]\n"
     "[arm saline]\npresets.product = saline\n"},
    {"cul.ini", "[run]\ndays = 1\n[passaging]\nharvest_passage = 6\n[arm air]\n"},
    {"sal.ini", "[run]\ndays = 30\n[arm saline]\npresets.product = saline\n"
                "product.expanded = 0\n"},
    {NULL, NULL},
};

const char measured_banded_rows[] = MEASURED_HEADER
    "A,a,predicted,number,3,2,4,mm,own.ini,P2,,vas,30,value,\n"
    "A,b,predicted,number,3,2,4,mm,own.ini,saline,,vas,30,value,\n"
    "A,c,predicted,sign,1,,4,mm,own.ini,P2,saline,total_relief,30,value difference,\n"
    "A,d,predicted,number,3,2,4,%,cul.ini,air,,senescent_fraction,6,value,\n"
    "A,e,predicted,number,3,2,4,h,cul.ini,air,,log_phase_doubling_time,2,value,\n"
    "A,f,predicted,number,3,2,4,day,own.ini,P2,,live_fraction,1-30,day_below,1e-9\n"
    "A,g,predicted,number,3,2,4,%,sal.ini,saline,,vas,30,responders,\n";

void measured_read_published(sim_measurements *table)
{
    sim_error err = {""};

    ck_assert_msg(sim_published_read(table, &err) == SIM_OK, "%s", err.text);
}
