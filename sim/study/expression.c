#include "sim/study/expression.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/number.h"
#include "sim/io/text.h"
#include "sim/study/expression_parts.h"

enum { NAME_SIZE = 96, DEEPEST = 40, ARGS_MOST = 8, TEXT_SIZE = 600 };

/* ---- functions ------------------------------------------------------------- */

static double add(double a, double b) { return a + b; }
static double subtract(double a, double b) { return a - b; }
static double multiply(double a, double b) { return a * b; }
static double divide(double a, double b) { return a / b; }
static double negate(double a, double b) { return (void)b, -a; }
static double lesser(double a, double b) { return isnan(a) || a < b ? a : b; }
static double greater(double a, double b) { return isnan(a) || a > b ? a : b; }
static double size_of(double a, double b) { return (void)b, fabs(a); }
static double root(double a, double b) { return (void)b, sqrt(a); }
static double power_of_e(double a, double b) { return (void)b, exp(a); }
static double log_e(double a, double b) { return (void)b, log(a); }
static double log_2(double a, double b) { return (void)b, log2(a); }
static double log_10(double a, double b) { return (void)b, log10(a); }

/* What a function does to units. */
typedef enum { ALIKE, ROOT, PLAIN } behaviour;

static const struct {
    const char *name;
    double (*compute)(double a, double b);
    size_t n_args;
    behaviour behaviour;
} functions[] = {
    {"min", lesser, 2, ALIKE}, {"max", greater, 2, ALIKE},    {"abs", size_of, 1, ALIKE},
    {"sqrt", root, 1, ROOT},   {"exp", power_of_e, 1, PLAIN}, {"log", log_e, 1, PLAIN},
    {"log2", log_2, 1, PLAIN}, {"log10", log_10, 1, PLAIN},
};
enum { N_FUNCTIONS = sizeof functions / sizeof *functions };

/* ---- reading --------------------------------------------------------------- */

typedef sim_expression_part part;
typedef sim_expression_reader reader;

static sim_status read_sum(reader *r, part *sum);

static void skip_blanks(reader *r)
{
    while (r->at < r->end && isspace((unsigned char)*r->at)) r->at++;
}

/* The next character that is no blank; 0 at the end. */
static char next(reader *r)
{
    skip_blanks(r);
    return r->at < r->end ? *r->at : '\0';
}

static bool take(reader *r, char wanted)
{
    if (next(r) != wanted) return false;
    r->at++;
    return true;
}

static sim_status expected(reader *r, const char *what)
{
    skip_blanks(r);
    return r->at < r->end
               ? sim_expression_refuse(r, what, "'%.40s' cannot stand there", r->at)
               : sim_expression_refuse(r, what, "it ends too early");
}

static sim_status put_number(reader *r, double number)
{
    return sim_expression_put(r, (sim_expression_code){.number = number});
}

/* ---- numbers and names ----------------------------------------------------- */

/* How many bytes from `at` on are words of units, with strokes, points and blanks between them. */
static size_t unit_length(const reader *r, const char *at)
{
    const char *c = at;
    size_t length = 0;

    for (;;) {
        const char *word = c;

        while (c < r->end &&
               (isalpha((unsigned char)*c) || *c == '%' || (unsigned char)*c >= 0x80))
            c++;
        if (!sim_units_name(word, (size_t)(c - word))) return length;
        while (c < r->end && isdigit((unsigned char)*c)) c++;
        length = (size_t)(c - at);
        if (c == r->end || !strchr("/. ", *c)) return length;
        c++;
    }
}

/* What is in % is a plain number. */
static sim_status take_unit(reader *r, size_t length, part *p)
{
    char unit[SIM_UNIT_TEXT];
    const bool fits = length < sizeof unit;

    memcpy(unit, r->at, fits ? length : 0);
    unit[fits ? length : 0] = '\0';
    if (!fits || !sim_units_known(r->world->units, unit))
        return sim_expression_refuse(r, "mm or pg/mL", "'%.40s' is no unit", r->at);
    r->at += length;
    if (strcmp(unit, "%") == 0 || strcmp(unit, "percent") == 0) {
        r->expression->code[r->expression->n - 1].number /= 100;
        *p = sim_expression_plain();
        return SIM_OK;
    }
    return sim_expression_measure(r, unit, p);
}

static sim_status read_number(reader *r, part *p)
{
    double number;
    const char *behind;
    size_t length;
    sim_status status;

    if (!sim_number_parse_start(r->at, &number, &behind) || behind > r->end)
        return sim_expression_refuse(r, "one such as 12.5 or 1e7", "'%.40s' is no number",
                                     r->at);
    r->at = behind;
    *p = sim_expression_plain();
    p->is_open = p->is_number = true;
    p->number = number;
    status = put_number(r, number);
    if (status != SIM_OK) return status;
    skip_blanks(r);
    length = unit_length(r, r->at);
    if (length > 0) return take_unit(r, length, p);
    if (r->at < r->end && (isalpha((unsigned char)*r->at) || *r->at == '_'))
        return sim_expression_refuse(r, "a unit, or an operator before a name",
                                     "'%.40s' behind a number is no unit", r->at);
    return SIM_OK;
}

static bool is_of_name(char c) { return isalnum((unsigned char)c) || c == '_' || c == '.'; }

static sim_status put_named(reader *r, const sim_named *named, part *p)
{
    sim_status status = sim_expression_measure(r, named->unit, p);

    if (status != SIM_OK) return status;
    return sim_expression_put(r,
                              (sim_expression_code){.slot = named->slot, .is_slot = true});
}

static sim_status read_name(reader *r, const char *name, part *p)
{
    const sim_expression_world *w = r->world;
    sim_nearest nearest = {.wanted = name};
    sim_named named;

    for (size_t i = 0; w->name(w->scope, i, &named); i++) {
        if (strcmp(named.name, name) == 0) return put_named(r, &named, p);
        sim_nearest_offer(&nearest, named.name);
    }
    if (nearest.best)
        return sim_expression_refuse(r, nearest.best, "unknown number '%s'", name);
    return sim_expression_refuse(r, "one that columns.csv of a run lists",
                                 "unknown number '%s'", name);
}

/* ---- calls ----------------------------------------------------------------- */

/* Has the world one of that name too? */
static bool is_of_world(const sim_expression_world *w, const char *name)
{
    const char *own;

    for (size_t i = 0; w->function && (own = w->function(i)) != NULL; i++)
        if (strcmp(own, name) == 0) return true;
    return false;
}

static sim_status refuse_function(const reader *r, const char *name)
{
    sim_choice choice = {.nearest = {.wanted = name}};
    const char *own;

    for (size_t i = 0; r->world->function && (own = r->world->function(i)) != NULL; i++)
        sim_choice_offer(&choice, own);
    for (size_t i = 0; i < N_FUNCTIONS; i++)
        if (!is_of_world(r->world, functions[i].name))
            sim_choice_offer(&choice, functions[i].name);
    if (choice.nearest.best)
        return sim_expression_refuse(r, choice.nearest.best, "unknown function '%s'", name);
    return sim_expression_refuse(r, choice.all, "unknown function '%s'", name);
}

/* Splits what stands in parentheses from `text` on, in place; *n is ARGS_MOST + 1 where there
 * are too many. */
static void split_args(char *text, char *args[], size_t *n)
{
    int depth = 0;

    args[0] = text;
    *n = *sim_text_trim(text) ? 1 : 0;
    for (char *c = text; *c && *n <= ARGS_MOST; c++) {
        depth += (*c == '(') - (*c == ')');
        if (*c != ',' || depth > 0) continue;
        *c = '\0';
        if (*n < ARGS_MOST) args[*n] = c + 1;
        ++*n;
    }
    for (size_t i = 0; i < *n && *n <= ARGS_MOST; i++) args[i] = sim_text_trim(args[i]);
}

/* Where the parenthesis that is open at `at` closes; NULL: nowhere. */
static const char *find_close(const reader *r)
{
    int depth = 1;
    const char *c = r->at;

    for (; c < r->end; c++) {
        depth += (*c == '(') - (*c == ')');
        if (depth == 0) return c;
    }
    return NULL;
}

/* A function that the world has; *is_own is false where it has none of that name. */
static sim_status call_own(reader *r, const char *name, bool *is_own, part *p)
{
    const char *close = find_close(r);
    char text[TEXT_SIZE], *args[ARGS_MOST];
    sim_expression_call call = {.name = name, .args = args, .row = r->row};
    sim_named named;
    sim_status status;

    *is_own = false;
    if (!r->world->call || !close || close - r->at >= TEXT_SIZE) return SIM_OK;
    memcpy(text, r->at, (size_t)(close - r->at));
    text[close - r->at] = '\0';
    split_args(text, args, &call.n_args);
    if (call.n_args > ARGS_MOST) return SIM_OK;
    status = r->world->call(r->world->scope, &call, is_own, &named, r->err);
    if (status != SIM_OK || !*is_own) return status;
    r->at = close + 1;
    return put_named(r, &named, p);
}

/* What a function does to the unit of its first argument, which is on top. */
static sim_status behave(reader *r, size_t f, part *p)
{
    const part plain = sim_expression_plain();
    sim_status status = SIM_OK;

    p->is_number = false;
    if (functions[f].behaviour == ALIKE) return SIM_OK;
    if (functions[f].behaviour == PLAIN) {
        if (!sim_expression_is_alike(p, &plain))
            return sim_expression_refuse(r, "what has no unit", "%s is taken of %s",
                                         functions[f].name, p->unit);
        status = sim_expression_rescale(r, p, &plain);
        *p = plain;
        return status;
    }
    for (size_t i = 0; i < SIM_BASES; i++) p->dimension.power[i] /= 2;
    p->dimension.scale = sqrt(p->dimension.scale);
    if (!sim_unit_words_root(&p->words) || !sim_unit_words_print(&p->words, p->unit))
        return sim_expression_refuse(r, "that of a square", "sqrt is taken of %s", p->unit);
    return SIM_OK;
}

static sim_status call_known(reader *r, const char *name, part *p)
{
    size_t f = 0;
    part second;
    sim_status status;

    while (f < N_FUNCTIONS && strcmp(functions[f].name, name) != 0) f++;
    if (f == N_FUNCTIONS) return refuse_function(r, name);
    status = read_sum(r, p);
    if (status == SIM_OK && functions[f].n_args == 2) {
        if (!take(r, ',')) return expected(r, "a comma and a second number");
        status = read_sum(r, &second);
        if (status == SIM_OK)
            status = sim_expression_make_alike(r, "it compares", p, &second);
    }
    if (status == SIM_OK) status = behave(r, f, p);
    if (status == SIM_OK && !take(r, ')')) status = expected(r, "a )");
    if (status != SIM_OK) return status;
    return sim_expression_put(r,
                              (sim_expression_code){.compute = functions[f].compute,
                                                    .is_unary = functions[f].n_args == 1});
}

static sim_status read_word(reader *r, part *p)
{
    char name[NAME_SIZE] = "";
    size_t n = 0;
    bool is_own;
    sim_status status;

    while (r->at + n < r->end && is_of_name(r->at[n])) n++;
    if (n == 0) return expected(r, "a number, a name or a (");
    if (n >= sizeof name)
        return sim_expression_refuse(r, "one of columns.csv", "a name is too long");
    memcpy(name, r->at, n);
    r->at += n;
    if (!take(r, '(')) return read_name(r, name, p);
    status = call_own(r, name, &is_own, p);
    return status == SIM_OK && !is_own ? call_known(r, name, p) : status;
}

/* ---- operators ------------------------------------------------------------- */

static sim_status read_signed(reader *r, part *p);

static sim_status read_primary(reader *r, part *p)
{
    const char c = next(r);
    sim_status status;

    if (isdigit((unsigned char)c) || c == '.') return read_number(r, p);
    if (!take(r, '(')) return read_word(r, p);
    status = read_sum(r, p);
    if (status == SIM_OK && !take(r, ')')) status = expected(r, "a )");
    return status;
}

/* 2 ^ 3 ^ 2 is 2 ^ 9. */
static sim_status read_power(reader *r, part *p)
{
    part exponent;
    sim_status status = read_primary(r, p);

    if (status != SIM_OK || !take(r, '^')) return status;
    status = read_signed(r, &exponent);
    if (status == SIM_OK) status = sim_expression_raise_units(r, p, &exponent);
    return status == SIM_OK ? sim_expression_put(r, (sim_expression_code){.compute = pow})
                            : status;
}

static sim_status read_signed(reader *r, part *p)
{
    sim_status status;

    if (!take(r, '-')) return read_power(r, p);
    if (++r->depth > DEEPEST)
        return sim_expression_refuse(r, "fewer signs", "it is nested too deep");
    status = read_signed(r, p);
    r->depth--;
    p->number = -p->number;
    return status == SIM_OK ? sim_expression_put(r, (sim_expression_code){.compute = negate,
                                                                          .is_unary = true})
                            : status;
}

/* Of units that are but for a number the same that number is left: 1e6. */
static sim_status settle_scale(reader *r, part *p)
{
    const part plain = sim_expression_plain();
    sim_status status;

    if (p->words.n > 0 || p->words.scale == 1) return SIM_OK;
    status = sim_expression_rescale(r, p, &plain);
    *p = plain;
    return status;
}

static sim_status read_factor(reader *r, part *p, bool is_times)
{
    part factor;
    sim_status status = read_signed(r, &factor);

    p->is_number = false;
    if (status == SIM_OK)
        status = sim_expression_multiply_units(r, p, &factor, is_times ? 1 : -1);
    if (status == SIM_OK)
        status = sim_expression_put(
            r, (sim_expression_code){.compute = is_times ? multiply : divide});
    return status == SIM_OK ? settle_scale(r, p) : status;
}

static sim_status read_product(reader *r, part *p)
{
    sim_status status = read_signed(r, p);

    while (status == SIM_OK && (next(r) == '*' || next(r) == '/')) {
        const bool is_times = take(r, '*');

        if (!is_times) r->at++;
        status = read_factor(r, p, is_times);
    }
    return status;
}

static sim_status read_terms(reader *r, part *p)
{
    sim_status status = read_product(r, p);

    while (status == SIM_OK) {
        const bool is_plus = take(r, '+'), is_minus = !is_plus && take(r, '-');
        part term;

        if (!is_plus && !is_minus) break;
        p->is_number = false;
        status = read_product(r, &term);
        if (status == SIM_OK)
            status = sim_expression_make_alike(r, is_plus ? "it adds" : "it subtracts", p,
                                               &term);
        if (status == SIM_OK)
            status = sim_expression_put(
                r, (sim_expression_code){.compute = is_plus ? add : subtract});
    }
    return status;
}

static sim_status read_sum(reader *r, part *p)
{
    sim_status status;

    if (++r->depth > DEEPEST)
        return sim_expression_refuse(r, "fewer parentheses", "it is nested too deep");
    status = read_terms(r, p);
    r->depth--;
    return status;
}

/* What stands between two places. */
static sim_status read_between(const sim_expression_world *world, const sim_row *row,
                               const char *from, const char *to, sim_expression *e,
                               part *whole, sim_error *err)
{
    reader r = {world, row, e, from, to, 0, err};
    sim_status status;

    *e = (sim_expression){.n = 0};
    status = read_sum(&r, whole);
    if (status == SIM_OK && next(&r)) status = expected(&r, "an operator or the end");
    if (status == SIM_OK) snprintf(e->unit, sizeof e->unit, "%s", whole->unit);
    return status;
}

sim_status sim_expression_read(sim_expression *e, const sim_expression_world *world,
                               const sim_row *row, sim_error *err)
{
    part whole;

    return read_between(world, row, row->how, row->how + strlen(row->how), e, &whole, err);
}

/* ---- conditions ------------------------------------------------------------ */

sim_status sim_condition_read(sim_condition *c, const sim_expression_world *world,
                              const sim_row *row, sim_error *err)
{
    const char *sign = row->how + strcspn(row->how, "<>"), *end = sign + strlen(sign);
    reader r = {world, row, &c->right, end, end, 0, err};
    part left, right;
    sim_status status;

    if (!*sign) return expected(&r, "one of >=, <=, > and < with a number behind it");
    c->is_upper = *sign == '<';
    c->is_strict = sign[1] != '=';
    status = read_between(world, row, row->how, sign, &c->left, &left, err);
    if (status == SIM_OK)
        status = read_between(world, row, sign + (c->is_strict ? 1 : 2), end, &c->right,
                              &right, err);
    if (status == SIM_OK)
        status = sim_expression_make_alike(&r, "it compares", &left, &right);
    if (status != SIM_OK) return status;
    snprintf(c->left.unit, sizeof c->left.unit, "%s", left.unit);
    snprintf(c->right.unit, sizeof c->right.unit, "%s", left.unit);
    return SIM_OK;
}

double sim_condition_margin(const sim_condition *c, const double slots[])
{
    const double left = sim_expression_value(&c->left, slots),
                 right = sim_expression_value(&c->right, slots);

    return c->is_upper ? right - left : left - right;
}

bool sim_condition_holds(const sim_condition *c, const double slots[])
{
    const double margin = sim_condition_margin(c, slots);

    return c->is_strict ? margin > 0 : margin >= 0;
}
