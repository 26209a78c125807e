#include "sim/study/singles.h"

#include <string.h>

/* Days and glances rise each; of two at one time the glance comes first. */
static void put_in_order(sim_singles *s, const double when[])
{
    const size_t n_days = s->form.n_days, n = n_days + s->form.n_glances;
    size_t glance = n_days;

    for (size_t day = 0; day < n_days; day++) {
        for (; glance < n && when[glance] <= when[day]; glance++)
            s->order[s->n_rows++] = glance;
        s->order[s->n_rows++] = day;
    }
    for (size_t row = 0; row < s->n_rows; row++) s->x[row] = when[s->order[row]];
}

sim_status sim_singles_init(sim_singles *s, const sim_singles_form *form,
                            const double when[], size_t most, sim_error *err)
{
    const size_t n_rows = form->n_days + form->n_glances;

    *s = (sim_singles){.form = *form, .most = most};
    if (most == 0) return SIM_OK;
    s->order = sim_pool_take(&s->pool, n_rows, sizeof *s->order);
    s->x = sim_pool_take(&s->pool, n_rows, sizeof *s->x);
    s->numbers = sim_pool_take(&s->pool, most * form->n_arms * n_rows * form->n_columns,
                               sizeof *s->numbers);
    if (!s->pool.failed) put_in_order(s, when);
    return sim_pool_check(&s->pool, "ensemble", err);
}

void sim_singles_free(sim_singles *s)
{
    sim_pool_free(&s->pool);
    *s = (sim_singles){0};
}

void sim_singles_add(sim_singles *s, const double course[])
{
    const size_t width = s->form.n_columns, all = s->form.n_days + s->form.n_glances;
    double *to;

    if (s->n == s->most) return;
    to = &s->numbers[s->n++ * s->form.n_arms * s->n_rows * width];
    for (size_t arm = 0; arm < s->form.n_arms; arm++)
        for (size_t row = 0; row < s->n_rows; row++, to += width)
            memcpy(to, &course[(arm * all + s->order[row]) * width], width * sizeof *to);
}
