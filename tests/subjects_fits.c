/* subjects_fits.c -- for tests: fits while memory runs out. */
#include <math.h>

#include "sim/study/draws.h"
#include "sim/study/foretold.h"
#include "sim/study/posterior.h"
#include "sim/study/prospects_parts.h"
#include "tests/faults.h"
#include "tests/subjects.h"

/* ---- a curve ------------------------------------------------------------------ */

static sim_status fit_residuals(void *self, size_t member, const double values[],
                                double r[], sim_error *err)
{
    (void)self, (void)member, (void)err;
    for (int i = 0; i < 4; i++) r[i] = values[0] * exp(-values[1] * i) - 3.71 + i % 3;
    return SIM_OK;
}

static const sim_fit_unknown fitted[] = {{"height", 0, 10, false, 0},
                                         {"rate", 0.01, 10, true, 0}};
static const sim_problem to_fit = {2, 4, fitted, 1e-7, 0, fit_residuals, NULL};

static sim_status foretell(void *self, size_t member, const double values[],
                           double numbers[], sim_error *err)
{
    (void)self, (void)member, (void)err;
    numbers[0] = values[0] * exp(-values[1] * 5);
    numbers[1] = values[0] / values[1];
    return SIM_OK;
}

static sim_status foretell_both(const sim_profiles *profiles, sim_error *err)
{
    const sim_foretold_ask ask = {.problem = &to_fit,
                                  .profiles = profiles,
                                  .threshold = 0.1,
                                  .n_numbers = 2,
                                  .foretell = foretell,
                                  .threads = 1};
    sim_foretold found[2];
    sim_pool pool = {0};
    const sim_status status = sim_foretold_find(&ask, &pool, found, err);

    for (size_t i = 0; status == SIM_OK && i < 4; i++)
        faults_mix(&found[i / 2].ends[i % 2].at, sizeof(double));
    sim_pool_free(&pool);
    return status;
}

static sim_status profile_best(const double best[], sim_error *err)
{
    sim_least fit = {0};
    sim_profiles profiles = {0};
    const sim_profile_ask ask = {.threshold = 0.1, .threads = 1};
    sim_status status = sim_least_run(&to_fit, &(sim_least_ask){.from = best}, &fit, err);

    if (status == SIM_OK) status = sim_profiles_run(&to_fit, &fit, &ask, &profiles, err);
    for (size_t i = 0; status == SIM_OK && i < 4; i++)
        faults_mix(&profiles.list[i / 2].sides[i % 2].at, sizeof(double));
    if (status == SIM_OK) status = foretell_both(&profiles, err);
    sim_profiles_free(&profiles);
    sim_least_free(&fit);
    return status;
}

static sim_status draw_around(const double best[], sim_error *err)
{
    const double spread[] = {0.1, 0.1};
    const sim_sampler_ask ask = {
        .from = best, .spread = spread, .walkers = 4, .steps = 9, .threads = 1};
    sim_draws_summary summary = {0};
    sim_draws draws = {0};
    sim_posterior posterior;
    sim_target target;
    sim_status status = sim_posterior_init(&posterior, &to_fit, 1, err);

    target = sim_posterior_target(&posterior);
    if (status == SIM_OK) status = sim_sampler_run(&target, &ask, &draws, err);
    if (status == SIM_OK) status = sim_draws_sum_up(&draws, 1, &summary, err);
    if (status == SIM_OK) faults_mix(&summary.median, sizeof summary.median);
    sim_draws_free(&draws);
    sim_posterior_free(&posterior);
    return status;
}

sim_status subjects_solve_fit(sim_error *err)
{
    sim_starts starts;
    sim_status status = sim_starts_run(
        &to_fit, &(sim_starts_ask){.n = 2, .seed = 3, .threads = 1}, &starts, err);
    const double *best = status == SIM_OK ? starts.list[starts.order[0]].x : NULL;

    if (best) status = profile_best(best, err);
    if (status == SIM_OK) status = draw_around(best, err);
    sim_starts_free(&starts);
    return status;
}

/* ---- a log and a table ---------------------------------------------------------- */

/* Two rows that were counted, and beside them what others saw, one of them next to nothing. */
static const char measured[] =
    "[run]\ndays = 2\n[passaging]\nharvest_passage = 2\n[fit]\n"
    "passaging.hazard_scale = 8..100\n[arm P0]\n[data log]\nformat = passages\n"
    "columns = donor,passage,day,seeded,area,harvested\n"
    "row 1 = A,0,0,,500,4e6\nrow 2 = A,1,7,4e5,225,6.1e6\nrow 3 = A,2,14,4e5,225,5.6e6\n"
    "[data own]\ny = timecourse.live_fraction\nx = day\nvalue = v\ndonor = who\nsd = s\n"
    "columns = who,day,v,s\nrow 1 = A,1,0.5,0.1\nrow 2 = A,2,<0.3,0.1\n";

/* What three passages of the culture are worth. */
static sim_status value(const sim_fit *fit, sim_error *err)
{
    const sim_fit_part *part = &fit->parts[0];
    const double values[] = {23.85};
    sim_log_prospects log = {.part = part,
                             .of = sim_experiment_log(&fit->job.experiment, 0),
                             .last = 2,
                             .highest = 3,
                             .size = 1e6,
                             .unit = "cell"};
    sim_prospect_work work = {.fit = fit,
                              .log = &log,
                              .book = log.of->log.book,
                              .cues = &part->problem.groups[0].cues[0]};
    sim_prospect_point point;
    sim_pool pool = {0};
    sim_status status = sim_prospect_open(&work, 1, &pool, err);

    if (status == SIM_OK) status = sim_prospect_solve(&work, 0, values, NULL, &point, err);
    if (status == SIM_OK) faults_mix(&point, sizeof point);
    sim_prospect_close(&work);
    sim_pool_free(&pool);
    return status;
}

sim_status subjects_value_log(sim_error *err)
{
    const sim_source source = {.file = "own.ini", .text = measured};
    sim_fit fit;
    sim_status status = sim_fit_read(&fit, &source, 1, err);

    if (status == SIM_OK) status = value(&fit, err);
    sim_fit_free(&fit);
    return status;
}
