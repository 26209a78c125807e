#include "sim/study/slots.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/study/sight.h"
#include "sim/study/tables.h"

/* ---- replicates ----------------------------------------------------------- */

/* Copies what is seen of an arm. */
static void read_course(const sim_pass *c, const sim_solution *solution, size_t arm,
                        const sim_slot *s, double out[])
{
    const sim_sight sight =
        sim_sight_of(&c->crew.assay->readout, solution, arm, s->numbers);
    const sim_result *result = &sight.outcome->result;
    const sim_watch *watch = c->ensemble->watch;

    if (result->grid.n != c->ensemble->n_days) return;
    for (size_t k = 0; k < watch->n; k++) {
        const sim_seen seen = sim_sight_seen(&sight, &watch->list[k]);

        sim_seen_fill(&seen, &out[k], watch->n);
    }
}

static sim_status read_all(const sim_pass *c, sim_sample *worker, const sim_member *member,
                           const sim_solution *solution, sim_slot *s)
{
    const size_t n_course = c->n_course / c->n_arms, n_reports = c->n_reports / c->n_arms;
    sim_status status = SIM_OK;

    sim_sample_read(worker, c->crew.assay, member, solution, s->numbers);
    for (size_t arm = 0; status == SIM_OK && arm < c->n_arms; arm++) {
        status = sim_reports_read(solution, arm, SIM_REPORTS_MOST,
                                  &s->reports[arm * n_reports], &s->why);
        if (sim_readout_is_apart(&c->crew.assay->readout, &s->numbers[arm * c->n_numbers]))
            continue;
        read_course(c, solution, arm, s, &s->courses[arm * n_course]);
    }
    return status;
}

static void say_which_arm(const sim_pass *c, const sim_solution *solution, sim_slot *s)
{
    sim_error why = s->why;

    if (solution->failed_stage)
        sim_fail(&s->why, s->status, "arm %s: %.900s",
                 c->crew.assay->experiment->arms[solution->failed_arm].name, why.text);
}

/* Takes what came of a replicate. */
static void take(const sim_pass *c, sim_replicate *r, sim_slot *s)
{
    const size_t n = c->n_arms * (c->n_numbers + c->n_drawn) + c->n_cells;

    for (size_t i = 0; i < n; i++) s->numbers[i] = NAN;
    s->solved = true;
    s->status = r->status;
    s->redraws = r->sample->redraws;
    if (s->status != SIM_OK) s->why = r->why;
    for (size_t arm = 0; arm < c->n_arms; arm++) {
        for (size_t i = 0; i < c->n_drawn; i++)
            s->drawn[arm * c->n_drawn + i] =
                sim_sample_value(r->sample, &c->crew.assay->lottery, arm, i);
    }
    if (s->status == SIM_OK)
        s->status = read_all(c, r->sample, &r->member, &r->solution, s);
    else
        say_which_arm(c, &r->solution, s);
}

/* ---- what is kept --------------------------------------------------------- */

static sim_store_item item_of(const sim_pass *c, const sim_slot *s)
{
    return (sim_store_item){.status = s->status,
                            .redraws = s->redraws,
                            .reason = s->status == SIM_OK ? "" : s->why.text,
                            .numbers = s->numbers,
                            .n = c->n_arms * (c->n_numbers + c->n_drawn) + c->n_cells};
}

static bool recall(const sim_pass *c, size_t replicate, sim_slot *s)
{
    sim_store_item item = item_of(c, s);

    if (!c->crew.task->ledger ||
        !sim_ledger_get(c->crew.task->ledger,
                        (sim_ledger_key){SIM_LEDGER_REPLICATE, replicate}, &item,
                        s->numbers))
        return false;
    s->solved = true;
    s->status = (sim_status)item.status;
    s->redraws = item.redraws;
    snprintf(s->why.text, sizeof s->why.text, "%s", item.reason);
    return true;
}

/* What broke off or found no memory is solved again. */
static void keep(const sim_pass *c, size_t replicate, const sim_slot *s)
{
    sim_store_item item = item_of(c, s);

    if (c->crew.task->ledger && s->status != SIM_ESTOP && s->status != SIM_ENOMEM)
        sim_ledger_add(c->crew.task->ledger,
                       (sim_ledger_key){SIM_LEDGER_REPLICATE, replicate}, &item);
}

static bool is_over(sim_pass *c)
{
    return sim_crew_is_stopped(&c->crew) || sim_crew_is_lost(&c->crew);
}

void sim_pass_get(sim_pass *c, size_t member, sim_slot slots[], size_t n, size_t first,
                  size_t step)
{
    sim_replicate list[SIM_SAMPLES];
    sim_slot *of[SIM_SAMPLES];
    size_t n_solved = 0;

    for (size_t i = 0; i < n; i++) {
        const size_t replicate = first + i * step;

        slots[i].solved = false;
        if (is_over(c) || recall(c, replicate, &slots[i])) continue;
        list[n_solved] = (sim_replicate){
            .sample = &c->crew.workers[member * SIM_SAMPLES + n_solved],
            .member = sim_lottery_member(&c->crew.assay->lottery, replicate)};
        of[n_solved++] = &slots[i];
    }
    sim_replicates_solve(c->crew.assay, list, n_solved);
    for (size_t i = 0; i < n_solved; i++) {
        take(c, &list[i], of[i]);
        keep(c, first + (size_t)(of[i] - slots) * step, of[i]);
        sim_solution_free(&list[i].solution);
    }
    for (size_t i = 0; i < n; i++)
        if (slots[i].solved) sim_relay_pass(&c->crew.relay, slots[i].status == SIM_ESTOP);
}
