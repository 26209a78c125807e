#include "tests/draws.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <check.h>

#include "models/models.h"

static const char *const names[DRAWS_ARMS] = {"young",
                                              "old",
                                              "rested & thawed",
                                              "no needle, no guide",
                                              "saline",
                                              "Ürömlő",
                                              ("of many words "
                                               "that go on and on"),
                                              "final"};

enum { MOST_TRIES = 50, COMMAND = 1024 };

static const double spread = 0.3; /* of the logarithm of a joint row */

/* ---- numbers ---------------------------------------------------------------- */

/* Uniform within (0, 1), from one number of 64 bits (Steele, Lea & Flood (2014): the
 * finalizer of SplitMix64). */
static double uniform(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return ((double)((z ^ (z >> 31)) >> 11) + 0.5) / 9007199254740992.;
}

/* Box and Muller (1958). */
static double normal(uint64_t *state)
{
    const double radius = sqrt(-2 * log(uniform(state)));

    return radius * cos(2 * acos(-1) * uniform(state));
}

static double between(const sim_symbol *s, uint64_t *state)
{
    const double u = uniform(state);
    const bool even = !(s->low > 0 && s->high > 100 * s->low);

    return even ? s->low + (s->high - s->low) * u : s->low * pow(s->high / s->low, u);
}

/* At its low, its high or between. */
static double draw_row(const sim_symbol *s, uint64_t *state)
{
    const double which = 3 * uniform(state);
    const double value = which < 1 ? s->low : which < 2 ? s->high : between(s, state);

    return s->kind == SIM_WHOLE ? floor(value) : value;
}

static double draw_joint(const sim_symbol *s, uint64_t *state)
{
    const double value = s->value * exp(spread * normal(state));

    return fmin(fmax(value, s->low), s->high);
}

/* ---- text -------------------------------------------------------------------- */

typedef struct {
    draw *draw;
    uint64_t *state;
    double share; /* of the rows that an arm has */
} writer;

static void add(const writer *w, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void add(const writer *w, const char *format, ...)
{
    const size_t length = strlen(w->draw->text);
    va_list args;

    va_start(args, format);
    ck_assert_int_lt(vsnprintf(w->draw->text + length, DRAWS_TEXT - length, format, args),
                     (int)(DRAWS_TEXT - length));
    va_end(args);
}

static bool is_row(const sim_symbol *s)
{
    return s->kind == SIM_PARAM || s->kind == SIM_WHOLE;
}

static const sim_model *last_of(const draw *d)
{
    const sim_chain *chain = models_chain(d->chain);

    return chain->stages[chain->n_stages - 1].model;
}

/* The section of the patient. */
static const char *host_of(const draw *d)
{
    return strcmp(d->chain, "knee") == 0 ? "joint" : d->chain;
}

static void add_host(const writer *w)
{
    const sim_model *m = last_of(w->draw);
    const char *host = host_of(w->draw);

    add(w, "[%s]\n", host);
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (is_row(s) && strcmp(sim_model_section(m, s), host) == 0)
            add(w, "%s = %.9g\n", s->name,
                s->kind == SIM_WHOLE ? s->value : draw_joint(s, w->state));
    }
}

/* Rows that a cohort draws: in arms far apart no draw would be in range. */
static bool is_drawn(const sim_symbol *s)
{
    static const char *const drawn[] = {"hazard_scale", "cycle_time", "lot_potency",
                                        "tail"};

    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++)
        if (strcmp(s->name, drawn[i]) == 0) return true;
    return false;
}

static void add_rows(const writer *w, const sim_model *m)
{
    const char *host = host_of(w->draw);

    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];
        const char *section = is_row(s) ? sim_model_section(m, s) : host;

        if (strcmp(section, host) == 0 || uniform(w->state) > w->share) continue;
        if (w->draw->is_cohort && is_drawn(s)) continue;
        if (s->kind == SIM_WHOLE && strcmp(s->name, "doses") == 0)
            add(w, "%s.%s = %d\n", section, s->name, 1 + (int)(3 * uniform(w->state)));
        else
            add(w, "%s.%s = %.9g\n", section, s->name, draw_row(s, w->state));
    }
}

/* Rows that make an arm what its kind says, instead of those that were drawn. */
static const char *special(draw_kind kind, bool is_last)
{
    switch (kind) {
    case DRAW_NO_CELLS:
        return "product.dose = 0\n";
    case DRAW_ONE_EMPTY:
        return is_last ? "product.dose = 0\n" : "";
    case DRAW_ALL_MISS:
        return "delivery.hit_probability = 0\n";
    case DRAW_ONE_MISSES:
        return is_last ? "delivery.hit_probability = 0\n" : "";
    case DRAW_NEEDLE_OF_FATE:
        return "delivery.hit_probability = 0.5\n";
    case DRAW_EXTINCT:
        return "passaging.founders = 10\npassaging.attachment = 0.05\npassaging.recovery = "
               "0.05\npassaging.harvest_passage = 9\nproduct.expanded = 1\n";
    case DRAW_HARMFUL:
        return "joint.sasp = 0.1\njoint.flare_debris = 0.5\njoint.flare_reject = "
               "1\njoint.flare_time = 30\npassaging.harvest_passage = 30\n";
    default:
        return "";
    }
}

/* Without the rows that it sets anew. */
static void drop_rows(char *text, const char *rows)
{
    for (const char *row = rows; *row; row = strchr(row, '\n') + 1) {
        char name[80], *found;

        snprintf(name, sizeof name, "%.*s", (int)strcspn(row, "=") + 1, row);
        found = strstr(text, name);
        if (found) memmove(found, strchr(found, '\n') + 1, strlen(strchr(found, '\n')));
    }
}

static void add_arm(const writer *w, int arm)
{
    const int last = w->draw->n_arms - 1;
    const uint64_t before = *w->state;
    const char *rows = special(w->draw->kind, arm == last);
    char *start;

    add(w, "[arm %s]\n", names[arm]);
    start = w->draw->text + strlen(w->draw->text);
    add_rows(w, &model_passaging);
    add_rows(w, &model_product);
    add_rows(w, last_of(w->draw));
    drop_rows(start, rows);
    add(w, "%s", rows);
    if (w->draw->kind == DRAW_ALL_ALIKE ||
        (w->draw->kind == DRAW_TWO_ALIKE && arm + 2 > last))
        *w->state = before;
}

void draw_experiment(draw *d, int number, int try)
{
    static const double shares[] = {1 / 12., 1 / 3., 1};
    static const draw_kind endings[] = {DRAW_PLAIN, DRAW_ONE_EMPTY, DRAW_ALL_ALIKE};
    const bool is_ending = number >= DRAWS_MOST;
    const size_t ending = is_ending ? (size_t)(number - DRAWS_MOST) : 0;
    const char *chain = models_chain_name(is_ending ? 1 + ending / 3 : 0);
    uint64_t state = 2385 + (uint64_t)number * 1000003 + (uint64_t)try * 7919;
    const writer w = {d, &state, shares[number / 3 % 3] / (1 + try / 4)};

    *d = (draw){.kind = is_ending ? endings[ending % 3] : (draw_kind)(number % DRAW_KINDS),
                .chain = chain,
                .n_arms = 1 + number * 3 % DRAWS_ARMS,
                .is_cohort = number % 3 == 2};
    add(&w, "[run]\ndays = %d\nrtol = 1e-6\n",
        (is_ending ? 14 : 60) + (int)(140 * uniform(&state)));
    if (is_ending) add(&w, "indication = %s\n", chain);
    add_host(&w);
    for (int arm = 0; arm < d->n_arms; arm++) add_arm(&w, arm);
}

/* ---- running ------------------------------------------------------------------ */

static void write_text(const draw *d, const char *path)
{
    FILE *out = fopen(path, "w");

    ck_assert_ptr_nonnull(out);
    ck_assert_int_ge(fputs(d->text, out), 0);
    ck_assert_int_eq(fclose(out), 0);
}

/* The exit code. */
static int run_once(const draw *d, int number, const char *dir)
{
    const char *program = getenv("POTENCY");
    char command[COMMAND], options[32] = "-f svg";
    int status;

    if (d->is_cohort) snprintf(options, sizeof options, "-f svg -n %d", DRAWS_REPLICATES);
    snprintf(command, sizeof command, "\"%s\" run %s/%d.ini %s -o %s/%d >%s/out 2>%s/err",
             program ? program : "build/potency", dir, number, options, dir, number, dir,
             dir);
    status = system(command);
    ck_assert(WIFEXITED(status));
    return WEXITSTATUS(status);
}

int draw_run(draw *d, int number, const char *dir)
{
    char path[COMMAND];
    int try = 0, code = 1;

    snprintf(path, sizeof path, "%s/%d.ini", dir, number);
    for (; code != 0; try++) {
        ck_assert_msg(try < MOST_TRIES, "experiment %d is refused again and again", number);
        draw_experiment(d, number, try);
        write_text(d, path);
        code = run_once(d, number, dir);
        ck_assert_int_le(code, 1);
    }
    return try - 1;
}
