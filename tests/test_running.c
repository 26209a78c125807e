/* test_running.c -- a run on its way into a folder, and what a command adds to it. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/running.h"
#include "tests/suite.h"
#include "tests/temp.h"

static const char text[] = "[run]\ndays = 40\n[arm P2]\npassaging.harvest_passage = 2\n"
                           "[figure own]\ny = vas\n";

typedef struct {
    sim_running running;
    sim_many_options many;
    sim_sheet_look look;
    size_t claimed, written;
    size_t n_rows; /* of the summary when `write` was called */
} adding;

static sim_status claim_note(void *self, const sim_files *files, sim_error *err)
{
    ((adding *)self)->claimed++;
    return sim_files_claim(files, "note.txt", err);
}

static sim_status write_note(void *self, sim_error *err)
{
    adding *a = self;
    const sim_tables *tables = &a->running.job.tables;
    FILE *out;
    sim_status status = sim_files_open(&a->running.files, "note.txt", &out, err);

    a->written++;
    a->n_rows = tables->table[tables->summary].n_rows;
    if (status == SIM_OK) fputs("noted\n", out);
    return status;
}

static sim_status refuse(void *self, sim_error *err)
{
    (void)self;
    return sim_fail(err, SIM_EVALUE, "not so");
}

static sim_status run(adding *a, const sim_running_more *more, const char *dir,
                      sim_error *err)
{
    sim_running *r = &a->running;
    const sim_source source = {.text = text};
    sim_status status;

    *r = (sim_running){.options = {.dir = dir, .look = &a->look, .many = &a->many},
                       .more = more};
    r->many = (sim_many){.options = &a->many, .job = &r->job};
    status = sim_job_read(&r->job, &source, err);
    if (status == SIM_OK) status = sim_running_solve(r, err);
    return status == SIM_OK ? sim_running_write(r, err) : status;
}

static bool has_file(const char *dir, const char *name)
{
    char path[TEMP_PATH + 64];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    file = fopen(path, "rb");
    if (file) fclose(file);
    return file != NULL;
}

START_TEST(a_run_writes_its_page)
{
    char dir[TEMP_PATH];
    sim_error err = {""};
    adding a = {.claimed = 0};

    temp_folder("running", dir);
    ck_assert_msg(run(&a, NULL, dir, &err) == SIM_OK, "%s", err.text);
    ck_assert(has_file(dir, "potency.png") && has_file(dir, "own.png"));
    ck_assert(!has_file(dir, "note.txt") && !sim_running_has_many(&a.running));
    sim_running_free(&a.running);
    ck_assert(temp_remove(dir));
}
END_TEST

START_TEST(what_is_added_belongs_to_the_run)
{
    char dir[TEMP_PATH];
    sim_error err = {""};
    adding a = {.claimed = 0};
    const sim_running_more more = {&a, claim_note, write_note, NULL};

    temp_folder("running", dir);
    ck_assert_msg(run(&a, &more, dir, &err) == SIM_OK, "%s", err.text);
    ck_assert(has_file(dir, "note.txt") && has_file(dir, "own.png"));
    ck_assert(!has_file(dir, "potency.png"));
    ck_assert_uint_eq(a.claimed, 1);
    ck_assert_uint_eq(a.written, 1);
    ck_assert_uint_eq(a.n_rows, 1);
    sim_running_free(&a.running);
    ck_assert(temp_remove(dir));
}
END_TEST

START_TEST(where_it_fails_nothing_is_written)
{
    char dir[TEMP_PATH];
    sim_error err = {""};
    adding a = {.claimed = 0};
    const sim_running_more more = {&a, claim_note, refuse, NULL};

    temp_folder("running", dir);
    ck_assert_int_eq(run(&a, &more, dir, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text, "not so");
    sim_running_free(&a.running);
    ck_assert(!has_file(dir, "summary.csv") && !has_file(dir, "note.txt"));
    ck_assert(temp_remove(dir));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("running");
    TCase *runs = tcase_create("runs");

    tcase_add_test(runs, a_run_writes_its_page);
    tcase_add_test(runs, what_is_added_belongs_to_the_run);
    tcase_add_test(runs, where_it_fails_nothing_is_written);
    suite_add_tcase(suite, runs);
    return suite_run(suite);
}
