/* outlook_words.c -- whose spread it is, in words. */
#include "sim/io/text.h"
#include "sim/study/outlook_parts.h"

enum { ARMS_NAMED = 3 };

bool sim_outlook_is_one(const sim_outlook *o) { return o->n == 1; }

bool sim_outlook_tell_apart(const sim_outlook *o, size_t arm, const char *name, char text[],
                            size_t size)
{
    const sim_population *p = o->chain->population;

    if (arm >= o->n_arms || o->n_apart[arm] == 0) return false;
    snprintf(text, size, "In %zu of %zu replicates of %s %s", o->n_apart[arm], o->n, name,
             p->happened);
    return true;
}

/* How many arms have some that are set apart. */
static size_t count_arms_apart(const sim_outlook *o)
{
    size_t n = 0;

    for (size_t arm = 0; arm < o->n_arms; arm++) n += o->n_apart[arm] > 0;
    return n;
}

/* "; in 3 of 20 replicates of P12, 1 of P8 no cell was left to harvest". */
static void add_apart(sim_outlook *o, const sim_experiment *e)
{
    const size_t size = sizeof o->words, n = count_arms_apart(o);
    size_t told = 0;

    for (size_t arm = 0; arm < o->n_arms && told < ARMS_NAMED; arm++) {
        if (o->n_apart[arm] == 0) continue;
        if (told++ == 0)
            sim_text_append(o->words, size, "; in %zu of %zu replicates of %.64s",
                            o->n_apart[arm], o->n, e->arms[arm].name);
        else
            sim_text_append(o->words, size, ", %zu of %.64s", o->n_apart[arm],
                            e->arms[arm].name);
    }
    if (n > told)
        sim_text_append(o->words, size, " and some of %zu more arm%s", n - told,
                        n - told == 1 ? "" : "s");
    if (n > 0) sim_text_append(o->words, size, " %s", o->chain->population->happened);
}

/* "thick lines: median of 500 repeats; thin lines: the first 200 of them". */
static void print_singles(sim_outlook *o, const char *whose)
{
    const size_t size = sizeof o->words;

    if (o->singles->n < o->n)
        snprintf(o->words, size,
                 "thick lines: median of %s; thin lines: the first %zu of them", whose,
                 o->singles->n);
    else
        snprintf(o->words, size, "thick lines: median; thin lines: each of %s", whose);
    if (o->reports[0].n_rows > 0)
        sim_text_append(o->words, size, "; %s: bands of 50 and 90 %%", o->reports[0].name);
}

/* Whose spread it is: of all replicates, or of those of them that are not set apart. */
static void print_spread(sim_outlook *o, bool draws)
{
    const bool apart = count_arms_apart(o) > 0;
    char owners[64], whose[256];

    snprintf(owners, sizeof owners, "%ss and %ss",
             sim_owner_name(o->chain->population, SIM_SOURCE),
             sim_owner_name(o->chain->population, SIM_SUBJECT));
    snprintf(whose, sizeof whose, "%s%zu %s%s%s%s", apart ? "those of " : "", o->n,
             draws ? owners : "repeats", apart ? " that " : "",
             apart ? o->chain->population->others : "", draws ? "" : ", by chance alone");
    if (o->singles)
        print_singles(o, whose);
    else
        snprintf(o->words, sizeof o->words, "lines: median; bands: 50 and 90 %% of %s",
                 whose);
    if (o->is_estimated) sim_text_append(o->words, sizeof o->words, "; estimated");
    if (sim_population_has_end(o->chain->population))
        sim_text_append(o->words, sizeof o->words, "; readings of the living");
}

static void print_one(sim_outlook *o, bool draws)
{
    const sim_population *population = o->chain->population;
    const char *subject = sim_owner_name(population, SIM_SUBJECT);

    if (draws)
        snprintf(o->words, sizeof o->words, "lines: one %s and one %s", subject,
                 sim_owner_name(population, SIM_SOURCE));
    else
        snprintf(o->words, sizeof o->words, "lines: one %s, drawn by chance alone",
                 subject);
}

void sim_outlook_print_words(sim_outlook *o, const sim_experiment *e, size_t fewest)
{
    const bool draws = sim_experiment_value(e, "cohort", "draw") == SIM_DRAW_COHORT;
    const size_t size = sizeof o->words;

    if (sim_outlook_is_one(o))
        print_one(o, draws);
    else
        print_spread(o, draws);
    if (fewest < o->n && !sim_outlook_is_one(o))
        sim_text_append(o->words, size, "; %s: of all that come so far (%zu at least)",
                        o->reports[0].name, fewest);
    add_apart(o, e);
}
