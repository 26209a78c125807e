/* test_findings.c -- what the figures of small random sweeps and rankings say, held against
 * their tables by code that shares nothing with plots/ but the rows that say how a quantity is
 * told. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "sim/study/chain.h"
#include "tests/program.h"
#include "tests/sheet.h"
#include "tests/suite.h"

enum { N_SWEEPS = 14, N_RANKINGS = 6, MOST_AXES = 3, TEXT = 2048 };

static program_result said;

/* ---- chance ---------------------------------------------------------------------- */

static unsigned state;

static int pick(int n) /* 0 to n - 1; Numerical Recipes' generator */
{
    state = state * 1664525u + 1013904223u;
    return (int)((state >> 16) % (unsigned)n);
}

/* ---- sweeps ---------------------------------------------------------------------- */

typedef struct {
    const char *name, *rows[3];
    bool has_words;
} axis;

static const axis axes[] = {
    {"passaging.harvest_passage", {"2, 5, 12", "3", "1..12 x 3"}, false},
    {"product.dose", {"log 1e6..1e8 x 3", "0, 2.385e7", "4e5, 3.71e7"}, false},
    {"delivery.hit_probability", {"0, 1", "0.81, 0.97", "0"}, false},
    {"joint.sasp", {"0, 0.1", "0.1", "0.05, 0.1"}, false},
    {"presets.source", {"bone_marrow, adipose", "umbilical", "range"}, true},
    {"presets.product", {"fresh, dead", "thawed_injected, saline", "fresh"}, true},
};
enum { N_AXES = sizeof axes / sizeof *axes };

static const char *const numbers[] = {"best_specific_relief",    "worst_specific_relief",
                                      "lowest_m1_m2_ratio",      "potency",
                                      "specific_relief_month_1", "live_fraction_day_7"};
enum { N_NUMBERS = sizeof numbers / sizeof *numbers };

typedef struct {
    const axis *axes[MOST_AXES];
    int n_axes, n_arms;
    const char *number;
    sheet table, figures;
    bool *used; /* [table.n_rows] already held against a row */
} study;

static void write_sweep(study *s)
{
    char text[TEXT], *end = text;

    s->n_axes = 1 + pick(MOST_AXES);
    s->n_arms = 1 + pick(2);
    s->number = numbers[pick(N_NUMBERS)];
    end += sprintf(end, "[run]\ndays = 31\n%s[arm one]\n",
                   pick(4) ? "" : "[passaging]\ndeath_rate = 0.5\nfounders = 10\n");
    if (s->n_arms == 2)
        end += sprintf(end, "[arm two]\n%s", pick(2) ? "" : "product.viability = 0.4\n");
    end += sprintf(end, "[sweep]\n");
    for (int i = 0, first = pick(N_AXES), step = 1 + 4 * pick(2); i < s->n_axes; i++) {
        s->axes[i] = &axes[(first + i * step) % N_AXES];
        end += sprintf(end, "%s = %s\n", s->axes[i]->name, s->axes[i]->rows[pick(3)]);
    }
    program_write_text("s.ini", text);
}

/* Makes the sweep, its figure and its table; both read by this test's own reader. */
static void make_sweep(study *s, int number)
{
    char line[TEXT];

    *s = (study){.n_axes = 0};
    state = 2385u * (unsigned)number + 371u;
    write_sweep(s);
    snprintf(
        line, sizeof line,
        "\"$POTENCY\" sweep s.ini -j 1 -o s.db 2>told && \"$POTENCY\" plot s.db --size %s "
        "--number %s -o . && \"$POTENCY\" export s.db >t.csv",
        number % 2 ? "slide" : "a4", s->number);
    program_shell(line, &said);
    ck_assert_msg(said.code == 0, "%d: %s", number, said.err);
    program_shell("pwd", &said);
    said.out[strcspn(said.out, "\n")] = '\0';
    ck_assert(sheet_read(&s->table, said.out, "t"));
    ck_assert(sheet_read(&s->figures, said.out, "s_figures"));
    s->used = calloc(s->figures.n_rows + 1, sizeof *s->used);
    if (!s->used) abort();
}

static void free_sweep(study *s)
{
    sheet_free(&s->table);
    sheet_free(&s->figures);
    free(s->used);
}

/* ---- what is right ----------------------------------------------------------------- */

/* Which axes part points into lines or maps: all but the first one or two of numbers, or the
 * first. */
static bool parts(const study *s, int which)
{
    int n_before = 0, n_numbers = 0;

    for (int i = 0; i < s->n_axes; i++) {
        n_numbers += !s->axes[i]->has_words;
        n_before += i < which && !s->axes[i]->has_words;
    }
    if (n_numbers == 0) return which > 0;
    return s->axes[which]->has_words || n_before >= 2;
}

static bool is_map(const study *s)
{
    int n = 0;

    for (int i = 0; i < s->n_axes; i++) n += !s->axes[i]->has_words;
    return n >= 2;
}

/* A map with a third axis is of the first arm. */
static bool is_shown(const study *s, size_t row)
{
    return !(is_map(s) && s->n_axes > 2) ||
           strcmp(sheet_text(&s->table, row, "arm"), "one") == 0;
}

/* Are two points of one line or map? */
static bool belong(const study *s, size_t a, size_t b)
{
    if (strcmp(sheet_text(&s->table, a, "arm"), sheet_text(&s->table, b, "arm")) != 0)
        return false;
    for (int i = 0; i < s->n_axes; i++)
        if (parts(s, i) && strcmp(sheet_text(&s->table, a, s->axes[i]->name),
                                  sheet_text(&s->table, b, s->axes[i]->name)) != 0)
            return false;
    return true;
}

typedef struct {
    const char *name;
    double value, other;
    size_t n, n_all;
} verdict;

static const sim_telling *telling_of(const study *s)
{
    return sim_chain_telling(&models_chains[0], s->number);
}

static double least_of(const study *s, double a, double b)
{
    const sim_telling *t = telling_of(s);

    return t ? t->least : 0.01 * fmax(fabs(a), fabs(b));
}

static bool is_none(const study *s, double value)
{
    return telling_of(s) && fabs(value) < telling_of(s)->least;
}

/* Of the points that belong to one, or of all (SIZE_MAX), that are shown. */
static verdict judge(const study *s, size_t like)
{
    const sim_telling *t = telling_of(s);
    const bool less = t && t->better == SIM_LESS_IS_BETTER;
    double high = -INFINITY, low = INFINITY;
    verdict v = {"", NAN, NAN, 0, 0};
    bool harms;

    for (size_t i = 0; i < s->table.n_rows; i++) {
        const double value = sheet_number(&s->table, i, s->number);

        if (!is_shown(s, i) || (like != SIZE_MAX && !belong(s, like, i))) continue;
        v.n_all++;
        if (isnan(value)) continue;
        v.n++;
        high = fmax(high, value);
        low = fmin(low, value);
    }
    if (v.n == 0) return v;
    harms = t && t->better == SIM_MORE_IS_BETTER && low < 0 && !is_none(s, low);
    v.value = harms && (high < 0 || is_none(s, high)) ? low : less ? low : high;
    v.name = is_none(s, high) && is_none(s, low)                  ? "nothing"
             : v.n_all == 1                                       ? "one arm"
             : harms && (high < 0 || is_none(s, high))            ? "harm"
             : harms                                              ? "mixed"
             : high == low || high - low < least_of(s, high, low) ? "tie"
                                                                  : "different";
    if (strcmp(v.name, "nothing") == 0) v.value = NAN;
    if (strcmp(v.name, "mixed") == 0 || strcmp(v.name, "different") == 0)
        v.other = less ? high : low;
    return v;
}

/* ---- what is said -------------------------------------------------------------------- */

static bool are_same(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-8 * fmax(fabs(a), fabs(b));
}

/* Three digits as print has them: "16.3", U+2212 for a minus, "3.71×10⁻⁵". */
static const char *print(double value)
{
    static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    static char text[64];
    char plain[32];
    const double size = fabs(value);
    int power;

    snprintf(plain, sizeof plain, "%.3g", size);
    if (size == 0 || (size >= 1e-3 && size < 1e5)) {
        snprintf(text, sizeof text, "%s%s", value < 0 ? "−" : "", plain);
        return text;
    }
    snprintf(plain, sizeof plain, "%.2e", size);
    power = atoi(strchr(plain, 'e') + 1);
    snprintf(plain, sizeof plain, "%.3g", strtod(plain, NULL) / pow(10, power));
    snprintf(text, sizeof text, "%s%s%s10%s%s", value < 0 ? "−" : "",
             strcmp(plain, "1") == 0 ? "" : plain, strcmp(plain, "1") == 0 ? "" : "×",
             power < 0 ? "⁻" : "", digits[abs(power) % 10]);
    return text;
}

/* What is worth no word is told as less than that, and shares in percent. */
static void check_words(const study *s, size_t row, double value)
{
    const char *text = sheet_text(&s->figures, row, "text");
    const double times = telling_of(s) && telling_of(s)->is_share ? 100 : 1;
    char less[96];

    if (isnan(value)) return;
    snprintf(less, sizeof less, "less than %s", print(times * least_of(s, 0, 0)));
    if (is_none(s, value))
        ck_assert_msg(strstr(text, less), "%s: %g", text, value);
    else
        ck_assert_msg(strstr(text, print(times * value)), "%s: %s", text,
                      print(times * value));
}

/* A preset's name as people read it. */
static const char *in_words(const char *name)
{
    static char words[64];

    snprintf(words, sizeof words, "%s", name);
    for (char *c = words; *c; c++)
        if (*c == '_') *c = ' ';
    return words;
}

/* Does the place that is told have this number, in some row that is shown? */
static void check_place(const study *s, size_t row, const char *column, double value)
{
    const char *place = sheet_text(&s->figures, row, column);

    for (size_t i = 0; !isnan(value) && i < s->table.n_rows; i++) {
        bool fits =
            is_shown(s, i) && are_same(sheet_number(&s->table, i, s->number), value);

        for (int k = 0; fits && k < s->n_axes; k++) {
            const char *name = s->axes[k]->name, *text = sheet_text(&s->table, i, name);

            if (strcmp(sheet_text(&s->figures, row, "place"), "title") != 0 && parts(s, k))
                continue;
            if (s->axes[k]->has_words) /* of one alone nothing is to be told */
                fits = strstr(place, in_words(text)) || !strchr(place, 'w');
            else
                fits = strstr(place, print(strtod(text, NULL))) || parts(s, k) ||
                       strstr(place, "any ");
        }
        if (fits) return;
    }
    if (!isnan(value)) ck_abort_msg("%s is not where %s is %.9g", place, s->number, value);
}

static bool says(const study *s, size_t row, const verdict *v)
{
    return strcmp(sheet_text(&s->figures, row, "case"), v->name) == 0 &&
           are_same(sheet_number(&s->figures, row, "value"), v->value) &&
           are_same(sheet_number(&s->figures, row, "other_value"), v->other);
}

static void check_row(const study *s, size_t row, const verdict *v)
{
    const char *text = sheet_text(&s->figures, row, "text");

    ck_assert_msg(says(s, row, v), "%s, but %s %.9g %.9g", text, v->name, v->value,
                  v->other);
    ck_assert_str_eq(sheet_text(&s->figures, row, "quantity"), s->number);
    check_words(s, row, v->value);
    check_words(s, row, v->other);
    if (v->n == 0) ck_assert_msg(strstr(text, "none of"), "%s", text);
    check_place(s, row, "arm", v->value);
    check_place(s, row, "other_arm", v->other);
}

/* Each line or map has a row of its own that says what is right of it, and there is no more. */
static void check_parts(study *s)
{
    size_t n = 0, n_said = 0;

    for (size_t i = 0; i < s->table.n_rows; i++) {
        bool known = !is_shown(s, i);
        size_t row = 1;
        verdict v;

        for (size_t k = 0; k < i; k++) known |= is_shown(s, k) && belong(s, k, i);
        if (known) continue;
        v = judge(s, i);
        while (row < s->figures.n_rows && (s->used[row] || !says(s, row, &v))) row++;
        ck_assert_msg(row < s->figures.n_rows, "point %zu: nothing says %s %.9g %.9g", i,
                      v.name, v.value, v.other);
        s->used[row] = true;
        check_row(s, row, &v);
        n++;
    }
    for (size_t row = 0; row < s->figures.n_rows; row++)
        n_said += strcmp(sheet_text(&s->figures, row, "place"), "alt") == 0;
    ck_assert_uint_eq(n_said, n);
}

START_TEST(a_figure_of_a_sweep_says_what_its_table_has)
{
    study s;
    verdict v;

    make_sweep(&s, _i);
    v = judge(&s, SIZE_MAX);
    ck_assert_str_eq(sheet_text(&s.figures, 0, "place"), "title");
    check_row(&s, 0, &v);
    check_parts(&s);
    free_sweep(&s);
}
END_TEST

/* ---- rankings -------------------------------------------------------------------------- */

static const char *const varied[] = {
    "product.dose,joint.volume,passaging.harvest_passage",
    "product.doses,joint.volume",
    "joint.vas_base",
    "product.dose,product.doses,passaging.harvest_passage,joint.load",
    "joint.volume,persistence.tail,product.dose",
    "passaging.harvest_passage",
};

typedef struct {
    const char *rank, *low, *high;
    sheet table, figures;
    size_t *order; /* of the table's rows that have a number, the largest first */
    size_t n;
} ranking;

static double rank_of(const ranking *r, size_t i, const char *column)
{
    return sheet_number(&r->table, r->order[i], column);
}

static void make_ranking(ranking *r, int number)
{
    const bool is_sobol = number % 3 == 2;
    char line[TEXT];

    *r = is_sobol
             ? (ranking){.rank = "total", .low = "total_low", .high = "total_high"}
             : (ranking){.rank = "mu_star", .low = "mu_star_low", .high = "mu_star_high"};
    program_write_text("s.ini", number == 1 ? "[run]\ndays = 31\n[product]\ndose = 1e4\n"
                                            : "[run]\ndays = 31\n");
    snprintf(line, sizeof line,
             "\"$POTENCY\" sensitivity s.ini -j 1 -m %s -n 8 -v %s -o . 2>told",
             is_sobol ? "sobol" : "morris", varied[number]);
    program_shell(line, &said);
    ck_assert_msg(said.code == 0, "%d: %s", number, said.err);
    program_shell("pwd", &said);
    said.out[strcspn(said.out, "\n")] = '\0';
    ck_assert(sheet_read(&r->table, said.out, "sensitivity"));
    ck_assert(sheet_read(&r->figures, said.out, "sensitivity_figures"));
    r->order = calloc(r->table.n_rows + 1, sizeof *r->order);
    if (!r->order) abort();
    for (size_t i = 0; i < r->table.n_rows; i++) {
        const double value = sheet_number(&r->table, i, r->rank);
        size_t at = r->n;

        if (isnan(value)) continue;
        for (; at > 0 && rank_of(r, at - 1, r->rank) < value; at--)
            r->order[at] = r->order[at - 1];
        r->order[at] = i;
        r->n++;
    }
}

/* Others move by a tenth of their value to each side. */
static bool is_wide(const ranking *r, size_t i)
{
    return rank_of(r, i, "high") > 1.3 * rank_of(r, i, "low");
}

static void check_bars(const ranking *r)
{
    ck_assert_uint_eq(r->figures.n_rows, r->n + 1);
    for (size_t i = 0; i < r->n; i++) {
        const char *text = sheet_text(&r->figures, i + 1, "text");
        const double value = rank_of(r, i, r->rank), low = rank_of(r, i, r->low);

        ck_assert(are_same(sheet_number(&r->figures, i + 1, "value"), value));
        ck_assert_str_eq(sheet_text(&r->figures, i + 1, "arm"),
                         sheet_text(&r->table, r->order[i], "meaning"));
        ck_assert_msg(strstr(text, print(value)), "%s: %.9g", text, value);
        ck_assert_msg(isnan(low) || strstr(text, print(low)), "%s: %.9g", text, low);
        ck_assert_msg(strstr(text, print(rank_of(r, i, "low"))) &&
                          strstr(text, print(rank_of(r, i, "high"))),
                      "%s: %g to %g", text, rank_of(r, i, "low"), rank_of(r, i, "high"));
        ck_assert_msg(!is_wide(r, i) || strstr(text, "(whole)"), "%s", text);
    }
}

static const char *right_case(const ranking *r, size_t first, size_t second)
{
    const double least = strcmp(r->rank, "total") == 0 ? 0 : 1; /* mm */
    const double most = rank_of(r, 0, r->rank);

    if (!(most > 0) || most < least) return "nothing";
    if (r->n == 1) return "one arm";
    if (first == 0 && second < r->n &&
        (rank_of(r, second, r->rank) == most ||
         rank_of(r, second, r->high) >= rank_of(r, first, r->low)))
        return "tie";
    return "different";
}

START_TEST(a_ranking_says_what_its_table_has)
{
    size_t first = 0, second;
    const char *right, *text;
    ranking r;

    make_ranking(&r, _i);
    check_bars(&r);
    while (first < r.n && is_wide(&r, first)) first++;
    for (second = first + 1; second < r.n && is_wide(&r, second);) second++;
    right = right_case(&r, first, second);
    text = sheet_text(&r.figures, 0, "text");
    ck_assert_msg(strcmp(sheet_text(&r.figures, 0, "case"), right) == 0, "%s: %s", text,
                  right);
    if (strcmp(right, "nothing") == 0)
        ck_assert_msg(strstr(text, "nothing of this moves it"), "%s", text);
    else {
        ck_assert(are_same(sheet_number(&r.figures, 0, "value"), rank_of(&r, 0, r.rank)));
        ck_assert_msg(strstr(text, print(rank_of(&r, 0, r.rank))), "%s", text);
        ck_assert_int_eq(first > 0, strstr(text, "which moves further") != NULL);
        ck_assert_int_eq(strcmp(right, "tie") == 0,
                         first == 0 && strstr(text, "as much, maybe") != NULL);
    }
    sheet_free(&r.table);
    sheet_free(&r.figures);
    free(r.order);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("findings");
    TCase *cases = tcase_create("findings");

    program_add_folder(cases);
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, a_figure_of_a_sweep_says_what_its_table_has, 0, N_SWEEPS);
    tcase_add_loop_test(cases, a_ranking_says_what_its_table_has, 0, N_RANKINGS);
    suite_add_tcase(s, cases);
    return suite_run(s);
}
