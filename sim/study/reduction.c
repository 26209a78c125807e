#include "sim/study/reduction.h"

#include <math.h>
#include <string.h>

/* ---- one cell ------------------------------------------------------------- */

/* One row of a course that was solved. */
typedef struct {
    const sim_outcome *outcome;
    bool is_report;
    size_t i, then; /* the row of the other day, if the term has one */
    const sim_term *term;
} cell;

const char sim_term_then[] = "then_";

static bool is_then(const char *name)
{
    return strncmp(name, sim_term_then, strlen(sim_term_then)) == 0;
}

const char *sim_term_name(const char *name)
{
    return is_then(name) ? name + strlen(sim_term_then) : name;
}

static double symbol_at(const cell *c, const sim_symbol *symbol)
{
    const double value = c->is_report ? sim_outcome_report(c->outcome, symbol, c->i)
                                      : sim_outcome_output(c->outcome, symbol, c->i);

    return isfinite(value) ? value : NAN;
}

static double look_up(const char *text, void *data)
{
    const char *name = sim_term_name(text);
    cell c = *(const cell *)data;

    if (is_then(text)) c.i = c.then;
    for (size_t i = 0; c.i != SIM_NONE && i < c.term->n_symbols; i++) {
        if (strcmp(c.term->symbols[i]->name, name) == 0)
            return symbol_at(&c, c.term->symbols[i]);
    }
    return NAN;
}

static double term_at(const sim_term *term, cell c)
{
    double value;

    c.term = term;
    value = sim_formula_eval(&term->formula, look_up, &c);
    return isfinite(value) ? value : NAN;
}

/* ---- an arm in a span ----------------------------------------------------- */

static const sim_course *course_of(const sim_view *v)
{
    return v->q->span == SIM_AT_REPORT ? &v->outcome->result.reports
                                       : &v->outcome->result.grid;
}

static cell cell_of(const sim_view *v, size_t i)
{
    return (cell){v->outcome, v->q->span == SIM_AT_REPORT, i, SIM_NONE, NULL};
}

/* The row of the other day; SIM_NONE where there is none. */
static size_t find_then(const sim_view *v)
{
    const sim_course *grid = &v->outcome->result.grid;
    size_t i;

    if (!v->q->then || grid->n == 0) return SIM_NONE;
    i = sim_course_find(grid, term_at(v->q->then, cell_of(v, 0)));
    return i < grid->n ? i : SIM_NONE;
}

sim_view sim_view_of(const sim_question *q, const sim_solved *solved, size_t arm)
{
    const bool fine = q->span == SIM_BEFORE_REPORT || !solved->whole;
    const sim_solution *solution = fine ? solved->early : solved->whole;

    return (sim_view){q, solved, solution, arm,
                      sim_solution_outcome(solution, arm, q->stage)};
}

const sim_symbol *sim_question_symbol(const sim_question *q, const char *name)
{
    return sim_model_find(q->chain->stages[q->stage].model, name);
}

/* The first report with that number, or the one at which growth ends; n if there is none. */
static size_t find_report(const sim_view *v, double place)
{
    const sim_yardstick *y = v->q->chain->yardstick;
    const sim_symbol *number = sim_question_symbol(v->q, y->number),
                     *over = sim_question_symbol(v->q, y->over);
    const size_t n = v->outcome->result.reports.n;
    size_t i = 0;

    while (i < n && (isinf(place) ? sim_outcome_report(v->outcome, over, i) <= 0
                                  : sim_outcome_report(v->outcome, number, i) != place))
        i++;
    return i;
}

double sim_view_report(const sim_view *v, const char *name, double place)
{
    const sim_symbol *symbol = sim_question_symbol(v->q, name);
    const size_t i = find_report(v, place);

    return i < v->outcome->result.reports.n ? sim_outcome_report(v->outcome, symbol, i)
                                            : NAN;
}

double sim_view_place(const sim_view *v, double place)
{
    if (isfinite(place)) return place;
    return sim_view_report(v, v->q->chain->yardstick->number, place);
}

/* The lowest value between two reports. */
static double lowest_before(const sim_view *v, double place)
{
    const sim_symbol *number = sim_question_symbol(v->q, v->q->chain->yardstick->number);
    double lowest = NAN;

    for (size_t i = 0; i < v->outcome->result.grid.n; i++) {
        if (sim_outcome_output(v->outcome, number, i) == place)
            lowest = fmin(lowest, term_at(v->q->term, cell_of(v, i)));
    }
    return lowest;
}

double sim_view_read_term(const sim_view *v, const sim_term *term, double place)
{
    cell c;
    size_t i;

    if (v->q->span == SIM_BEFORE_REPORT) return lowest_before(v, sim_view_place(v, place));
    i = v->q->span == SIM_AT_REPORT ? find_report(v, place)
                                    : sim_course_find(&v->outcome->result.grid, place);
    if (i >= course_of(v)->n) return NAN;
    c = cell_of(v, i);
    c.then = find_then(v);
    return term_at(term, c);
}

double sim_view_read(const sim_view *v, double place)
{
    return sim_view_read_term(v, v->q->term, place);
}

/* The time of a place. */
static double time_of(const sim_view *v, double place)
{
    if (v->q->span == SIM_AT_OUTPUT) return place;
    return sim_view_report(v, v->q->chain->yardstick->time, place);
}

/* ---- reductions ----------------------------------------------------------- */

static double reduce_value(const sim_view *v, const sim_range *at)
{
    return sim_view_read(v, at->from);
}

static double reduce_log2(const sim_view *v, const sim_range *at)
{
    return log2(sim_view_read(v, at->from));
}

static double reduce_fold10(const sim_view *v, const sim_range *at)
{
    return sim_view_read(v, at->from) * log10(2);
}

static double reduce_mean(const sim_view *v, const sim_range *at)
{
    const double to = sim_view_place(v, at->to);
    double sum = 0, n = 0;

    for (double place = sim_view_place(v, at->from); place <= to; place++, n++)
        sum += sim_view_read(v, place);
    return sum / n;
}

/* The largest of sign * X, with its own sign; a line without a value leaves none. */
static double extreme(const sim_view *v, const sim_range *at, double sign)
{
    const double to = sim_view_place(v, at->to);
    double best = -INFINITY;

    for (double place = sim_view_place(v, at->from); place <= to; place++) {
        const double x = sim_view_read(v, place);

        if (isnan(x)) return NAN;
        best = fmax(best, sign * x);
    }
    return isinf(best) ? NAN : sign * best;
}

static double reduce_peak(const sim_view *v, const sim_range *at)
{
    return extreme(v, at, 1);
}

static double reduce_lowest(const sim_view *v, const sim_range *at)
{
    return extreme(v, at, -1);
}

static double reduce_rise(const sim_view *v, const sim_range *at)
{
    return extreme(v, at, 1) - sim_view_read(v, at->from);
}

static double reduce_rate(const sim_view *v, const sim_range *at)
{
    return (sim_view_read(v, at->to) - sim_view_read(v, at->from)) /
           (time_of(v, at->to) - time_of(v, at->from));
}

static double reduce_pooled(const sim_view *v, const sim_range *at)
{
    const double to = sim_view_place(v, at->to);
    double above = 0, below = 0;

    for (double place = sim_view_place(v, at->from); place <= to; place++) {
        above += sim_view_read_term(v, v->q->term, place);
        below += sim_view_read_term(v, v->q->below, place);
    }
    return below > 0 ? above / below : NAN;
}

/* Linear in time between the reports on either side. */
static double reduce_at_day(const sim_view *v, const sim_range *at)
{
    const sim_symbol *time = sim_question_symbol(v->q, v->q->chain->yardstick->time);
    const size_t n = v->outcome->result.reports.n;
    size_t i = 0;
    double before, after, share;

    while (i < n && sim_outcome_report(v->outcome, time, i) < at->from) i++;
    if (i == n) return NAN;
    after = sim_outcome_report(v->outcome, time, i);
    if (i == 0) return after == at->from ? term_at(v->q->term, cell_of(v, 0)) : NAN;
    before = sim_outcome_report(v->outcome, time, i - 1);
    share = (at->from - before) / (after - before);
    return (1 - share) * term_at(v->q->term, cell_of(v, i - 1)) +
           share * term_at(v->q->term, cell_of(v, i));
}

static double reduce_relative(const sim_view *v, const sim_range *at)
{
    return sim_view_read(v, at->from) / sim_view_read(v, 0) - 1;
}

static double reduce_relative_fall(const sim_view *v, const sim_range *at)
{
    return 1 - sim_view_read(v, at->from) / sim_view_read(v, 0);
}

static double reduce_relative_per_year(const sim_view *v, const sim_range *at)
{
    return reduce_relative(v, at) / (time_of(v, at->from) / v->q->chain->yardstick->year);
}

static double reduce_day_below(const sim_view *v, const sim_range *at)
{
    const double limit = v->q->row->limit;
    double x = sim_view_read(v, at->from);

    for (double day = at->from; day < at->to; day++) {
        const double next = sim_view_read(v, day + 1);

        if (isnan(x) || isnan(next)) return NAN;
        if (day >= 1 && x >= limit && next < limit)
            return day + (next > 0 ? log(x / limit) / log(x / next) : 0);
        x = next;
    }
    return INFINITY;
}

/* By how much it leads all other arms. */
static double reduce_lead(const sim_view *v, const sim_range *at)
{
    double best = -INFINITY;

    for (size_t arm = 0; arm < v->solution->n_arms; arm++) {
        const sim_view other = sim_view_of(v->q, v->solved, arm);

        if (arm != v->arm) best = fmax(best, sim_view_read(&other, at->from));
    }
    return sim_view_read(v, at->from) - best;
}

static double reduce_per_sd(const sim_view *v, const sim_range *at)
{
    return sim_view_read(v, at->from) / v->q->chain->yardstick->sd;
}

/* What it is held against; an arm without treatment is its own. */
static sim_view background_of(const sim_view *v)
{
    const sim_outcome *background = sim_solution_background(v->solution, v->arm);
    sim_view other = *v;

    if (background) other.outcome = background;
    return other;
}

/* Before anything is given. */
static double read_before(const sim_view *v)
{
    const sim_view background = background_of(v);

    return sim_view_read(&background, 0);
}

static double reduce_change(const sim_view *v, const sim_range *at)
{
    return sim_view_read(v, at->from) - read_before(v);
}

static double reduce_relative_change(const sim_view *v, const sim_range *at)
{
    return sim_view_read(v, at->from) / read_before(v) - 1;
}

static double reduce_effect(const sim_view *v, const sim_range *at)
{
    const sim_view background = background_of(v);

    return sim_view_read(v, at->from) - sim_view_read(&background, at->from);
}

static double odds(double share) { return share / (1 - share); }

static const sim_reduction reductions[] = {
    {"value", reduce_value, SIM_AS_READ, SIM_ONE_PLACE, SIM_ANYWHERE, SIM_NOTHING, NULL},
    {"log2", reduce_log2, SIM_LOG2_OF_IT, SIM_ONE_PLACE, SIM_ANYWHERE, SIM_NOTHING, NULL},
    {"fold10", reduce_fold10, SIM_LOG10, SIM_ONE_PLACE, SIM_ANYWHERE, SIM_NOTHING, NULL},
    {"mean", reduce_mean, SIM_AS_READ, SIM_ANY_RANGE, SIM_ANYWHERE, SIM_NOTHING, NULL},
    {"peak", reduce_peak, SIM_AS_READ, SIM_ANY_RANGE, SIM_ANYWHERE, SIM_NOTHING, NULL},
    {"lowest", reduce_lowest, SIM_AS_READ, SIM_ANY_RANGE, SIM_ANYWHERE, SIM_NOTHING, NULL},
    {"rise", reduce_rise, SIM_AS_READ, SIM_TRUE_RANGE, SIM_ANYWHERE, SIM_NOTHING, NULL},
    {"rate", reduce_rate, SIM_PER_TIME, SIM_TRUE_RANGE, SIM_ANYWHERE, SIM_NOTHING, NULL},
    {"pooled", reduce_pooled, SIM_AS_READ, SIM_ANY_RANGE, SIM_REPORTS_ONLY,
     SIM_A_SUM_OF_PARTS, NULL},
    {"at_day", reduce_at_day, SIM_AS_READ, SIM_ONE_TIME, SIM_REPORTS_ONLY, SIM_NOTHING,
     NULL},
    {"relative", reduce_relative, SIM_NO_UNIT, SIM_ONE_PLACE, SIM_ANYWHERE, SIM_NOTHING,
     NULL},
    {"relative_fall", reduce_relative_fall, SIM_NO_UNIT, SIM_ONE_PLACE, SIM_ANYWHERE,
     SIM_NOTHING, NULL},
    {"relative_per_year", reduce_relative_per_year, SIM_PER_YEAR, SIM_ONE_PLACE,
     SIM_ANYWHERE, SIM_NOTHING, NULL},
    {"day_below", reduce_day_below, SIM_TIME, SIM_TRUE_RANGE, SIM_OUTPUTS_ONLY, SIM_A_LIMIT,
     NULL},
    {"lead", reduce_lead, SIM_AS_READ, SIM_ONE_PLACE, SIM_ANYWHERE, SIM_OTHER_ARMS, NULL},
    {"per_sd", reduce_per_sd, SIM_NO_UNIT, SIM_ONE_PLACE, SIM_OUTPUTS_ONLY, SIM_THE_SD,
     NULL},
    {"change", reduce_change, SIM_AS_READ, SIM_ONE_PLACE, SIM_OUTPUTS_ONLY,
     SIM_A_BACKGROUND, NULL},
    {"relative_change", reduce_relative_change, SIM_NO_UNIT, SIM_ONE_PLACE,
     SIM_OUTPUTS_ONLY, SIM_A_BACKGROUND, NULL},
    {"effect", reduce_effect, SIM_AS_READ, SIM_ONE_PLACE, SIM_OUTPUTS_ONLY,
     SIM_A_BACKGROUND, NULL},
    {"responders", NULL, SIM_NO_UNIT, SIM_ONE_PLACE, SIM_OUTPUTS_ONLY, SIM_A_READING, NULL},
    {"cohort_mean", NULL, SIM_AS_READ, SIM_ONE_PLACE, SIM_OUTPUTS_ONLY, SIM_A_MEAN, NULL},
    {"cohort_share", NULL, SIM_AS_READ, SIM_ONE_PLACE, SIM_OUTPUTS_ONLY, SIM_A_STATE, NULL},
    {"cohort_odds", NULL, SIM_NO_UNIT, SIM_ONE_PLACE, SIM_OUTPUTS_ONLY, SIM_A_STATE, odds},
};
enum { N_REDUCTIONS = sizeof reductions / sizeof *reductions };

const sim_reduction *sim_reduction_at(size_t i)
{
    return i < N_REDUCTIONS ? &reductions[i] : NULL;
}
