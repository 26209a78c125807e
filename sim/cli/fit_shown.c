#include "sim/cli/fit_shown.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/results.h"
#include "sim/study/fit_band.h"
#include "sim/study/fit_tables.h"

const char *sim_fit_shown_keep(sim_fit_shown *s, const char *text)
{
    const size_t size = (text ? strlen(text) : 0) + 1;
    char *copy = sim_pool_take(&s->pool, size, 1);

    return copy ? memcpy(copy, text ? text : "", size) : "";
}

/* ---- cells ------------------------------------------------------------------------------------ */

/* A table that is being read. */
typedef struct {
    sim_fit_shown *shown;
    const sim_layout *layout;
    const char *word; /* the chain's for a source, which is the name of a column */
    const sim_cell *cells;
} reading;

static const sim_cell *cell(const reading *r, const char *column)
{
    return &r->cells[sim_layout_find(r->layout, column)];
}

static const char *text(const reading *r, const char *column)
{
    return sim_fit_shown_keep(r->shown, cell(r, column)->text);
}

static double number(const reading *r, const char *column)
{
    return cell(r, column)->number;
}

static sim_status no_memory(sim_error *err) { return sim_fail_memory(err, "fit"); }

/* ---- rows ------------------------------------------------------------------------------------- */

static sim_status take_number(reading *r, sim_error *err)
{
    sim_fit_shown *s = r->shown;
    const char *arm = text(r, "arm"), *source = text(r, r->word);

    if (!sim_memory_grow(&s->numbers, s->n_numbers, sizeof *s->numbers))
        return no_memory(err);
    s->numbers[s->n_numbers++] =
        (plot_estimated){.name = text(r, "parameter"),
                         .whose = *arm ? arm : source,
                         .unit = text(r, "unit"),
                         .status = text(r, "status"),
                         .words = text(r, "words"),
                         .value = number(r, "value"),
                         .low = number(r, "low"),
                         .high = number(r, "high"),
                         .is_log = strcmp(cell(r, "scale")->text, "log") == 0,
                         .threshold = NAN};
    return SIM_OK;
}

static plot_estimated *find_number(const reading *r)
{
    const char *name = cell(r, "parameter")->text, *arm = cell(r, "arm")->text,
               *source = cell(r, r->word)->text, *whose = *arm ? arm : source;

    for (size_t i = 0; i < r->shown->n_numbers; i++) {
        plot_estimated *one = &r->shown->numbers[i];

        if (strcmp(one->name, name) == 0 && strcmp(one->whose, whose) == 0) return one;
    }
    return NULL;
}

static sim_status take_profile(reading *r, sim_error *err)
{
    plot_estimated *one = find_number(r);

    if (!one) return SIM_OK;
    if (!sim_memory_grow(&one->profile, one->n, sizeof *one->profile))
        return no_memory(err);
    one->threshold = number(r, "threshold");
    one->profile[one->n++] =
        (plot_chart_spot){number(r, "value"), number(r, "rise"), NAN, NAN, PLOT_IS_THERE};
    return SIM_OK;
}

/* A start has a row for each parameter; one is enough. */
static sim_status take_start(reading *r, sim_error *err)
{
    sim_fit_shown *s = r->shown;
    const char *source = cell(r, r->word)->text;
    plot_estimate_starts *last = s->n_starts > 0 ? &s->starts[s->n_starts - 1] : NULL;
    const double rank = number(r, "rank"), chi2 = number(r, "chi2");

    if (!last || strcmp(last->whose, source) != 0) {
        if (!sim_memory_grow(&s->starts, s->n_starts, sizeof *s->starts))
            return no_memory(err);
        last = &s->starts[s->n_starts++];
        *last = (plot_estimate_starts){.whose = text(r, r->word)};
    }
    if (!((double)(last->n + last->n_refused) < rank)) return SIM_OK;
    if (!isfinite(chi2)) {
        last->n_refused++;
        return SIM_OK;
    }
    if (!sim_memory_grow(&last->rises, last->n, sizeof *last->rises)) return no_memory(err);
    last->rises[last->n++] = chi2;
    return SIM_OK;
}

static sim_status take_modelled(reading *r, sim_error *err)
{
    sim_fit_shown *s = r->shown;

    if (!sim_memory_grow(&s->modelled, s->n_modelled, sizeof *s->modelled))
        return no_memory(err);
    s->modelled[s->n_modelled++] = (sim_fit_modelled){.data = text(r, "data"),
                                                      .quantity = text(r, "quantity"),
                                                      .arm = text(r, "arm"),
                                                      .source = text(r, r->word),
                                                      .x = number(r, "x"),
                                                      .model = number(r, "model"),
                                                      .low = number(r, "low"),
                                                      .high = number(r, "high"),
                                                      .unit = text(r, "unit"),
                                                      .meaning = text(r, "meaning"),
                                                      .x_name = text(r, "x_name"),
                                                      .x_unit = text(r, "x_unit")};
    return SIM_OK;
}

static sim_status take_observed(reading *r, sim_error *err)
{
    sim_fit_shown *s = r->shown;

    if (!sim_memory_grow(&s->observed, s->n_observed, sizeof *s->observed))
        return no_memory(err);
    s->observed[s->n_observed++] = (sim_fit_observed){.data = text(r, "data"),
                                                      .quantity = text(r, "quantity"),
                                                      .arm = text(r, "arm"),
                                                      .source = text(r, r->word),
                                                      .x = number(r, "x"),
                                                      .observed = number(r, "observed"),
                                                      .model = number(r, "model"),
                                                      .residual = number(r, "residual"),
                                                      .sd = number(r, "sd"),
                                                      .seen = text(r, "seen"),
                                                      .error = text(r, "error")};
    return SIM_OK;
}

static sim_status take_criteria(reading *r, sim_error *err)
{
    sim_fit_shown *s = r->shown;

    if (!sim_memory_grow(&s->criteria, s->n_criteria, sizeof *s->criteria))
        return no_memory(err);
    s->criteria[s->n_criteria++] =
        (sim_fit_criteria){.source = text(r, r->word),
                           .by = text(r, "by"),
                           .observations = number(r, "observations"),
                           .fitted = number(r, "fitted"),
                           .minus2 = number(r, "minus2_log_likelihood"),
                           .aic = number(r, "aic"),
                           .aicc = number(r, "aicc"),
                           .bic = number(r, "bic"),
                           .chi2 = number(r, "chi2"),
                           .lack = number(r, "lack"),
                           .threshold = number(r, "threshold")};
    return SIM_OK;
}

/* ---- tables ----------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    sim_status (*take)(reading *r, sim_error *err);
} tables[] = {{"fit", take_number},         {"profiles", take_profile},
              {"starts", take_start},       {"band", take_modelled},
              {"residuals", take_observed}, {"criteria", take_criteria}};
enum { N_TABLES = sizeof tables / sizeof *tables };

typedef struct {
    reading r;
    size_t table;
} taker;

static sim_status take(void *self, size_t line, const sim_cell cells[], sim_error *err)
{
    taker *t = self;
    sim_status status;

    (void)line;
    t->r.cells = cells;
    status = tables[t->table].take(&t->r, err);
    return status == SIM_OK && t->r.shown->pool.failed ? no_memory(err) : status;
}

static sim_status read_table(sim_fit_shown *s, const sim_fit_shown_of *of, size_t table,
                             sim_error *err)
{
    const char *name = tables[table].name;
    const sim_layout *plain = sim_fit_table_layout(name);
    sim_column room[SIM_FIT_COLUMNS];
    const sim_layout layout =
        sim_fit_name_columns(of->chain, plain ? plain : &sim_fit_band_layout, room);
    char path[SIM_RESULTS_PATH];
    sim_rows_from from = {.file = path, .layout = &layout};
    taker t = {.table = table};
    sim_status status = sim_results_open(of->dir, name, path, &from.in, err);

    if (status != SIM_OK) return status;
    t.r = (reading){.shown = s, .layout = &layout, .word = sim_observed_subject(of->chain)};
    status = sim_rows_read(&from, take, &t, err);
    fclose(from.in);
    return status;
}

/* Rises above the best of the starts. */
static void subtract_best(sim_fit_shown *s)
{
    for (size_t i = 0; i < s->n_starts; i++) {
        plot_estimate_starts *one = &s->starts[i];
        double best = one->n > 0 ? one->rises[0] : 0;

        for (size_t k = 0; k < one->n; k++) {
            one->rises[k] = fmax(one->rises[k] - best, 0);
            if (one->rises[k] <= 0.01) one->n_reached++;
        }
    }
}

sim_status sim_fit_shown_read(sim_fit_shown *s, const sim_fit_shown_of *of, sim_error *err)
{
    sim_status status = SIM_OK;

    *s = (sim_fit_shown){.figures = {.level = of->level}};
    for (size_t i = 0; status == SIM_OK && i < N_TABLES; i++)
        status = read_table(s, of, i, err);
    if (status == SIM_OK) status = sim_fit_shown_read_draws(s, of, err);
    if (status != SIM_OK) return status;
    subtract_best(s);
    sim_fit_shown_arrange(s);
    return sim_pool_check(&s->pool, "fit", err);
}

void sim_fit_shown_free(sim_fit_shown *s)
{
    for (size_t i = 0; i < s->n_numbers; i++) free(s->numbers[i].profile);
    for (size_t i = 0; i < s->n_starts; i++) free(s->starts[i].rises);
    free(s->numbers);
    free(s->starts);
    free(s->modelled);
    free(s->observed);
    free(s->criteria);
    free(s->sets);
    sim_pool_free(&s->pool);
    *s = (sim_fit_shown){.n_sets = 0};
}
