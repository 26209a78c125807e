#include "tests/fitted.h"

#include <stdio.h>
#include <string.h>

sim_status fitted_try(sim_fit *fit, const char *text, size_t threads, sim_error *err)
{
    const sim_source source = {.file = "own.ini", .text = text};

    return sim_fit_read(fit, &source, threads, err);
}

void fitted_solve(sim_fit *fit, const char *text, size_t threads)
{
    sim_error err = {""};

    ck_assert_msg(fitted_try(fit, text, threads, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_fit_solve(fit, NULL, NULL, &err) == SIM_OK, "%s", err.text);
}

const sim_fitted *fitted_answer(const sim_fit *fit, const char *name)
{
    const sim_fit_part *part = &fit->parts[0];

    for (size_t k = 0; k < part->problem.problem.n_unknowns; k++)
        if (strcmp(part->answers[k].item->name, name) == 0) return &part->answers[k];
    ck_abort_msg("no unknown %s", name);
}

#define V(...) \
    { \
        __VA_ARGS__ \
    }
#define FIT(name, ...) {#name, __VA_ARGS__},
const fitted_peer fitted_peers[FITTED_PEERS] = {
#include "tests/data/fits/passages.def"
};

void fitted_read_peer(sim_fit *fit, size_t peer, const char *rows, size_t threads)
{
    char text[4096];
    sim_error err = {""};

    snprintf(text, sizeof text,
             "[run]\ndays = 1\n[arm a]\n[fit]\n%s[data log]\nformat = passages\n"
             "columns = passage,day,seeded,area,harvested,senescent\n%s",
             rows, fitted_peers[peer].rows);
    ck_assert_msg(fitted_try(fit, text, threads, &err) == SIM_OK, "%s", err.text);
}
