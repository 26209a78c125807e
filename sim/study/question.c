#include "sim/study/question.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/number.h"
#include "sim/io/text.h"
#include "sim/model/formula.h"
#include "sim/study/summary.h"

enum { TEXT_SIZE = 512, NAMES_MAX = 12, LEAST = 4 };

struct sim_term {
    sim_formula formula;
    const sim_symbol *symbols[NAMES_MAX]; /* [n_symbols] that it names */
    size_t n_symbols;
};

/* ---- one cell ------------------------------------------------------------- */

/* One row of a course that was solved. */
typedef struct {
    const sim_outcome *outcome;
    bool is_report;
    size_t i;
    const sim_term *term;
} cell;

static double symbol_at(const cell *c, const sim_symbol *symbol)
{
    const double value = c->is_report ? sim_outcome_report(c->outcome, symbol, c->i)
                                      : sim_outcome_output(c->outcome, symbol, c->i);

    return isfinite(value) ? value : NAN;
}

static double look_up(const char *name, void *data)
{
    const cell *c = data;

    for (size_t i = 0; i < c->term->n_symbols; i++) {
        if (strcmp(c->term->symbols[i]->name, name) == 0)
            return symbol_at(c, c->term->symbols[i]);
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

/* What a question reads of one arm. */
typedef struct {
    const sim_question *q;
    const sim_solved *solved;
    const sim_solution *solution;
    size_t arm;
    const sim_outcome *outcome;
} view;

static const sim_course *course_of(const view *v)
{
    return v->q->span == SIM_AT_REPORT ? &v->outcome->result.reports
                                       : &v->outcome->result.grid;
}

static cell cell_of(const view *v, size_t i)
{
    return (cell){v->outcome, v->q->span == SIM_AT_REPORT, i, NULL};
}

static view view_of(const sim_question *q, const sim_solved *solved, size_t arm)
{
    const bool fine = q->span == SIM_BEFORE_REPORT || !solved->whole;
    const sim_solution *solution = fine ? solved->early : solved->whole;

    return (view){q, solved, solution, arm, sim_solution_outcome(solution, arm, q->stage)};
}

static const sim_symbol *symbol_of(const sim_question *q, const char *name)
{
    return sim_model_find(q->chain->stages[q->stage].model, name);
}

/* The first report with that number, or the one at which growth ends; n if there is none. */
static size_t find_report(const view *v, double place)
{
    const sim_yardstick *y = v->q->chain->yardstick;
    const sim_symbol *number = symbol_of(v->q, y->number), *over = symbol_of(v->q, y->over);
    const size_t n = v->outcome->result.reports.n;
    size_t i = 0;

    while (i < n && (isinf(place) ? sim_outcome_report(v->outcome, over, i) <= 0
                                  : sim_outcome_report(v->outcome, number, i) != place))
        i++;
    return i;
}

/* The number of the report that a place means. */
static double place_of(const view *v, double place)
{
    const sim_symbol *number;
    size_t i;

    if (isfinite(place)) return place;
    number = symbol_of(v->q, v->q->chain->yardstick->number);
    i = find_report(v, place);
    return i < v->outcome->result.reports.n ? sim_outcome_report(v->outcome, number, i)
                                            : NAN;
}

/* The lowest value between two reports. */
static double lowest_before(const view *v, double place)
{
    const sim_symbol *number = symbol_of(v->q, v->q->chain->yardstick->number);
    double lowest = NAN;

    for (size_t i = 0; i < v->outcome->result.grid.n; i++) {
        if (sim_outcome_output(v->outcome, number, i) == place)
            lowest = fmin(lowest, term_at(v->q->term, cell_of(v, i)));
    }
    return lowest;
}

/* The value of a term at a place. */
static double read_term(const view *v, const sim_term *term, double place)
{
    size_t i;

    if (v->q->span == SIM_BEFORE_REPORT) return lowest_before(v, place_of(v, place));
    i = v->q->span == SIM_AT_REPORT ? find_report(v, place)
                                    : sim_course_find(&v->outcome->result.grid, place);
    return i < course_of(v)->n ? term_at(term, cell_of(v, i)) : NAN;
}

static double read_x(const view *v, double place)
{
    return read_term(v, v->q->term, place);
}

/* The time of a place. */
static double time_of(const view *v, double place)
{
    const sim_symbol *time;
    size_t i;

    if (v->q->span == SIM_AT_OUTPUT) return place;
    time = symbol_of(v->q, v->q->chain->yardstick->time);
    i = find_report(v, place);
    return i < v->outcome->result.reports.n ? sim_outcome_report(v->outcome, time, i) : NAN;
}

/* ---- reductions ----------------------------------------------------------- */

typedef double reduce(const view *v, const sim_range *at);

static double reduce_value(const view *v, const sim_range *at)
{
    return read_x(v, at->from);
}

static double reduce_log2(const view *v, const sim_range *at)
{
    return log2(read_x(v, at->from));
}

static double reduce_fold10(const view *v, const sim_range *at)
{
    return read_x(v, at->from) * log10(2);
}

static double reduce_mean(const view *v, const sim_range *at)
{
    const double to = place_of(v, at->to);
    double sum = 0, n = 0;

    for (double place = place_of(v, at->from); place <= to; place++, n++)
        sum += read_x(v, place);
    return sum / n;
}

/* The largest of sign * X, with its own sign; a line without a value leaves none. */
static double extreme(const view *v, const sim_range *at, double sign)
{
    const double to = place_of(v, at->to);
    double best = -INFINITY;

    for (double place = place_of(v, at->from); place <= to; place++) {
        const double x = read_x(v, place);

        if (isnan(x)) return NAN;
        best = fmax(best, sign * x);
    }
    return isinf(best) ? NAN : sign * best;
}

static double reduce_peak(const view *v, const sim_range *at) { return extreme(v, at, 1); }

static double reduce_lowest(const view *v, const sim_range *at)
{
    return extreme(v, at, -1);
}

static double reduce_rise(const view *v, const sim_range *at)
{
    return extreme(v, at, 1) - read_x(v, at->from);
}

static double reduce_rate(const view *v, const sim_range *at)
{
    return (read_x(v, at->to) - read_x(v, at->from)) /
           (time_of(v, at->to) - time_of(v, at->from));
}

static double reduce_pooled(const view *v, const sim_range *at)
{
    const double to = place_of(v, at->to);
    double above = 0, below = 0;

    for (double place = place_of(v, at->from); place <= to; place++) {
        above += read_term(v, v->q->term, place);
        below += read_term(v, v->q->below, place);
    }
    return below > 0 ? above / below : NAN;
}

/* Linear in time between the reports on either side. */
static double reduce_at_day(const view *v, const sim_range *at)
{
    const sim_symbol *time = symbol_of(v->q, v->q->chain->yardstick->time);
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

static double reduce_relative(const view *v, const sim_range *at)
{
    return read_x(v, at->from) / read_x(v, 0) - 1;
}

static double reduce_relative_fall(const view *v, const sim_range *at)
{
    return 1 - read_x(v, at->from) / read_x(v, 0);
}

static double reduce_relative_per_year(const view *v, const sim_range *at)
{
    return reduce_relative(v, at) / (time_of(v, at->from) / v->q->chain->yardstick->year);
}

static double reduce_day_below(const view *v, const sim_range *at)
{
    const double limit = v->q->row->limit;
    double x = read_x(v, at->from);

    for (double day = at->from; day < at->to; day++) {
        const double next = read_x(v, day + 1);

        if (isnan(x) || isnan(next)) return NAN;
        if (day >= 1 && x >= limit && next < limit)
            return day + (next > 0 ? log(x / limit) / log(x / next) : 0);
        x = next;
    }
    return INFINITY;
}

/* By how much it leads all other arms. */
static double reduce_lead(const view *v, const sim_range *at)
{
    double best = -INFINITY;

    for (size_t arm = 0; arm < v->solution->n_arms; arm++) {
        const view other = view_of(v->q, v->solved, arm);

        if (arm != v->arm) best = fmax(best, read_x(&other, at->from));
    }
    return read_x(v, at->from) - best;
}

static double reduce_per_sd(const view *v, const sim_range *at)
{
    return read_x(v, at->from) / v->q->chain->yardstick->sd;
}

/* The unit of a reduction: that of what is read, or another. */
typedef enum { AS_READ, LOG2_OF_IT, LOG10, PER_TIME, TIME, NO_UNIT, PER_YEAR } unit_kind;

/* What `at` must be. */
typedef enum { ONE_PLACE, ANY_RANGE, TRUE_RANGE, ONE_TIME } at_kind;

/* Where it can be read. */
typedef enum { ANYWHERE, REPORTS, OUTPUTS } where_kind;

struct sim_reduction {
    const char *name;
    reduce *reduce;
    unit_kind unit;
    at_kind at;
    where_kind where;
};

static const sim_reduction reductions[] = {
    {"value", reduce_value, AS_READ, ONE_PLACE, ANYWHERE},
    {"log2", reduce_log2, LOG2_OF_IT, ONE_PLACE, ANYWHERE},
    {"fold10", reduce_fold10, LOG10, ONE_PLACE, ANYWHERE},
    {"mean", reduce_mean, AS_READ, ANY_RANGE, ANYWHERE},
    {"peak", reduce_peak, AS_READ, ANY_RANGE, ANYWHERE},
    {"lowest", reduce_lowest, AS_READ, ANY_RANGE, ANYWHERE},
    {"rise", reduce_rise, AS_READ, TRUE_RANGE, ANYWHERE},
    {"rate", reduce_rate, PER_TIME, TRUE_RANGE, ANYWHERE},
    {"pooled", reduce_pooled, AS_READ, ANY_RANGE, REPORTS},
    {"at_day", reduce_at_day, AS_READ, ONE_TIME, REPORTS},
    {"relative", reduce_relative, NO_UNIT, ONE_PLACE, ANYWHERE},
    {"relative_fall", reduce_relative_fall, NO_UNIT, ONE_PLACE, ANYWHERE},
    {"relative_per_year", reduce_relative_per_year, PER_YEAR, ONE_PLACE, ANYWHERE},
    {"day_below", reduce_day_below, TIME, TRUE_RANGE, OUTPUTS},
    {"lead", reduce_lead, AS_READ, ONE_PLACE, ANYWHERE},
    {"per_sd", reduce_per_sd, NO_UNIT, ONE_PLACE, OUTPUTS},
    {"responders", NULL, NO_UNIT, ONE_PLACE, OUTPUTS},
};
enum { N_REDUCTIONS = sizeof reductions / sizeof *reductions };

static const char *const pair_names[] = {
    [SIM_RATIO] = "ratio", [SIM_DIFFERENCE] = "difference"};

/* ---- answering ------------------------------------------------------------ */

bool sim_question_is_of_cohort(const sim_question *q) { return !q->how->reduce; }

bool sim_question_needs_course(const sim_question *q) { return q->span == SIM_AT_OUTPUT; }

bool sim_question_needs_fine(const sim_question *q) { return q->span == SIM_BEFORE_REPORT; }

/* In the row's unit; infinite only where a time is asked for that never comes. */
static double finish(const sim_question *q, double x)
{
    return isfinite(x) || q->how->unit == TIME ? q->factor * x : NAN;
}

double sim_question_answer(const sim_question *q, const sim_solved *solved)
{
    const view one = view_of(q, solved, q->arm);
    const bool two_arms = q->against != SIM_NONE;
    const view other = two_arms ? view_of(q, solved, q->against) : one;
    double first, second;

    if (one.outcome->skipped || other.outcome->skipped) return NAN;
    first = q->how->reduce(&one, &q->at[0]);
    if (q->pair == SIM_ALONE) return finish(q, first);
    second = q->how->reduce(&other, &q->at[q->two_places]);
    return finish(q, q->pair == SIM_RATIO ? first / second : first - second);
}

bool sim_question_is_apart(const sim_question *q, const sim_solved *solved)
{
    const sim_population *population = q->chain->population;
    const sim_symbol *symbol;

    if (q->span != SIM_AT_OUTPUT || !population || !population->apart) return false;
    symbol = symbol_of(q, population->apart);
    sim_bug(!symbol);
    return sim_outcome_end(view_of(q, solved, q->arm).outcome, symbol) > 0;
}

/* Why an arm has nothing at a place; NULL: it has. */
static const char *why_nothing(const view *v, double place)
{
    if (v->q->span == SIM_AT_OUTPUT || v->outcome->skipped || v->q->how->at == ONE_TIME ||
        find_report(v, place) < v->outcome->result.reports.n)
        return NULL;
    return isinf(place) ? "growth does not end by the last passage of the file"
                        : "the culture ends before that passage";
}

static const char *why_none(const sim_question *q, const sim_solved *solved)
{
    const view one = view_of(q, solved, q->arm);
    const view other = q->against != SIM_NONE ? view_of(q, solved, q->against) : one;
    const sim_range *first = &q->at[0], *second = &q->at[q->two_places];
    const char *why[] = {why_nothing(&one, first->from), why_nothing(&one, first->to),
                         why_nothing(&other, second->from),
                         why_nothing(&other, second->to)};

    for (size_t i = 0; i < sizeof why / sizeof *why; i++) {
        if (why[i]) return why[i];
    }
    if (q->how->reduce == reduce_day_below && q->pair != SIM_ALONE)
        return "neither falls below the limit";
    return q->how->at == ONE_TIME
               ? "that day lies before the first harvest or after the last"
               : "what is read is empty there";
}

const char *sim_question_remark(const sim_question *q, const sim_solved *solved,
                                double answer)
{
    const view v = view_of(q, solved, q->arm);

    if (isnan(answer)) return why_none(q, solved);
    if (q->how->reduce == reduce_day_below && q->pair == SIM_ALONE && isinf(answer) &&
        read_x(&v, fmax(1, q->at[0].from)) < q->row->limit)
        return "it is below the limit from the first day on, and so never crosses it";
    return NULL;
}

/* Is it how far growth comes?  What only rises lies beyond the last report if that does. */
static bool is_of_growth(const sim_question *q)
{
    const sim_yardstick *y = q->chain->yardstick;
    const char *const rising[] = {y->number, y->time, y->progress};

    if (q->pair != SIM_ALONE || q->how->reduce != reduce_value || isfinite(q->at[0].from))
        return false;
    for (size_t i = 0; i < sizeof rising / sizeof *rising; i++) {
        if (strcmp(rising[i], q->row->quantity) == 0) return true;
    }
    return false;
}

bool sim_question_is_outlasted(const sim_question *q, const sim_solved *solved)
{
    const sim_yardstick *y = q->chain->yardstick;
    const view v = view_of(q, solved, q->arm);
    const size_t n = v.outcome->result.reports.n;

    if (!is_of_growth(q) || v.outcome->skipped || n == 0 || find_report(&v, INFINITY) < n)
        return false;
    return sim_outcome_report(v.outcome, symbol_of(q, y->number), n - 1) >=
           sim_outcome_end(v.outcome, symbol_of(q, y->last));
}

void sim_question_place(const sim_question *q, const sim_solved *solved, double *place,
                        double *progress)
{
    const view v = view_of(q, solved, q->arm);
    const sim_symbol *symbol;
    size_t i;

    *place = q->at[0].from;
    *progress = NAN;
    if (q->how->at == ONE_TIME || q->span == SIM_AT_OUTPUT || v.outcome->skipped) return;
    *place = place_of(&v, q->at[0].from);
    symbol = symbol_of(q, q->chain->yardstick->progress);
    i = find_report(&v, q->at[0].from);
    if (i < v.outcome->result.reports.n)
        *progress = sim_outcome_report(v.outcome, symbol, i);
}

double sim_question_responds(const sim_question *q, const sim_solved *solved,
                             const double noise[SIM_VISITS])
{
    const sim_visits *measured = &q->chain->population->measured;
    const sim_responder *rule = &q->chain->population->responders[0];
    const view v = view_of(q, solved, q->arm);
    const double days[SIM_VISITS] = {measured->before, q->at[0].from};
    double told[SIM_VISITS], fall;

    for (size_t i = 0; i < SIM_VISITS; i++) {
        const double truth = read_x(&v, days[i]);

        if (isnan(truth)) return NAN;
        told[i] = fmin(fmax(truth + noise[i], measured->low), measured->high);
    }
    fall = told[0] - told[1];
    return fall >= rule->fall && fall >= rule->part * told[0];
}

/* ---- understanding -------------------------------------------------------- */

/* A row while it is understood. */
typedef struct {
    sim_question *q;
    const sim_ground *ground;
    const sim_measurements *table;
    const sim_measurement *m;
    const char *unit; /* of what is read */
    sim_error *err;
} reader;

static sim_status refuse(const reader *r, const char *column, const char *text,
                         const char *wrong)
{
    return sim_measurement_refuse(r->table, r->m, column, text, wrong, r->err);
}

/* The stage that reports; the last if none does. */
static size_t find_reporting(const sim_chain *chain)
{
    size_t i = 0;

    while (i + 1 < chain->n_stages && !chain->stages[i].reports) i++;
    return i;
}

static sim_status make_term(const reader *r, const char *formula, sim_term **made)
{
    const sim_model *m = r->q->chain->stages[r->q->stage].model;
    sim_term *term = *made = calloc(1, sizeof *term);
    sim_status status;

    if (!term) return sim_fail_memory(r->err, r->table->file);
    status = sim_formula_parse(&term->formula, formula, r->err);
    for (int i = 0; status == SIM_OK && i < term->formula.n_nodes; i++) {
        const char *name = term->formula.node[i].name;

        if (!*name) continue;
        sim_bug(term->n_symbols == NAMES_MAX);
        term->symbols[term->n_symbols] = sim_model_find(m, name);
        sim_bug(!term->symbols[term->n_symbols]);
        term->n_symbols++;
    }
    return status;
}

static bool is_column(const sim_model *m, const sim_symbol *symbol)
{
    for (size_t i = 0; i < m->n_columns; i++) {
        if (&m->symbols[m->columns[i]] == symbol) return true;
    }
    return false;
}

static sim_status take_quantity(reader *r, sim_span span, const char *formula,
                                const char *unit)
{
    const sim_chain *chain = r->q->chain;

    r->q->span = span;
    r->q->stage = span == SIM_AT_OUTPUT ? chain->n_stages - 1 : find_reporting(chain);
    r->unit = unit;
    return make_term(r, formula, &r->q->term);
}

/* What a name that is none may be meant for: one that is near, or some that hold it. */
typedef struct {
    sim_nearest nearest;
    char holding[TEXT_SIZE / 2]; /* "placebo_relief, total_relief" */
} guess;

static void offer(guess *g, const char *name)
{
    sim_nearest_offer(&g->nearest, name);
    if (strlen(g->nearest.wanted) >= LEAST && strstr(name, g->nearest.wanted))
        sim_text_list(g->holding, sizeof g->holding, name);
}

/* The names that a quantity may have: rows of the yardstick, columns of the reports, and
 * what the last stage calls by a name. */
static void offer_quantities(const sim_chain *chain, guess *g)
{
    const sim_model *reports = chain->stages[find_reporting(chain)].model;
    const sim_model *last = chain->stages[chain->n_stages - 1].model;

    for (size_t i = 0; i < chain->yardstick->n_quantities; i++)
        offer(g, chain->yardstick->quantities[i].name);
    for (size_t i = 0; i < reports->n_columns; i++)
        offer(g, reports->symbols[reports->columns[i]].name);
    for (size_t i = 0; i < last->n_symbols; i++) {
        if (last->symbols[i].kind != SIM_SECTION) offer(g, last->symbols[i].name);
    }
}

static sim_status refuse_quantity(const reader *r)
{
    guess g = {.nearest = {.wanted = r->m->quantity}};
    char hint[TEXT_SIZE], wrong[TEXT_SIZE + 32];

    offer_quantities(r->q->chain, &g);
    if (!g.nearest.best && *g.holding)
        snprintf(hint, sizeof hint, "; one of %s would be right", g.holding);
    else
        sim_nearest_print(&g.nearest,
                          "a column of passages.csv or timecourse.csv would be right", hint,
                          sizeof hint);
    snprintf(wrong, sizeof wrong, "is no quantity%s", hint);
    return refuse(r, "quantity", r->m->quantity, wrong);
}

static sim_status read_quantity(reader *r)
{
    const sim_chain *chain = r->q->chain;
    const sim_yardstick *y = chain->yardstick;
    const sim_model *reports = chain->stages[find_reporting(chain)].model;
    const sim_model *last = chain->stages[chain->n_stages - 1].model;
    const char *name = r->m->quantity;
    const sim_symbol *symbol;

    for (size_t i = 0; i < y->n_quantities; i++) {
        const sim_quantity *quantity = &y->quantities[i];

        if (strcmp(quantity->name, name) == 0)
            return take_quantity(r, quantity->span, quantity->formula, quantity->unit);
    }
    symbol = sim_model_find(reports, name);
    if (symbol && is_column(reports, symbol))
        return take_quantity(r, SIM_AT_REPORT, name, symbol->unit);
    symbol = sim_model_find(last, name);
    return symbol && *name ? take_quantity(r, SIM_AT_OUTPUT, name, symbol->unit)
                           : refuse_quantity(r);
}

/* ---- how ------------------------------------------------------------------ */

static sim_status refuse_how(const reader *r, const char *word)
{
    sim_choice choice = {.nearest = {.wanted = word}};
    char hint[2 * TEXT_SIZE], wrong[3 * TEXT_SIZE];

    for (size_t i = 0; i < N_REDUCTIONS; i++) sim_choice_offer(&choice, reductions[i].name);
    sim_choice_print(&choice, hint, sizeof hint);
    snprintf(wrong, sizeof wrong, "'%.60s' is no reduction%s", word, hint);
    return refuse(r, "how", r->m->how, wrong);
}

static sim_status read_pair(const reader *r, const char *word)
{
    char wrong[TEXT_SIZE];

    for (size_t i = SIM_RATIO; i <= SIM_DIFFERENCE; i++) {
        if (strcmp(pair_names[i], word) != 0) continue;
        r->q->pair = (sim_pair)i;
        return SIM_OK;
    }
    snprintf(wrong, sizeof wrong,
             "'%.60s' is neither 'ratio' nor 'difference'; one of them, or nothing, would "
             "be right",
             word);
    return refuse(r, "how", r->m->how, wrong);
}

static sim_status read_how(const reader *r)
{
    char text[TEXT_SIZE], *rest, *word;
    sim_question *q = r->q;

    snprintf(text, sizeof text, "%s", r->m->how);
    word = strtok_r(text, " ", &rest);
    for (size_t i = 0; word && i < N_REDUCTIONS; i++) {
        if (strcmp(reductions[i].name, word) == 0) q->how = &reductions[i];
    }
    if (!q->how) return refuse_how(r, word ? word : "");
    word = strtok_r(NULL, " ", &rest);
    if (word && strtok_r(NULL, " ", &rest))
        return refuse(r, "how", r->m->how,
                      "has more than two words; 'peak ratio' would be right");
    return word ? read_pair(r, word) : SIM_OK;
}

static sim_status check_where(const reader *r)
{
    const bool at_output = r->q->span == SIM_AT_OUTPUT;
    const where_kind where = r->q->how->where;
    char wrong[TEXT_SIZE];

    if (where == ANYWHERE || (where == OUTPUTS) == at_output) return SIM_OK;
    snprintf(wrong, sizeof wrong,
             "is read %s, and %.80s %s; another of the two would be "
             "right",
             where == OUTPUTS ? "by day" : "by passage", r->m->quantity,
             at_output ? "by day" : "by passage");
    return refuse(r, "how", r->m->how, wrong);
}

/* What some reductions ask of the row besides. */
static sim_status check_pooled(const reader *r)
{
    const sim_yardstick *y = r->q->chain->yardstick;
    sim_status status;

    for (size_t i = 0; i < y->n_pooled; i++) {
        const sim_pooled *pooled = &y->pooled[i];

        if (strcmp(pooled->name, r->m->quantity) != 0) continue;
        sim_question_free(r->q);
        status = make_term(r, pooled->above, &r->q->term);
        return status == SIM_OK ? make_term(r, pooled->below, &r->q->below) : status;
    }
    return refuse(r, "how", r->m->how,
                  "pools doubling_time alone; 'mean' would be right for others");
}

static sim_status check_responders(const reader *r)
{
    const sim_population *population = r->q->chain->population;
    char wrong[TEXT_SIZE];

    if (population && strcmp(population->measured.symbol, r->m->quantity) == 0 &&
        r->q->pair == SIM_ALONE)
        return SIM_OK;
    snprintf(wrong, sizeof wrong,
             "counts who is told by %s, of one arm; that quantity would be right",
             population ? population->measured.symbol : "nothing");
    return refuse(r, "how", r->m->how, wrong);
}

static sim_status check_how(const reader *r)
{
    reduce *const f = r->q->how->reduce;
    char limit[SIM_NUMBER_SIZE];

    if (f == reduce_pooled) return check_pooled(r);
    if (!f) return check_responders(r);
    if (f == reduce_lead && r->ground->experiment->n_arms < 2)
        return refuse(r, "how", r->m->how,
                      "needs other arms, and the file has one; 'value' would be right");
    if (f != reduce_day_below || r->m->limit > 0) return SIM_OK;
    sim_number_print(limit, r->m->limit, SIM_NUMBER_SHORT);
    return refuse(r, "limit", isnan(r->m->limit) ? "" : limit,
                  "is no share that day_below could ask for; 0.01 would be right");
}

/* ---- arms ----------------------------------------------------------------- */

static sim_status find_arm(const reader *r, const char *column, const char *name,
                           size_t *found)
{
    const sim_experiment *e = r->ground->experiment;
    sim_choice choice = {.nearest = {.wanted = name}};
    char hint[TEXT_SIZE + 128], wrong[2 * TEXT_SIZE];

    for (*found = 0; *found < e->n_arms; ++*found) {
        if (strcmp(e->arms[*found].name, name) == 0) return SIM_OK;
        sim_choice_offer(&choice, e->arms[*found].name);
    }
    sim_choice_print(&choice, hint, sizeof hint);
    snprintf(wrong, sizeof wrong, "is no arm of %.200s%s", r->m->file, hint);
    return refuse(r, column, name, wrong);
}

static sim_status read_arms(const reader *r)
{
    sim_question *q = r->q;
    sim_status status = find_arm(r, "arm", r->m->arm, &q->arm);

    q->against = SIM_NONE;
    if (status != SIM_OK || *r->m->against == '\0') return status;
    status = find_arm(r, "against", r->m->against, &q->against);
    if (status == SIM_OK && q->pair == SIM_ALONE)
        status = refuse(r, "how", r->m->how,
                        "does not say how the two arms are compared; with 'ratio' or "
                        "'difference' behind it it would be right");
    return status;
}

/* ---- at ------------------------------------------------------------------- */

/* A number, or the word for where growth ends. */
static bool read_place(char *text, double *place)
{
    text = sim_text_trim(text);
    *place = INFINITY;
    return strcmp(text, "end") == 0 || (sim_number_parse(text, place) && *place >= 0);
}

static bool read_range(char *text, sim_range *range, bool *is_range)
{
    char *dash = strchr(text, '-');

    *is_range = dash != NULL;
    if (dash) *dash = '\0';
    if (!read_place(text, &range->from)) return false;
    range->to = range->from;
    return !dash || read_place(dash + 1, &range->to);
}

static const char *at_words(const reader *r)
{
    const bool by_day = r->q->span == SIM_AT_OUTPUT;

    switch (r->q->how->at) {
    case ONE_PLACE:
        return by_day ? "one day such as 182" : "one passage such as 8, or end,";
    case ONE_TIME:
        return "one day such as 112";
    default:
        return by_day ? "days such as 0-365" : "passages such as 1-10, or 1-end,";
    }
}

static sim_status refuse_at(const reader *r, const char *why)
{
    char wrong[TEXT_SIZE];

    snprintf(wrong, sizeof wrong, "%s; %s would be right for %.40s", why, at_words(r),
             r->m->how);
    return refuse(r, "at", r->m->at, wrong);
}

static double last_place(const reader *r, size_t arm)
{
    const sim_chain *chain = r->q->chain;
    const sim_symbol *symbol;

    if (r->q->span == SIM_AT_OUTPUT) return r->ground->end;
    symbol = symbol_of(r->q, chain->yardstick->last);
    return r->ground->params[arm * chain->n_stages + r->q->stage][symbol->slot];
}

/* Days are read where outputs lie, and passages have whole numbers. */
static sim_status check_place(const reader *r, double place)
{
    const bool by_day = r->q->span == SIM_AT_OUTPUT, any_time = r->q->how->at == ONE_TIME;
    double last = last_place(r, r->q->arm);
    char wrong[TEXT_SIZE];

    if (isinf(place))
        return by_day || any_time ? refuse_at(r, "is a passage, and days are asked")
                                  : SIM_OK;
    if (any_time) return SIM_OK;
    if (place != floor(place)) return refuse_at(r, "is no whole number");
    if (r->q->against != SIM_NONE) last = fmin(last, last_place(r, r->q->against));
    if (place <= last) return SIM_OK;
    snprintf(wrong, sizeof wrong, "lies beyond the last %s of %.200s, %g",
             by_day ? "day" : "passage", r->m->file, last);
    return refuse_at(r, wrong);
}

static sim_status check_range(const reader *r, const sim_range *range, bool is_range)
{
    const at_kind kind = r->q->how->at;
    sim_status status;

    if (is_range && kind != ANY_RANGE && kind != TRUE_RANGE)
        return refuse_at(r, "is a range");
    if (!is_range && kind == TRUE_RANGE) return refuse_at(r, "is no range");
    if (is_range && !(range->from < range->to))
        return refuse_at(r, "does not end after it begins");
    status = check_place(r, range->from);
    return status == SIM_OK ? check_place(r, range->to) : status;
}

static sim_status check_sides(const reader *r)
{
    const bool two = r->q->two_places, against = r->q->against != SIM_NONE;

    if (two && against)
        return refuse(r, "at", r->m->at,
                      "compares two places where two arms are compared; one of the two "
                      "would be right");
    if (two && r->q->pair == SIM_ALONE)
        return refuse(r, "how", r->m->how,
                      "does not say how the two places are compared; with 'ratio' or "
                      "'difference' behind it it would be right");
    if (!two && !against && r->q->pair != SIM_ALONE)
        return refuse(r, "how", r->m->how,
                      "compares, but there is nothing to compare with; an arm in against, "
                      "or at = 8/1, would be right");
    return SIM_OK;
}

static sim_status read_at(const reader *r)
{
    char text[TEXT_SIZE], *stroke;
    sim_question *q = r->q;
    sim_status status = SIM_OK;
    bool is_range;

    snprintf(text, sizeof text, "%s", r->m->at);
    stroke = strchr(text, '/');
    if (stroke) *stroke = '\0';
    q->two_places = stroke != NULL;
    for (size_t i = 0; status == SIM_OK && i <= q->two_places; i++) {
        if (!read_range(i == 0 ? text : stroke + 1, &q->at[i], &is_range))
            return refuse_at(r, "is no place");
        status = check_range(r, &q->at[i], is_range);
    }
    return status == SIM_OK ? check_sides(r) : status;
}

/* ---- unit ----------------------------------------------------------------- */

static void print_unit(const reader *r, char unit[TEXT_SIZE])
{
    const unit_kind kind = r->q->how->unit;
    const char *time = r->q->chain->stages[r->q->stage].model->time_unit;

    snprintf(unit, TEXT_SIZE, "%s",
             kind == LOG10      ? "log10"
             : kind == TIME     ? time
             : kind == NO_UNIT  ? "1"
             : kind == PER_YEAR ? "1/year"
                                : r->unit);
    if (r->q->pair == SIM_RATIO)
        snprintf(unit, TEXT_SIZE, "1");
    else if (kind == LOG2_OF_IT)
        snprintf(unit, TEXT_SIZE, "log2 %s", r->unit);
    else if (kind == PER_TIME)
        snprintf(unit, TEXT_SIZE, "%s/%s", r->unit, time);
}

/* What is told in standard deviations is read in the unit of theirs. */
static sim_status check_sd(const reader *r)
{
    const sim_yardstick *y = r->q->chain->yardstick;
    char wrong[TEXT_SIZE];

    if (r->q->how->reduce != reduce_per_sd || strcmp(r->unit, y->sd_unit) == 0)
        return SIM_OK;
    snprintf(wrong, sizeof wrong,
             "takes a standard deviation of %g %s, and %.80s is in %.80s; a quantity in %s "
             "would be right",
             y->sd, y->sd_unit, r->m->quantity, r->unit, y->sd_unit);
    return refuse(r, "how", r->m->how, wrong);
}

static sim_status read_unit(const reader *r)
{
    const sim_units *units = r->ground->experiment->catalog->units;
    char unit[TEXT_SIZE], wrong[2 * TEXT_SIZE];
    sim_status status = check_sd(r);

    if (status != SIM_OK) return status;
    print_unit(r, unit);
    r->q->factor = 1;
    if (strcmp(unit, r->m->unit) == 0 ||
        sim_units_convert(units, 1, unit, r->m->unit, &r->q->factor))
        return SIM_OK;
    if (sim_units_lack_memory()) return sim_fail_memory(r->err, r->table->file);
    snprintf(wrong, sizeof wrong, "is no unit of what is read; %.200s would be right",
             unit);
    return refuse(r, "unit", r->m->unit, wrong);
}

/* ---- all ------------------------------------------------------------------ */

sim_status sim_question_init(sim_question *q, const sim_ground *ground,
                             const sim_measurements *table, const sim_measurement *m,
                             sim_error *err)
{
    reader r = {q, ground, table, m, NULL, err};
    sim_status status;

    *q = (sim_question){.chain = ground->chain, .row = m};
    status = read_quantity(&r);
    if (status == SIM_OK) status = read_how(&r);
    if (status == SIM_OK) status = check_where(&r);
    if (status == SIM_OK) status = read_arms(&r);
    if (status == SIM_OK) status = check_how(&r);
    if (status == SIM_OK) status = read_at(&r);
    return status == SIM_OK ? read_unit(&r) : status;
}

void sim_question_free(sim_question *q)
{
    free(q->term);
    free(q->below);
    q->term = q->below = NULL;
}
