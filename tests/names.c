#include "tests/names.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/sections.h"
#include "sim/study/trial_plan.h"

static void check_name(const sim_catalog *catalog, char *name, const char *file)
{
    char *dot = strchr(name, '.');
    sim_error err = {""};
    size_t row;

    ck_assert_msg(dot != NULL, "'%s'", name);
    *dot = '\0';
    if (sim_catalog_elsewhere(catalog, name, dot + 1)) return;
    if (sim_section_kind_of(name) == SIM_SECTION_TRIAL &&
        sim_trial_text_find(dot + 1) < SIM_TRIAL_TEXTS)
        return;
    ck_assert_msg(sim_catalog_find(catalog, name, dot + 1, file, &row, &err) == SIM_OK,
                  "%s", err.text);
}

void names_check(const sim_catalog *catalog, const char *names, const char *file)
{
    char text[1024], *rest;

    ck_assert_uint_lt(strlen(names), sizeof text);
    snprintf(text, sizeof text, "%s", names);
    for (char *name = strtok_r(text, " ", &rest); name; name = strtok_r(NULL, " ", &rest))
        check_name(catalog, name, file);
}
