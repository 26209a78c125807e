/* test_sayings.c -- what figures say of 41 random experiments, held against their tables: who
 * is told, when, how much, and that the words are true.  Nothing here is shared with plots/
 * but the rows that say how a quantity is told.  In the environment KEEP=DIR keeps what was
 * run in a folder, and DRAWS=20 runs the first 20. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/draws.h"
#include "tests/paper.h"
#include "tests/readings.h"
#include "tests/setbacks.h"
#include "tests/sheet.h"
#include "tests/suite.h"
#include "tests/temp.h"
#include "tests/tokens.h"
#include "tests/traced.h"

typedef struct {
    const char *name; /* of the case */
    const number *arm, *other;
    size_t n, n_changed;
} verdict;

static char folder[TEMP_PATH];

/* ---- the case -------------------------------------------------------------------- */

static bool are_alike(const panel_rule *rule, double a, double b)
{
    char one[32], other[32];

    snprintf(one, sizeof one, "%.3g", a);
    snprintf(other, sizeof other, "%.3g", b);
    return strcmp(one, other) == 0 || fabs(a - b) < readings_least(rule, a, b);
}

static bool is_harm(const panel_rule *rule, const number *n)
{
    return readings_sense(rule) * (n->value - n->base) < 0;
}

typedef struct {
    const number *list; /* [n] in the order of arms */
    size_t n;
    const char
        *named[2]; /* by the row, "": none; of numbers that are alike, theirs count */
} numbers;

static const number *prefer(const numbers *all, const number *found)
{
    const number *best = found;

    for (size_t i = 0; i < 2 * all->n; i++) {
        const number *a = &all->list[i / 2];

        if (a->arm && strcmp(a->arm, all->named[i % 2]) == 0 &&
            readings_are_same(a->value, found->value))
            best = a;
    }
    return best;
}

static const number *find_named(const numbers *all, size_t which)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->list[i].arm && strcmp(all->list[i].arm, all->named[which]) == 0)
            return &all->list[i];
    return NULL;
}

/* From those that change most for the better to those that do least. */
static void find_both(const panel_rule *rule, const numbers *all, bool all_that_are,
                      const number *both[2], size_t *n)
{
    const double sign = readings_sense(rule) < 0 ? -1 : 1;

    both[0] = both[1] = NULL;
    *n = 0;
    for (size_t i = 0; i < all->n; i++) {
        const number *a = &all->list[i];

        if (!a->arm || (!all_that_are && !readings_changes(rule, a))) continue;
        ++*n;
        if (!both[0] || sign * a->value > sign * both[0]->value) both[0] = a;
        if (!both[1] || sign * a->value < sign * both[1]->value) both[1] = a;
    }
}

/* Arms that are alike, from the best to the least, whichever of equal ones the row names. */
static verdict make_tie(const numbers *all, const number *const both[2], size_t n,
                        size_t n_changed)
{
    const number *best = prefer(all, both[0]), *least = prefer(all, both[1]);
    const number *first = best <= least ? best : least;
    const number *second = best <= least ? least : best;
    const number *one = find_named(all, 0), *other = find_named(all, 1);

    if (one && readings_are_same(one->value, first->value)) first = one;
    if (other && readings_are_same(other->value, second->value)) second = other;
    if (!other && readings_are_same(first->value, second->value)) second = NULL;
    return (verdict){"tie", first, second == first ? NULL : second, n, n_changed};
}

/* First is the earlier of both. */
static verdict judge(const panel_rule *rule, const numbers *all)
{
    const number *both[2], *any[2], *best, *least;
    verdict v = {0};

    find_both(rule, all, true, any, &v.n);
    find_both(rule, all, false, both, &v.n_changed);
    if (v.n_changed == 0)
        return (verdict){v.n == 0 ? "undefined" : "nothing", NULL, NULL, v.n, 0};
    best = prefer(all, both[0]);
    least = prefer(all, both[1]);
    if (is_harm(rule, best)) return (verdict){"harm", least, NULL, v.n, v.n_changed};
    if (v.n == 1) return (verdict){"one arm", best, NULL, v.n, 1};
    if (are_alike(rule, any[0]->value, any[1]->value)) return make_tie(all, any, v.n, v.n);
    if (v.n_changed == 1) return (verdict){"alone", best, NULL, v.n, 1};
    if (are_alike(rule, best->value, least->value))
        return make_tie(all, both, v.n, v.n_changed);
    if (is_harm(rule, least)) return (verdict){"mixed", best, least, v.n, v.n_changed};
    v.name = readings_sense(rule) == 0 ? "different" : best < least ? "worse" : "better";
    v.arm = best < least ? best : least;
    v.other = best < least ? least : best;
    return v;
}

/* ---- words ----------------------------------------------------------------------- */

/* Names of arms, as they stand behind "with" or at the start, do not count. */
static void blank_names(const results *r, char *text)
{
    for (size_t row = 0; row < r->summary.n_rows; row++) {
        const char *name = sheet_text(&r->summary, row, "arm");

        for (char *at = strstr(text, name); at; at = strstr(at + 1, name))
            if (at == text || (at - text >= 5 && strncmp(at - 5, "with ", 5) == 0))
                memset(at, '_', strlen(name));
    }
}

/* "48 % less", "6.4 times as much". */
static bool is_change(const token *t, const verdict *v, const char *text)
{
    const char *rest = text + t->end;
    const double ratio =
        v->other ? (v->other->value - v->arm->base) / (v->arm->value - v->arm->base) : NAN;
    char right[32];

    snprintf(right, sizeof right, "%.0f", 100 * fabs(ratio - 1));
    if (strncmp(rest, " % less", 7) == 0)
        return ratio < 1 && (strcmp(t->text, right) == 0 ||
                             (strcmp(t->text, "99") == 0 && ratio < 0.01));
    if (strncmp(rest, " % more", 7) == 0) return ratio > 1 && strcmp(t->text, right) == 0;
    return strncmp(rest, " times as much", 14) == 0 && token_is(t, ratio, 2);
}

/* Has its curve the same number on another day, so far apart?  Tables round to nine digits. */
static bool holds_on(const results *r, const panel_rule *rule, const number *n, double day,
                     double apart)
{
    bool holds = false;
    curve c;

    if (rule == &readings_title || rule->reading != BEST) return false;
    c = readings_curve(r, rule, n->arm);
    for (size_t i = 0; i < c.n; i++)
        holds =
            holds || (fabs(c.x[i] - day) <= apart && readings_are_same(c.y[i], n->value));
    readings_free_curve(&c);
    return holds;
}

typedef struct {
    const results *r;
    size_t row;
    char text[1024]; /* as it is, but for numbers, which are as in C */
    const panel_rule *rule;
    const verdict *is;
} saying;

/* Days are whole or, below 10, of two digits. */
static bool shows_x(const token *t, const panel_rule *rule, double x)
{
    if (strcmp(rule->x, "day") != 0) return token_is(t, x, 3);
    return x >= 10 ? token_is(t, round(x), 9) : token_is(t, x, 2);
}

/* "less than 0.01" */
static bool is_small_of(const token *t, const saying *s, const number *n)
{
    const double least = readings_least(s->rule, 0, 0);

    return strstr(s->text, "less than ") && fabs(n->value) < least && token_is(t, least, 3);
}

static bool is_number_of(const token *t, const saying *s, const number *n)
{
    if (!n) return false;
    return (s->rule->reading != UNTIL &&
            (token_is(t, n->value, 3) || is_small_of(t, s, n))) ||
           shows_x(t, s->rule, n->at) ||
           holds_on(s->r, s->rule, n, strtod(t->text, NULL), 0.5);
}

/* Any number that a text of this verdict may show. */
static bool belongs(const token *t, const saying *s, const char *text)
{
    const verdict *v = s->is;
    const double least = readings_least(s->rule, 0, 0);
    const size_t n_rest = v->n - v->n_changed;

    return is_number_of(t, s, v->arm) || is_number_of(t, s, v->other) ||
           (least > 0 && token_is(t, least, 3)) || is_change(t, v, text) ||
           (s->rule->reading == UNTIL && token_is(t, readings_until, 3)) ||
           token_is(t, (double)s->r->summary.n_rows, 3) ||
           (v->n_changed > 0 && token_is(t, (double)v->n_changed, 3)) ||
           (n_rest > 0 && token_is(t, (double)n_rest, 3));
}

/* The last number before the arm's name or, in the words of "mixed", the first behind the
 * other's. */
static const token *find_beside(const tokens *all, size_t name, bool is_behind)
{
    const token *before = NULL, *behind = NULL;

    for (size_t i = 0; i < all->n; i++) {
        if (all->list[i].end <= name) before = &all->list[i];
        if (all->list[i].start > name && !behind) behind = &all->list[i];
    }
    return is_behind ? behind : before;
}

/* ---- rows of figures.csv ------------------------------------------------------------ */

#define SAID(condition, s, what) \
    do { \
        if (!(condition)) \
            ck_abort_msg("%s, row %zu: %s: %s", (s)->r->dir, (s)->row, what, (s)->text); \
    } while (0)

static void check_cells(const saying *s)
{
    const number *arm = s->is->arm, *other = s->is->other;
    const sheet *f = &s->r->figures;
    const double day = sheet_number(f, s->row, "day"), times = readings_times(s->rule);

    ck_assert_msg(strcmp(sheet_text(f, s->row, "arm"), arm ? arm->arm : "") == 0,
                  "%s, row %zu: not '%s': %s", s->r->dir, s->row, arm ? arm->arm : "",
                  s->text);
    ck_assert_msg(strcmp(sheet_text(f, s->row, "other_arm"), other ? other->arm : "") == 0,
                  "%s, row %zu: not '%s': %s", s->r->dir, s->row, other ? other->arm : "",
                  s->text);
    SAID(
        readings_are_same(times * sheet_number(f, s->row, "value"), arm ? arm->value : NAN),
        s, "value");
    SAID(readings_are_same(day, arm ? arm->at : NAN) ||
             holds_on(s->r, s->rule, arm, day, 1e-5 * day),
         s, "day");
    SAID(readings_are_same(times * sheet_number(f, s->row, "other_value"),
                           other ? other->value : NAN),
         s, "other_value");
}

/* Words that tell where a number stands, or what becomes of it. */
static void check_words(const saying *s)
{
    const verdict *v = s->is;
    const number *n = v->arm;
    const bool rises = (n && n->is_end) || (v->other && v->other->is_end);

    if (strstr(s->text, "Highest")) SAID(n && n->value >= n->base, s, "not the highest");
    if (strstr(s->text, "Lowest")) SAID(n && n->value <= n->base, s, "not the lowest");
    if (strstr(s->text, "peaks at")) SAID(n && !rises, s, "it still grows");
    if (strstr(s->text, "reaches")) SAID(rises, s, "it does not grow to the end");
    if (strstr(s->text, "with every arm")) SAID(v->n > 1, s, "one arm is not every arm");
    if (strstr(s->text, "with every arm") && strcmp(v->name, "tie") == 0)
        SAID(v->n_changed == v->n, s, "some do not change");
    if (strstr(s->text, "to the end"))
        SAID(n->is_end || (v->other && v->other->is_end), s, "not the end");
    SAID(!strstr(s->text, "the 0 others"), s, "no others");
}

/* Each number that is said is one that was found, and stands beside the name of its arm. */
static void check_named(const saying *s, const tokens *all, const number *n)
{
    const bool is_behind = n == s->is->other && strcmp(s->is->name, "mixed") == 0;
    char with[128];
    const char *at;
    const token *beside;
    bool is_said = false;

    for (size_t i = 0; i < all->n; i++)
        is_said = is_said || is_number_of(&all->list[i], s, n);
    SAID(is_said || isnan(n->value), s, "a number is not said");
    snprintf(with, sizeof with, "with %s", n->arm);
    at = strstr(s->text, with);
    if (!at || strcmp(s->is->name, "tie") == 0) return;
    beside = find_beside(all, (size_t)(at - s->text), is_behind);
    SAID(beside && is_number_of(beside, s, n), s, "a number of another arm");
}

static void check_text(const saying *s)
{
    char *text = strdup(s->text);
    tokens all;

    blank_names(s->r, text);
    all = tokens_find(text);
    for (size_t i = 0; i < all.n; i++)
        ck_assert_msg(belongs(&all.list[i], s, text), "%s, row %zu: where is %s from: %s",
                      s->r->dir, s->row, all.list[i].text, s->text);
    if (s->is->arm) check_named(s, &all, s->is->arm);
    if (s->is->other) check_named(s, &all, s->is->other);
    free(text);
}

static void check_case(const saying *s)
{
    ck_assert_msg(strcmp(sheet_text(&s->r->figures, s->row, "case"), s->is->name) == 0,
                  "%s, row %zu: it is %s: %s", s->r->dir, s->row, s->is->name, s->text);
    check_cells(s);
    check_words(s);
    check_text(s);
}

/* ---- tests -------------------------------------------------------------------------- */

static size_t starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0 ? strlen(start) : 0;
}

/* The digits of a power: "⁷" as "7". */
static const char *copy_power(const char *from, char **to)
{
    static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};

    if (starts_with(from, "⁻")) {
        *(*to)++ = '-';
        from += strlen("⁻");
    }
    for (size_t i = 0; i < 10; i++) {
        const size_t length = starts_with(from, digits[i]);

        if (length == 0) continue;
        *(*to)++ = (char)('0' + i);
        from += length;
        i = SIZE_MAX;
    }
    return from;
}

/* "−4.5×10⁷" as "-4.5e7"; "10⁷" as "1e7". */
static void plain_numbers(const char *from, char *to, size_t size)
{
    static const char *const powers[] = {"⁻", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    const char *end = to + size - 16;

    while (*from && to < end) {
        const size_t times = starts_with(from, "×"), minus = starts_with(from, "−");
        bool is_power = false;

        for (size_t i = 0; i < 10 && starts_with(from + times, "10"); i++)
            is_power = is_power || starts_with(from + times + 2, powers[i]);
        if (is_power) {
            if (!times) *to++ = '1';
            *to++ = 'e';
            from = copy_power(from + times + 2, &to);
        } else if (minus) {
            *to++ = '-';
            from += minus;
        } else {
            *to++ = *from++;
        }
    }
    *to = '\0';
}

static saying say(const results *r, size_t row, const panel_rule *rule, const verdict *is)
{
    saying s = {r, row, "", rule, is};

    plain_numbers(sheet_text(&r->figures, row, "text"), s.text, sizeof s.text);
    return s;
}

static bool is_row(const results *r, size_t row, const panel_rule *rule, const char *place)
{
    const char *panel = rule->panel, *quantity = rule->quantity;
    const sheet *f = &r->figures;

    return strcmp(sheet_text(f, row, "figure"), "potency") == 0 &&
           strcmp(sheet_text(f, row, "panel"), panel) == 0 &&
           strcmp(sheet_text(f, row, "place"), place) == 0 &&
           strcmp(sheet_text(f, row, "quantity"), quantity) == 0 &&
           *sheet_text(f, row, "case") &&
           strcmp(sheet_text(f, row, "case"), "setback") != 0;
}

/* What is read of each arm, in the order of the summary. */
static size_t read_all(const results *r, const panel_rule *rule, number list[DRAWS_ARMS])
{
    for (size_t i = 0; i < r->summary.n_rows; i++) {
        const char *arm = sheet_text(&r->summary, i, "arm");

        list[i] = rule == &readings_title ? readings_headline(r, arm)
                                          : readings_number(r, rule, arm);
    }
    return r->summary.n_rows;
}

/* Checks the rows of a panel that tell of several arms, and counts them. */
static size_t check_rows(const results *r, const panel_rule *rule, const char *place)
{
    const sheet *f = &r->figures;
    number list[DRAWS_ARMS];
    const size_t n = read_all(r, rule, list);
    size_t n_rows = 0, n_read = 0;

    for (size_t i = 0; i < n; i++) n_read += list[i].arm != NULL;
    for (size_t row = 0; row < f->n_rows; row++) {
        const numbers all = {
            list, n, {sheet_text(f, row, "arm"), sheet_text(f, row, "other_arm")}};
        const verdict v = judge(rule, &all);
        const saying s = say(r, row, rule, &v);

        if (!is_row(r, row, rule, place)) continue;
        check_case(&s);
        n_rows++;
    }
    if (n_read > 0 || rule == &readings_title) return n_rows;
    ck_assert_uint_eq(n_rows, 0); /* a caption says nothing where there is nothing */
    return 1;
}

START_TEST(titles_are_what_the_summary_holds)
{
    results r;

    readings_open(&r, folder, _i);
    ck_assert_uint_eq(check_rows(&r, &readings_title, "title"), 1);
    readings_close(&r);
}
END_TEST

START_TEST(captions_are_what_the_curves_show)
{
    size_t n = 0;
    results r;

    readings_open(&r, folder, _i);
    for (size_t i = 0; i < N_RULES; i++) n += check_rows(&r, &readings_rules[i], "caption");
    ck_assert_uint_ge(n, N_RULES - 1); /* that of training is there where it moves */
    readings_close(&r);
}
END_TEST

START_TEST(a_way_to_the_worse_is_told_where_it_is_the_longer)
{
    results r;

    readings_open(&r, folder, _i);
    if (!r.is_cohort) setbacks_check(&r); /* whose rows between are not read here */
    readings_close(&r);
}
END_TEST

/* Is "V ... D" of the words what the curve has there, or less than is worth a word? */
static bool is_point(const saying *s, const curve *c, size_t i, const token *v,
                     const token *at)
{
    const double least = readings_least(s->rule, 0, 0);
    const bool is_small = fabs(c->y[i]) < least && token_is(v, least, 3);

    return shows_x(at, s->rule, c->x[i]) && (is_small || token_is(v, c->y[i], 3));
}

static bool holds_point(const saying *s, const curve *c, const token *v, const token *at)
{
    bool holds = false;

    for (size_t i = 0; i < c->n; i++) holds = holds || is_point(s, c, i, v, at);
    return holds;
}

/* The highest with sign 1, the lowest with -1. */
static double find_extreme(const curve *c, double sign)
{
    double most = c->y[0];

    for (size_t i = 1; i < c->n; i++)
        if (sign * c->y[i] > sign * most) most = c->y[i];
    return most;
}

/* What leaves start and end behind by far is told. */
static void check_extreme(const saying *s, const curve *c, double sign)
{
    static const double far = 3;
    const double most = find_extreme(c, sign), end = c->y[c->n - 1];
    const double least = far * readings_least(s->rule, most, end);
    const bool is_told = strstr(s->text, sign > 0 ? "highest " : "lowest ") != NULL;

    if (is_told)
        SAID(fabs(most - c->y[0]) >= readings_least(s->rule, most, c->y[0]), s,
             "an extreme that is none");
    else if (s->rule->reading != UNTIL || sign > 0)
        SAID(sign * (most - c->y[0]) < least || sign * (most - end) < least ||
                 readings_are_same(most, end),
             s, "an extreme is not told");
}

/* "V on day D, highest V on day D, V on day D": each holds, from first to last. */
static void check_course(const saying *s, const curve *c)
{
    const bool is_until = s->rule->reading == UNTIL;
    char *text = strdup(s->text);
    tokens all;

    blank_names(s->r, text);
    all = tokens_find(text);
    SAID(all.n >= 2 && all.n % 2 == 0, s, "not number and day");
    for (size_t i = 0; i + (is_until ? 2 : 0) < all.n; i += 2)
        SAID(holds_point(s, c, &all.list[i], &all.list[i + 1]), s, "not on its curve");
    SAID(is_point(s, c, 0, &all.list[0], &all.list[1]), s, "not its start");
    if (is_until)
        SAID(shows_x(&all.list[all.n - 1], s->rule, s->is->arm->at), s, "not its end");
    else
        SAID(is_point(s, c, c->n - 1, &all.list[all.n - 2], &all.list[all.n - 1]), s,
             "not its end");
    check_extreme(s, c, 1);
    check_extreme(s, c, -1);
    free(text);
}

static void check_throughout(const saying *s, const curve *c)
{
    const bool is_until = s->rule->reading == UNTIL;

    for (size_t i = 0; i < c->n; i++)
        if (is_until)
            SAID(c->y[i] < readings_until, s, "more than that");
        else
            SAID(fabs(c->y[i] - c->y[0]) <= readings_least(s->rule, c->y[i], c->y[0]), s,
                 "it changes");
}

/* The words for who cannot see the curve of one arm. */
static void check_alternative(const saying *s)
{
    const char *arm = s->is->arm->arm ? s->is->arm->arm : "";
    const size_t length = strlen(arm);
    curve c = readings_curve(s->r, s->rule, arm);

    SAID(strncmp(s->text, arm, length) == 0 && s->text[length] == ':', s, "another arm");
    SAID(s->text[strlen(s->text) - 1] != ' ', s, "ends in a blank");
    SAID(strcmp(sheet_text(&s->r->figures, s->row, "case"), s->is->name) == 0, s, "case");
    check_cells(s);
    if (strstr(s->text, ": nothing to show"))
        SAID(c.n == 0 || !c.has_owner, s, "it has something to show");
    else if (strstr(s->text, " throughout"))
        check_throughout(s, &c);
    else if (strstr(s->text, ", none "))
        SAID(!c.is_whole, s, "its last has a number");
    else
        check_course(s, &c);
    readings_free_curve(&c);
}

/* One arm: what it does, that it stays where it starts, or that nothing can be read. */
static verdict judge_one(const panel_rule *rule, const number *n, const char *arm,
                         number *own)
{
    *own = *n;
    own->arm = arm;
    if (!n->arm) {
        *own = (number){arm, NAN, NAN, NAN, false};
        return (verdict){"undefined", own, NULL, 1, 0};
    }
    if (readings_changes(rule, n)) return (verdict){"arm", own, NULL, 1, 1};
    own->value = n->base;
    own->at = NAN;
    return (verdict){"nothing", own, NULL, 1, 0};
}

START_TEST(alternative_words_tell_each_arm_once)
{
    results r;

    readings_open(&r, folder, _i);
    for (size_t i = 0; i < N_RULES; i++) {
        number list[DRAWS_ARMS];
        const size_t n = read_all(&r, &readings_rules[i], list);
        size_t told[DRAWS_ARMS] = {0}, n_told = 0;

        for (size_t row = 0; row < r.figures.n_rows; row++) {
            const char *arm = sheet_text(&r.figures, row, "arm");
            const size_t k = sheet_find(&r.summary, 0, "arm", arm);
            number own;
            const verdict v =
                judge_one(&readings_rules[i], &list[k % DRAWS_ARMS], arm, &own);
            const saying s = say(&r, row, &readings_rules[i], &v);

            if (!is_row(&r, row, &readings_rules[i], "alt")) continue;
            ck_assert_uint_lt(k, n);
            check_alternative(&s);
            told[k]++;
            n_told++;
        }
        for (size_t k = 0; n_told > 0 && k < n; k++)
            ck_assert_msg(told[k] == 1, "%s: %s tells %s %zu times", r.dir,
                          readings_rules[i].panel, sheet_text(&r.summary, k, "arm"),
                          told[k]);
    }
    readings_close(&r);
}
END_TEST

/* How many cultures of an arm died out. */
static size_t count_extinct(const results *r, const char *arm)
{
    const sheet *s = &r->replicates;
    size_t n = 0;

    for (size_t row = 0; (row = sheet_find(s, row, "arm", arm)) < s->n_rows; row++)
        n += sheet_number(s, row, "extinct") == 1;
    return n;
}

/* "2 of 20 ...", where any died out. */
static size_t check_extinct(const results *r)
{
    const sheet *f = &r->figures;
    size_t n = 0;

    for (size_t row = 0; row < f->n_rows; row++) {
        const char *arm = sheet_text(f, row, "arm"), *text = sheet_text(f, row, "text");
        char right[32];

        if (strcmp(sheet_text(f, row, "case"), "extinct") != 0) continue;
        snprintf(right, sizeof right, "%zu of %d ", count_extinct(r, arm),
                 DRAWS_REPLICATES);
        ck_assert_msg(strstr(text, right) && strstr(text, arm), "%s: not %s in: %s", r->dir,
                      right, text);
        ck_assert_double_eq(sheet_number(f, row, "value"), (double)count_extinct(r, arm));
        n++;
    }
    return n;
}

START_TEST(cultures_that_died_out_are_counted)
{
    size_t n = 0;
    results r;

    readings_open(&r, folder, _i);
    for (size_t i = 0; r.is_cohort && i < r.summary.n_rows; i++)
        n += count_extinct(&r, sheet_text(&r.summary, i, "arm")) > 0;
    ck_assert_uint_eq(check_extinct(&r), n);
    readings_close(&r);
}
END_TEST

/* ---- what holds of whatever legal numbers -------------------------------------------- */

static void check_curve(const results *r, const char *quantity,
                        bool (*holds)(const curve *c, size_t i), const char *what)
{
    const panel_rule rule = {"", "timecourse", "day", quantity, LAST};
    results plain = *r;

    plain.is_cohort = false;
    for (size_t k = 0; k < r->summary.n_rows; k++) {
        curve c = readings_curve(&plain, &rule, sheet_text(&r->summary, k, "arm"));

        for (size_t i = 0; i < c.n; i++)
            if (!holds(&c, i))
                ck_abort_msg("%s, arm %zu, day %g: %s", r->dir, k, c.x[i], what);
        readings_free_curve(&c);
    }
}

static bool is_share(const curve *c, size_t i)
{
    return c->y[i] > -1e-6 && c->y[i] < 1 + 1e-6;
}
static bool starts_at_one(const curve *c, size_t i)
{
    return i > 0 || readings_are_same(c->y[0], 1);
}
static bool never_grows(const curve *c, size_t i)
{
    return i == 0 || c->y[i] <= c->y[i - 1] + 1e-7;
}

static const struct {
    const char *words, *quantity;
    bool (*holds)(const curve *c, size_t i);
} always[] = {
    {"from 0 to 1", "imprint", is_share},
    {"1 is full training", "trained", is_share},
    {"1 is the joint on day 0", "tnf", starts_at_one},
    {"never grows back", "cartilage", never_grows},
};

START_TEST(what_is_said_of_every_run_holds_of_this_one)
{
    results r;

    readings_open(&r, folder, _i);
    for (size_t row = 0; row < r.figures.n_rows; row++)
        for (size_t i = 0; i < sizeof always / sizeof *always; i++)
            if (strstr(sheet_text(&r.figures, row, "text"), always[i].words))
                check_curve(&r, always[i].quantity, always[i].holds, always[i].words);
    readings_close(&r);
}
END_TEST

/* ---- where it stands ------------------------------------------------------------------ */

START_TEST(no_words_lie_upon_others_or_off_the_page)
{
    char dir[PATH];

    snprintf(dir, sizeof dir, "%s/%d", folder, _i);
    paper_check(dir, _i);
}
END_TEST

/* Of each experiment one panel, so that each has its turn four times. */
START_TEST(curves_and_bands_go_where_the_tables_say)
{
    const panel_rule *rule = &readings_rules[_i % N_RULES];
    plot_look look;
    page_list drawn;
    results r;

    readings_open(&r, folder, _i);
    paper_draw(r.dir, rule->panel, &look, &drawn);
    traced_check(&r, rule, &drawn.list, &look);
    page_list_free(&drawn);
    readings_close(&r);
}
END_TEST

static int n_draws(void)
{
    const char *asked = getenv("DRAWS");
    const int n = asked ? atoi(asked) : DRAWS_MOST;

    return n > 0 && n < DRAWS_MOST ? n : DRAWS_MOST;
}

/* Runs all experiments, once for all cases. */
static void run_all(void)
{
    const char *kept = getenv("KEEP");
    static draw d;

    if (*folder) return;
    if (kept)
        snprintf(folder, sizeof folder, "%s", kept);
    else
        temp_folder("sayings", folder);
    for (int i = 0; i < n_draws(); i++)
        if (!kept || !getenv("KEPT")) draw_run(&d, i, folder);
}

static void add_case(Suite *suite, const char *name, const TTest *test)
{
    TCase *cases = tcase_create(name);

    tcase_add_unchecked_fixture(cases, run_all, NULL);
    tcase_add_loop_test(cases, test, 0, n_draws());
    suite_add_tcase(suite, cases);
}

int main(void)
{
    Suite *suite = suite_create("sayings");
    int code;

    add_case(suite, "titles", titles_are_what_the_summary_holds);
    add_case(suite, "captions", captions_are_what_the_curves_show);
    add_case(suite, "setbacks", a_way_to_the_worse_is_told_where_it_is_the_longer);
    add_case(suite, "alternative", alternative_words_tell_each_arm_once);
    add_case(suite, "extinct", cultures_that_died_out_are_counted);
    add_case(suite, "boxes", no_words_lie_upon_others_or_off_the_page);
    add_case(suite, "curves", curves_and_bands_go_where_the_tables_say);
    add_case(suite, "always", what_is_said_of_every_run_holds_of_this_one);
    code = suite_run(suite);
    if (*folder && !getenv("KEEP") && !temp_remove(folder)) code = EXIT_FAILURE;
    return code;
}
