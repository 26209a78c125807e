#include "sim/study/question.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/number.h"
#include "sim/io/text.h"
#include "sim/study/reduction.h"

enum { TEXT_SIZE = 512, LEAST = 4 };

static const char *const pair_names[] = {
    [SIM_RATIO] = "ratio", [SIM_DIFFERENCE] = "difference"};

/* ---- answering ------------------------------------------------------------ */

bool sim_question_is_of_cohort(const sim_question *q) { return !q->how->reduce; }

bool sim_question_needs_course(const sim_question *q) { return q->span == SIM_AT_OUTPUT; }

bool sim_question_needs_fine(const sim_question *q) { return q->span == SIM_BEFORE_REPORT; }

/* In the row's unit; infinite only where a time is asked for that never comes. */
static double finish(const sim_question *q, double x)
{
    return isfinite(x) || q->how->unit == SIM_TIME ? q->factor * x : NAN;
}

double sim_question_answer(const sim_question *q, const sim_solved *solved)
{
    const sim_view one = sim_view_of(q, solved, q->arm);
    const bool two_arms = q->against != SIM_NONE;
    const sim_view other = two_arms ? sim_view_of(q, solved, q->against) : one;
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
    symbol = sim_question_symbol(q, population->apart);
    sim_bug(!symbol);
    return sim_outcome_end(sim_view_of(q, solved, q->arm).outcome, symbol) > 0;
}

/* Why an arm has nothing at a place; NULL: it has. */
static const char *why_nothing(const sim_view *v, double place)
{
    if (v->q->span == SIM_AT_OUTPUT || v->outcome->skipped ||
        v->q->how->at == SIM_ONE_TIME ||
        !isnan(sim_view_report(v, v->q->chain->yardstick->number, place)))
        return NULL;
    return isinf(place) ? "growth does not end by the last passage of the file"
                        : "the culture ends before that passage";
}

static const char *why_none(const sim_question *q, const sim_solved *solved)
{
    const sim_view one = sim_view_of(q, solved, q->arm);
    const sim_view other =
        q->against != SIM_NONE ? sim_view_of(q, solved, q->against) : one;
    const sim_range *first = &q->at[0], *second = &q->at[q->two_places];
    const char *why[] = {why_nothing(&one, first->from), why_nothing(&one, first->to),
                         why_nothing(&other, second->from),
                         why_nothing(&other, second->to)};

    for (size_t i = 0; i < sizeof why / sizeof *why; i++) {
        if (why[i]) return why[i];
    }
    if (q->how->demand == SIM_A_LIMIT && q->pair != SIM_ALONE)
        return "neither falls below the limit";
    return q->how->at == SIM_ONE_TIME
               ? "that day lies before the first harvest or after the last"
               : "what is read is empty there";
}

const char *sim_question_remark(const sim_question *q, const sim_solved *solved,
                                double answer)
{
    const sim_view v = sim_view_of(q, solved, q->arm);

    if (isnan(answer)) return why_none(q, solved);
    if (q->how->demand == SIM_A_LIMIT && q->pair == SIM_ALONE && isinf(answer) &&
        sim_view_read(&v, fmax(1, q->at[0].from)) < q->row->limit)
        return "it is below the limit from the first day on, and so never crosses it";
    return NULL;
}

/* Is it how far growth comes?  What only rises lies beyond the last report if that does. */
static bool is_of_growth(const sim_question *q)
{
    const sim_yardstick *y = q->chain->yardstick;
    const char *const rising[] = {y->number, y->time, y->progress};

    if (q->pair != SIM_ALONE || strcmp(q->how->name, "value") != 0 ||
        isfinite(q->at[0].from))
        return false;
    for (size_t i = 0; i < sizeof rising / sizeof *rising; i++) {
        if (strcmp(rising[i], q->row->quantity) == 0) return true;
    }
    return false;
}

bool sim_question_is_outlasted(const sim_question *q, const sim_solved *solved)
{
    const sim_yardstick *y = q->chain->yardstick;
    const sim_view v = sim_view_of(q, solved, q->arm);
    const size_t n = v.outcome->result.reports.n;

    if (!is_of_growth(q) || v.outcome->skipped || n == 0 ||
        !isnan(sim_view_report(&v, y->number, INFINITY)))
        return false;
    return sim_outcome_report(v.outcome, sim_question_symbol(q, y->number), n - 1) >=
           sim_outcome_end(v.outcome, sim_question_symbol(q, y->last));
}

void sim_question_place(const sim_question *q, const sim_solved *solved, double *place,
                        double *progress)
{
    const sim_view v = sim_view_of(q, solved, q->arm);

    *place = q->at[0].from;
    *progress = NAN;
    if (q->how->at == SIM_ONE_TIME || q->span == SIM_AT_OUTPUT || v.outcome->skipped)
        return;
    *place = sim_view_place(&v, q->at[0].from);
    *progress = sim_view_report(&v, q->chain->yardstick->progress, q->at[0].from);
}

double sim_question_responds(const sim_question *q, const sim_solved *solved,
                             const double noise[SIM_VISITS])
{
    const sim_visits *measured = &q->chain->population->measured;
    const sim_responder *rule = &q->chain->population->responders[0];
    const sim_view v = sim_view_of(q, solved, q->arm);
    const double days[SIM_VISITS] = {measured->before, q->at[0].from};
    double told[SIM_VISITS];

    for (size_t i = 0; i < SIM_VISITS; i++)
        told[i] = sim_visits_read(measured, sim_view_read(&v, days[i]), noise[i]);
    return sim_responder_read(rule, told[0], told[1]);
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
        sim_bug(term->n_symbols == SIM_TERM_NAMES);
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

    for (size_t i = 0; sim_reduction_at(i); i++)
        sim_choice_offer(&choice, sim_reduction_at(i)->name);
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
    for (size_t i = 0; word && sim_reduction_at(i); i++) {
        if (strcmp(sim_reduction_at(i)->name, word) == 0) q->how = sim_reduction_at(i);
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
    const sim_reduced_where where = r->q->how->where;
    char wrong[TEXT_SIZE];

    if (where == SIM_ANYWHERE || (where == SIM_OUTPUTS_ONLY) == at_output) return SIM_OK;
    snprintf(wrong, sizeof wrong,
             "is read %s, and %.80s %s; another of the two would be "
             "right",
             where == SIM_OUTPUTS_ONLY ? "by day" : "by passage", r->m->quantity,
             at_output ? "by day" : "by passage");
    return refuse(r, "how", r->m->how, wrong);
}

static sim_status refuse_pooled(const reader *r)
{
    const sim_yardstick *y = r->q->chain->yardstick;
    char names[TEXT_SIZE] = "nothing", wrong[2 * TEXT_SIZE];
    size_t length = 0;

    for (size_t i = 0; i < y->n_pooled && length < sizeof names; i++)
        length += (size_t)snprintf(names + length, sizeof names - length, "%s%s",
                                   i > 0 ? ", " : "", y->pooled[i].name);
    snprintf(wrong, sizeof wrong, "pools %s alone; 'mean' would be right for others",
             names);
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
    return refuse_pooled(r);
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

static sim_status check_arms(const reader *r)
{
    if (r->ground->experiment->n_arms > 1) return SIM_OK;
    return refuse(r, "how", r->m->how,
                  "needs other arms, and the file has one; 'value' would be right");
}

static sim_status check_limit(const reader *r)
{
    char limit[SIM_NUMBER_SIZE];

    if (r->m->limit > 0) return SIM_OK;
    sim_number_print(limit, r->m->limit, SIM_NUMBER_SHORT);
    return refuse(r, "limit", isnan(r->m->limit) ? "" : limit,
                  "is no share that day_below could ask for; 0.01 would be right");
}

/* What is told in standard deviations is read in the unit of theirs. */
static sim_status check_sd(const reader *r)
{
    const sim_yardstick *y = r->q->chain->yardstick;
    char wrong[TEXT_SIZE];

    if (strcmp(r->unit, y->sd_unit) == 0) return SIM_OK;
    snprintf(wrong, sizeof wrong,
             "takes a standard deviation of %g %s, and %.80s is in %.80s; a quantity in %s "
             "would be right",
             y->sd, y->sd_unit, r->m->quantity, r->unit, y->sd_unit);
    return refuse(r, "how", r->m->how, wrong);
}

static sim_status check_how(const reader *r)
{
    switch (r->q->how->demand) {
    case SIM_A_SUM_OF_PARTS:
        return check_pooled(r);
    case SIM_A_COHORT:
        return check_responders(r);
    case SIM_OTHER_ARMS:
        return check_arms(r);
    case SIM_A_LIMIT:
        return check_limit(r);
    case SIM_THE_SD:
        return check_sd(r);
    default:
        return SIM_OK;
    }
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
    case SIM_ONE_PLACE:
        return by_day ? "one day such as 182" : "one passage such as 8, or end,";
    case SIM_ONE_TIME:
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
    symbol = sim_question_symbol(r->q, chain->yardstick->last);
    return r->ground->params[arm * chain->n_stages + r->q->stage][symbol->slot];
}

/* Days are read where outputs lie, and passages have whole numbers. */
static sim_status check_place(const reader *r, double place)
{
    const bool by_day = r->q->span == SIM_AT_OUTPUT,
               any_time = r->q->how->at == SIM_ONE_TIME;
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
    const sim_reduced_at kind = r->q->how->at;
    sim_status status;

    if (is_range && kind != SIM_ANY_RANGE && kind != SIM_TRUE_RANGE)
        return refuse_at(r, "is a range");
    if (!is_range && kind == SIM_TRUE_RANGE) return refuse_at(r, "is no range");
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
    const sim_reduced_unit kind = r->q->how->unit;
    const char *time = r->q->chain->stages[r->q->stage].model->time_unit;

    snprintf(unit, TEXT_SIZE, "%s",
             kind == SIM_LOG10      ? "log10"
             : kind == SIM_TIME     ? time
             : kind == SIM_NO_UNIT  ? "1"
             : kind == SIM_PER_YEAR ? "1/year"
                                    : r->unit);
    if (r->q->pair == SIM_RATIO)
        snprintf(unit, TEXT_SIZE, "1");
    else if (kind == SIM_LOG2_OF_IT)
        snprintf(unit, TEXT_SIZE, "log2 %s", r->unit);
    else if (kind == SIM_PER_TIME)
        snprintf(unit, TEXT_SIZE, "%s/%s", r->unit, time);
}

static sim_status read_unit(const reader *r)
{
    const sim_units *units = r->ground->experiment->catalog->units;
    char unit[TEXT_SIZE], wrong[2 * TEXT_SIZE];

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
