#include "sim/engine/run.h"

#include <stdlib.h>

#include "sim/engine/ode.h"
#include "sim/engine/runner.h"

static sim_status run_once(const sim_run *run, sim_result *result, sim_error *err)
{
    sim_runner r;
    sim_status status = sim_runner_open(&r, run, result, err);

    while (status == SIM_OK && sim_runner_goes_on(&r)) {
        sim_step step;

        status = r.stepper->advance(r.state, sim_runner_stop(&r), &step, err);
        if (status == SIM_OK) status = sim_runner_take(&r, &step);
    }
    return sim_runner_close(&r, status);
}

sim_status sim_run_otherwise(const sim_run *given, sim_result *result, sim_error *err)
{
    sim_options options = *given->options;
    sim_run run = *given;

    sim_result_free(result);
    options.solver = sim_ode_second();
    run.options = &options;
    return run_once(&run, result, err);
}

sim_status sim_run_model(const sim_run *run, sim_result *result, sim_error *err)
{
    const sim_status status = run_once(run, result, err);

    return status == SIM_ESOLVER && sim_ode_has_second(run->options)
               ? sim_run_otherwise(run, result, err)
               : status;
}

void sim_result_free(sim_result *result)
{
    sim_course_free(&result->grid);
    sim_course_free(&result->glances);
    sim_course_free(&result->reports);
    sim_trace_free(&result->trace);
    free(result->x_end);
    free(result->given);
    *result = (sim_result){0};
}
