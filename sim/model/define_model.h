/* define_model.h -- turn one .def file into one constant sim_model.
 *
 *     #define MODEL     knee
 *     #define MODEL_DEF "models/knee.def"
 *     #include "sim/model/define_model.h"      // defines: const sim_model model_knee
 *
 * The rows a .def file may hold; each name is declared above its use:
 *
 *     TITLE   (text, time unit)
 *     SECTION (name)                                           of the rows that follow
 *     PARAM   (name, default, low, high, unit, source, meaning)
 *     WHOLE   (name, default, low, high, unit, source, meaning)
 *     WORD    (name, words, meaning)                           the first is the default
 *     INPUT   (name, unit, meaning)                            from an earlier stage
 *     DERIVED (name, formula, unit, meaning)                   constants only
 *     CHANCE  (name, probability, meaning)
 *     REFUSE  (condition, text)                                before the run
 *     SPECIES (name, start, scale, unit, meaning)              counts; start and scale (see
 *     SIGNAL  (name, start, scale, unit, meaning)              sim_model) of constants
 *     RECORD  (name, start, unit, meaning)                     set by events
 *     RULE    (name, formula, unit, meaning)
 *     RATIO   (name, formula, unit, meaning)                   a RULE that a mixture of two
 *                                                              courses has of its mixed state
 *     ZERO    (rule, below)                                    nearer to 0 than this it is
 *                                                              rounding, and read as 0
 *     REACTION(name, equation, propensity, meaning)
 *     RATE    (signal, formula)                                its time derivative
 *     EVENT   (name, meaning)
 *     WHEN    (event, quantity, level)                         quantity rises through level
 *     AT      (event, k, time, count)                          time of the k-th, reached exactly
 *     LET     (event, name, formula)                           in order, before the SETs
 *     SET     (event, state, formula)                          sees the state before the event
 *     STOP    (event, condition)                               the stage ends, nothing is set
 *     REPORT  (event)                                          a row of the state before it
 *     COLUMN  (name)                                           in such a row
 *     EMPTY   (name, condition)                                where it holds, tables show an
 *                                                              empty cell
 *     WARN    (condition, text)                                at the end of the stage
 *     SUMMARY (name, reading, of, day, heading, meaning)       readings: sim_reading; the day
 *                                                              LAST is that of the end
 *     TELL    (name, least, span, better, words, source)       how it is told (sim_telling)
 *     SHARE   (name, least, span, better, words, source)       the same, told in percent
 *     AGAINST (name, least, span, better, words, source)       what it differs by from the
 *                                                              background, told likewise
 *     HEADLINE(best, worst)                                    summaries that a figure's title
 *                                                              is about
 *     COUNTED (name, place, least, span, better, words, source)
 *                                                              what is counted of a cohort and
 *                                                              told INSTEAD_OF the headline or,
 *                                                              below the title, BESIDE it
 *
 * A .def file may include another, so that a part is written once.
 *
 * A formula is a C expression in the bare names of what was declared above it, and `t`
 * (the one reserved name: all that is generated has an underscore at its end).  It is
 * compiled, and its text is kept.  It may use numbers, + - * / ( ), and
 *
 *     H(x, k)  min  max  exp  expm1  log  log1p  log2  pow  sqrt
 *     pairs(A)                  pairs that can meet: A*A/2 in the mean, A(A-1)/2 in counts
 *     sample(A, f)              part f of A cells: A*f in the mean, a binomial draw in
 *                               counts; in a LET or SET only
 *     when(condition, a, b)     a where a comparison holds, else b
 *
 * but no ?:, && or ||, so that the same rows can be compiled for several parameter sets
 * at once and written as SBML.
 */
#include <math.h>

#include "sim/model/model.h"

#include "sim/model/model_numbers.h"

/* Under -fno-builtin a compiler must be told that their values are all that comes of them, or
 * it works out those too that a function does not use. */
#define PURE_ __attribute__((const))
PURE_ double exp(double);
PURE_ double expm1(double);
PURE_ double log(double);
PURE_ double log1p(double);
PURE_ double log2(double);
PURE_ double pow(double, double);
#undef PURE_

/* The tables.  Each ends in an empty row, so that none is an array of size zero. */

#define LAST ((double)INFINITY)
#define HERE_ \
    { \
        __FILE__, __LINE__ \
    }

#define NUMBER_(kind_, id, value_, low_, high_, unit_, source_, meaning_) \
    {.kind = kind_, \
     .name = #id, \
     .slot = P_##id, \
     .value = value_, \
     .low = low_, \
     .high = high_, \
     .unit = unit_, \
     .source = source_, \
     .meaning = meaning_, \
     .at = HERE_},
#define FIELDS_(kind_, id, slot_, formula_, scale_, unit_, meaning_) \
    .kind = kind_, .name = #id, .slot = slot_, .formula = formula_, .scale = scale_, \
    .unit = unit_, .meaning = meaning_, .at = HERE_
#define NAMED_(kind, id, ...) {FIELDS_(kind, id, __VA_ARGS__)},

static const sim_symbol symbols_[] = {
#define SECTION(id) {.kind = SIM_SECTION, .name = #id, .at = HERE_},
#define PARAM(id, ...) NUMBER_(SIM_PARAM, id, __VA_ARGS__)
#define WHOLE(id, ...) NUMBER_(SIM_WHOLE, id, __VA_ARGS__)
#define WORD(id, words_, meaning_) \
    {.kind = SIM_WORD, \
     .name = #id, \
     .slot = P_##id, \
     .unit = "1", \
     .source = "definition", \
     .meaning = meaning_, \
     .words = words_, \
     .at = HERE_},
#define INPUT(id, unit, meaning) NAMED_(SIM_INPUT, id, P_##id, NULL, NULL, unit, meaning)
#define DERIVED(id, formula, unit, meaning) \
    NAMED_(SIM_DERIVED, id, P_##id, #formula, NULL, unit, meaning)
#define CHANCE(id, formula, meaning) \
    NAMED_(SIM_CHANCE, id, P_##id, #formula, NULL, "1", meaning)
#define SPECIES(id, start, scale, unit, meaning) \
    NAMED_(SIM_SPECIES, id, X_##id, #start, #scale, unit, meaning)
#define SIGNAL(id, start, scale, unit, meaning) \
    NAMED_(SIM_SIGNAL, id, X_##id, #start, #scale, unit, meaning)
#define RECORD(id, start, unit, meaning) \
    NAMED_(SIM_RECORD, id, X_##id, #start, NULL, unit, meaning)
#define RULE(id, formula, unit, meaning) \
    NAMED_(SIM_RULE, id, O_##id, #formula, NULL, unit, meaning)
#define RATIO(id, formula, unit, meaning) \
    {FIELDS_(SIM_RULE, id, O_##id, #formula, NULL, unit, meaning), .is_ratio = true},
#include "sim/model/model_pass.h"
    {.kind = SIM_SECTION}};

static const sim_flow flows_[] = {
#define REACTION(id, equation, formula, meaning) \
    {#id, equation, #formula, meaning, 0, HERE_},
#include "sim/model/model_pass.h"
#define RATE(id, formula) {#id, NULL, #formula, NULL, X_##id, HERE_},
#include "sim/model/model_pass.h"
    {0}};

static const sim_event events_[] = {
#define EVENT(id, meaning) {#id, meaning, HERE_},
#include "sim/model/model_pass.h"
    {0}};

static const sim_crossing crossings_[] = {
#define WHEN(event, quantity, level) {E_##event, #quantity, #level, HERE_},
#include "sim/model/model_pass.h"
    {0}};

static const sim_timetable timetables_[] = {
#define AT(event, k, time, count) {E_##event, #k, #time, #count, HERE_},
#include "sim/model/model_pass.h"
    {0}};

static const sim_action lets_[] = {
#define LET(event, name, formula) {E_##event, #name, #formula, HERE_},
#include "sim/model/model_pass.h"
    {0}};

/* `0 * X_state` makes a SET of what is no state a compiler error at its own line. */
static const sim_action sets_[] = {
#define SET(event, state, formula) {E_##event + 0 * X_##state, #state, #formula, HERE_},
#include "sim/model/model_pass.h"
    {0}};

static const sim_action stops_[] = {
#define STOP(event, condition) {E_##event, NULL, #condition, HERE_},
#include "sim/model/model_pass.h"
    {0}};

static const size_t reports_[] = {
#define REPORT(event) E_##event,
#include "sim/model/model_pass.h"
    0};

static const size_t columns_[] = {
#define COLUMN(name) S_##name,
#include "sim/model/model_pass.h"
    0};

static const sim_blank blanks_[] = {
#define EMPTY(name, condition) {S_##name, #condition, HERE_},
#include "sim/model/model_pass.h"
    {0}};

static const sim_zero zeros_[] = {
#define ZERO(name, below) {S_##name, #below},
#include "sim/model/model_pass.h"
    {0}};

static const sim_notice refusals_[] = {
#define REFUSE(condition, text) {#condition, text, HERE_},
#include "sim/model/model_pass.h"
    {0}};

static const sim_notice warnings_[] = {
#define WARN(condition, text) {#condition, text, HERE_},
#include "sim/model/model_pass.h"
    {0}};

static const sim_summary summaries_[] = {
#define SUMMARY(id, reading, of, day, heading, meaning) \
    {#id, SIM_##reading, S_##of, day, heading, meaning, NULL, NULL},
#include "sim/model/model_pass.h"
    {0}};

static const sim_telling tellings_[] = {
#define TELL(name, least, span, better, words, source) \
    {S_##name, least, span, SIM_##better##_IS_BETTER, words, source, HERE_, false},
#define SHARE(name, least, span, better, words, source) \
    {S_##name, least, span, SIM_##better##_IS_BETTER, words, source, HERE_, true},
#include "sim/model/model_pass.h"
    {0}};

static const sim_against againsts_[] = {
#define AGAINST(name, least, span, better, words, source) \
    {#name "_against_background", \
     {S_##name, least, span, SIM_##better##_IS_BETTER, words, source, HERE_, false}},
#include "sim/model/model_pass.h"
    {0}};

/* What a formula may call, beside <math.h>. */

static inline sim_real min(sim_real a, sim_real b) { return a < b ? a : b; }
static inline sim_real max(sim_real a, sim_real b) { return a > b ? a : b; }
static inline sim_real H(sim_real x, sim_real k) { return x / (x + k); }
static inline sim_real when(bool condition, sim_real a, sim_real b)
{
    return condition ? a : b;
}
static inline sim_real pairs_in_mean_(sim_real n) { return 0.5 * n * n; }
static inline sim_real pairs_in_counts_(sim_real n) { return 0.5 * n * (n - 1); }
static inline sim_real sample_(const sim_sampler *sampler, sim_real n, sim_real part)
{
    return sampler ? sampler->draw(sampler->data, n, part) : n * part;
}

/* The functions: in each, a formula sees the bare names it is written in. */

static void derive_(double p_[])
{
    (void)p_;
#define UNPACK_(id, value) \
    const sim_real id = (value); \
    (void)id;
#define WORKED_OUT_(id, formula) \
    const sim_real id = (formula); \
    p_[P_##id] = id;
#define PARAM(id, ...) UNPACK_(id, p_[P_##id])
#define WHOLE(id, ...) UNPACK_(id, p_[P_##id])
#define INPUT(id, ...) UNPACK_(id, p_[P_##id])
#define DERIVED(id, formula, ...) WORKED_OUT_(id, formula)
#define CHANCE(id, formula, ...) WORKED_OUT_(id, formula)
#include "sim/model/model_pass.h"
}

static void refuse_(const double p_[], double out_[])
{
    size_t n_ = 0;

    (void)p_;
#include "sim/model/model_constants.h"
#define REFUSE(condition, text) out_[n_++] = (condition);
#include "sim/model/model_pass.h"
    (void)n_, (void)out_;
}

static void start_(const double p_[], double x_[])
{
    (void)p_, (void)x_;
#include "sim/model/model_constants.h"
#define SPECIES(id, start, ...) x_[X_##id] = (start);
#define SIGNAL(id, start, ...) x_[X_##id] = (start);
#define RECORD(id, start, ...) x_[X_##id] = (start);
#include "sim/model/model_pass.h"
}

static void scales_(const double p_[], double out_[])
{
    (void)p_, (void)out_;
#include "sim/model/model_constants.h"
#define SPECIES(id, start, size, ...) out_[X_##id] = (size);
#define SIGNAL(id, start, size, ...) out_[X_##id] = (size);
#include "sim/model/model_pass.h"
}

static void rates_(double t, const double x_[], const double p_[], double out_[])
{
    (void)out_;
#define pairs pairs_in_mean_
#define REACTION(id, equation, formula, meaning) out_[V_REACTION_##id] = (formula);
#define RATE(id, formula) out_[V_##id] = (formula);
#include "sim/model/model_body.h"
#undef pairs
}

static void propensities_(double t, const double x_[], const double p_[], double out_[])
{
    (void)out_;
#define pairs pairs_in_counts_
#define REACTION(id, equation, formula, meaning) out_[V_REACTION_##id] = (formula);
#define RATE(id, formula) out_[V_##id] = (formula);
#include "sim/model/model_body.h"
#undef pairs
}

static void observe_(double t, const double x_[], const double p_[], double out_[])
{
    (void)out_;
#define RULE(id, formula, ...) \
    const sim_real id = (formula); \
    out_[O_##id] = id;
#define ZERO(id, below) out_[O_##id] = id < (below) && id > -(below) ? 0 : out_[O_##id];
#include "sim/model/model_body.h"
}

static void gaps_(double t, const double x_[], const double p_[], double out_[])
{
    (void)out_;
#define WHEN(event, quantity, level) out_[W_##event] = (quantity) - (level);
#include "sim/model/model_body.h"
}

static void warn_(double t, const double x_[], const double p_[], double out_[])
{
    size_t n_ = 0;

    (void)out_;
#define WARN(condition, text) out_[n_++] = (condition);
#include "sim/model/model_body.h"
    (void)n_;
}

static void blank_(double t, const double x_[], const double p_[], double out_[])
{
    size_t n_ = 0;

    (void)out_;
#define EMPTY(name, condition) out_[n_++] = (condition);
#include "sim/model/model_body.h"
    (void)n_;
}

static void times_(double t, const double x_[], const double p_[], const double k_[],
                   double out_[])
{
    (void)k_, (void)out_;
#define AT(event, k, time, count) \
    { \
        const sim_real k = k_[A_##event]; \
        out_[A_##event] = k < (count) ? (time) : (double)INFINITY; \
    }
#include "sim/model/model_body.h"
}

static bool fire_(size_t event_, const sim_moment *before_, double after_[])
{
    const double t = before_->t, *const x_ = before_->x, *const p_ = before_->p;
    bool stops_here_ = false;

    (void)event_, (void)after_;
#define sample(n, part) sample_(before_->sampler, n, part)
#define LET(event, name, formula) \
    const sim_real name = event_ == E_##event ? (formula) : 0; \
    (void)name;
#define SET(event, state, formula) \
    if (event_ == E_##event) after_[X_##state] = (formula);
#define STOP(event, condition) \
    if (event_ == E_##event && (condition)) stops_here_ = true;
#include "sim/model/model_body.h"
#undef sample
    return stops_here_;
}

#define PASTE_(a, b) a##b
#define MODEL_NAMED_(name) PASTE_(model_, name)
#define TEXT_OF_(a) #a
#define TEXT_(a) TEXT_OF_(a)
#define LENGTH_(table) (sizeof(table) / sizeof *(table)-1)

extern const sim_model MODEL_NAMED_(MODEL);
const sim_model MODEL_NAMED_(MODEL) = {
#define TITLE(text, unit) .title = text, .time_unit = unit,
#define HEADLINE(best, worst) .headline = {Y_##best, Y_##worst}, .has_headline = true,
#define COUNTED(id, where, least, span, better, words, source) \
    .counted = {#id, \
                {0, least, span, SIM_##better##_IS_BETTER, words, source, HERE_, true}, \
                SIM_##where##_HEADLINE},
#include "sim/model/model_pass.h"
    .name = TEXT_(MODEL),
    .symbols = symbols_,
    .flows = flows_,
    .events = events_,
    .crossings = crossings_,
    .timetables = timetables_,
    .lets = lets_,
    .sets = sets_,
    .stops = stops_,
    .reports = reports_,
    .columns = columns_,
    .refusals = refusals_,
    .warnings = warnings_,
    .blanks = blanks_,
    .zeros = zeros_,
    .summaries = summaries_,
    .tellings = tellings_,
    .againsts = againsts_,
    .n_symbols = N_SYMBOLS_,
    .n_constants = N_CONSTANTS_,
    .n_states = N_STATES_,
    .n_rules = N_RULES_,
    .n_moving = N_MOVING_,
    .n_reactions = N_REACTIONS_,
    .n_flows = N_FLOWS_,
    .n_events = N_EVENTS_,
    .n_crossings = N_CROSSINGS_,
    .n_timetables = N_TIMETABLES_,
    .n_lets = LENGTH_(lets_),
    .n_sets = LENGTH_(sets_),
    .n_stops = LENGTH_(stops_),
    .n_reports = LENGTH_(reports_),
    .n_columns = LENGTH_(columns_),
    .n_refusals = LENGTH_(refusals_),
    .n_warnings = LENGTH_(warnings_),
    .n_blanks = LENGTH_(blanks_),
    .n_zeros = LENGTH_(zeros_),
    .n_summaries = N_SUMMARIES_,
    .n_tellings = LENGTH_(tellings_),
    .n_againsts = LENGTH_(againsts_),
    .derive = derive_,
    .refuse = refuse_,
    .blank = blank_,
    .start = start_,
    .scales = scales_,
    .rates = rates_,
    .propensities = propensities_,
    .observe = observe_,
    .gaps = gaps_,
    .warn = warn_,
    .times = times_,
    .fire = fire_,
};
