#include "tests/tale.h"

#include <stdio.h>

enum { TEXT_SIZE = 8192 };

const char tale_head[] = "[run]\ndays = 200\n[arm P2]\npassaging.harvest_passage = 2\n"
                         "[arm P12]\npassaging.harvest_passage = 12\n[story]\n";

sim_status tale_try(tale *t, const char *text, sim_error *err)
{
    const sim_source source = {.file = "a.ini", .ini = &t->ini};
    sim_status status;

    *t = (tale){0};
    status = sim_ini_read_text(&t->ini, "a.ini", text, err);
    if (status == SIM_OK) status = sim_job_read(&t->job, &source, err);
    return status == SIM_OK ? sim_story_read(&t->story, &t->ini, &t->job, err) : status;
}

void tale_read(tale *t, const char *rows)
{
    char text[TEXT_SIZE];
    sim_error err = {""};

    snprintf(text, sizeof text, "%s%s", tale_head, rows);
    ck_assert_msg(tale_try(t, text, &err) == SIM_OK, "%s", err.text);
}

void tale_solve(tale *t)
{
    sim_error err = {""};

    ck_assert_msg(sim_job_solve(&t->job, &err) == SIM_OK, "%s", err.text);
}

void tale_free(tale *t)
{
    sim_story_free(&t->story);
    sim_job_close(&t->job);
    sim_ini_free(&t->ini);
}
