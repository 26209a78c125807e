#include "sim/study/tallies.h"

#include <math.h>
#include <string.h>

#include "sim/io/text.h"

const char sim_tallies_estimated[] = "estimated";

/* ---- columns -------------------------------------------------------------- */

/* Which of the files have a column. */
enum {
    COURSE = SIM_TALLIES_COURSE,
    NUMBERS = SIM_TALLIES_NUMBERS,
    REPORTS = SIM_TALLIES_REPORTS,
    GLANCES = SIM_TALLIES_GLANCES,
    OUTCOMES = SIM_TALLIES_OUTCOMES,
    SURVIVAL = SIM_TALLIES_SURVIVAL,
    TALLIES = COURSE | NUMBERS | REPORTS | GLANCES,
    ALL = TALLIES | OUTCOMES | SURVIVAL
};

/* Where a chain has treated arms, and others beside them. */
static const char held_against[] =
    "mean difference to the background of the arm (where no arm has one: to the first arm) "
    "of the same replicate, where both count";

/* A unit of "" is that of the variable or quantity. */
static const struct {
    sim_column column;
    unsigned files;
} columns[] = {
    {{"arm", "1", "name of the arm", SIM_CELL_TEXT}, ALL},
    {{"day", "day", "time in the course", SIM_CELL_NUMBER}, COURSE | GLANCES | SURVIVAL},
    {{"report", "1", "number of the report", SIM_CELL_NUMBER}, REPORTS},
    {{"variable", "1", "column of the course in time", SIM_CELL_TEXT}, COURSE | GLANCES},
    {{"variable", "1", "column of the report", SIM_CELL_TEXT}, REPORTS},
    {{"quantity", "1", "number that is read off a replicate", SIM_CELL_TEXT},
     NUMBERS | OUTCOMES},
    {{"fate", "1", "what may befall a subject", SIM_CELL_TEXT}, SURVIVAL},
    {{"unit", "1", "unit of the quantity", SIM_CELL_TEXT}, NUMBERS | OUTCOMES},
    {{"n", "1", "replicates that it is taken over: in which it is defined", SIM_CELL_WHOLE},
     TALLIES | OUTCOMES},
    {{"n", "1", "subjects", SIM_CELL_WHOLE}, SURVIVAL},
    {{"at_risk", "1", "subjects that are spared so far", SIM_CELL_WHOLE}, SURVIVAL},
    {{"mean", "", "mean over these replicates", SIM_CELL_NUMBER}, TALLIES | OUTCOMES},
    {{"spared", "1", "share of the subjects that are spared so far", SIM_CELL_NUMBER},
     SURVIVAL},
    {{"low", "", "lower end of its 95 % interval: Wilson's of a share, Student's of a mean",
      SIM_CELL_NUMBER},
     OUTCOMES},
    {{"high", "", "upper end of its 95 % interval", SIM_CELL_NUMBER}, OUTCOMES},
    {{"low", "1", "lower end of its 95 % interval (Wilson)", SIM_CELL_NUMBER}, SURVIVAL},
    {{"high", "1", "upper end of its 95 % interval", SIM_CELL_NUMBER}, SURVIVAL},
    {{"expected", "",
      "mean over the replicates of how likely it is, or of what it is on average: as the "
      "mean, with a smaller error; empty where none is worked out",
      SIM_CELL_NUMBER},
     OUTCOMES},
    {{"expected", "1", "mean over the subjects of how likely each is spared so far",
      SIM_CELL_NUMBER},
     SURVIVAL},
    {{"sd", "", "standard deviation over these replicates", SIM_CELL_NUMBER}, TALLIES},
    {{"se", "", "standard error of the mean", SIM_CELL_NUMBER}, TALLIES},
    {{"q05", "", "5 % of these replicates are below", SIM_CELL_NUMBER}, TALLIES},
    {{"q25", "", "25 % of these replicates are below", SIM_CELL_NUMBER}, TALLIES},
    {{"q50", "", "median over these replicates", SIM_CELL_NUMBER}, TALLIES},
    {{"q75", "", "75 % of these replicates are below", SIM_CELL_NUMBER}, TALLIES},
    {{"q95", "", "95 % of these replicates are below", SIM_CELL_NUMBER}, TALLIES},
    {{"quantiles", "1", "exact, or estimated: more numbers than fit 256 MiB",
      SIM_CELL_TEXT},
     TALLIES},
    {{"difference", "",
      "mean difference to the first arm of the same replicate, where both count",
      SIM_CELL_NUMBER},
     NUMBERS},
    {{"difference", "", held_against, SIM_CELL_NUMBER}, OUTCOMES},
    {{"difference_low", "",
      "lower end of its 95 % interval; empty for fewer than 8 that are all alike",
      SIM_CELL_NUMBER},
     NUMBERS | OUTCOMES},
    {{"difference_high", "", "upper end of its 95 % interval", SIM_CELL_NUMBER},
     NUMBERS | OUTCOMES},
    {{"difference", "1", held_against, SIM_CELL_NUMBER}, SURVIVAL},
    {{"difference_low", "1", "lower end of its 95 % interval (Newcombe, of pairs)",
      SIM_CELL_NUMBER},
     SURVIVAL},
    {{"difference_high", "1", "upper end of its 95 % interval", SIM_CELL_NUMBER}, SURVIVAL},
    {{"difference_expected", "", "the same of what is expected", SIM_CELL_NUMBER},
     OUTCOMES},
};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

/* The first stage that reports; n_stages if none does. */
static size_t find_stage(const sim_chain *chain)
{
    size_t stage = 0;

    while (stage < chain->n_stages && !chain->stages[stage].reports) stage++;
    return stage;
}

bool sim_tallies_name(sim_tallies_file file, const sim_chain *chain,
                      char name[SIM_TALLIES_NAME])
{
    const size_t stage = find_stage(chain);
    const char *glances = chain->stages[chain->n_stages - 1].glances;
    const sim_population *p = chain->population;

    if (file == SIM_TALLIES_REPORTS && stage == chain->n_stages) return false;
    if (file == SIM_TALLIES_GLANCES && !glances) return false;
    if (file == SIM_TALLIES_OUTCOMES && (!p || p->n_counts == 0)) return false;
    if (file == SIM_TALLIES_SURVIVAL && (!p || p->n_fates == 0)) return false;
    if (file == SIM_TALLIES_REPORTS || file == SIM_TALLIES_GLANCES)
        snprintf(name, SIM_TALLIES_NAME, "cohort_%s",
                 file == SIM_TALLIES_GLANCES ? glances : chain->stages[stage].reports);
    else
        snprintf(name, SIM_TALLIES_NAME, "%s",
                 file == SIM_TALLIES_COURSE     ? "ensemble"
                 : file == SIM_TALLIES_NUMBERS  ? "cohort"
                 : file == SIM_TALLIES_OUTCOMES ? "cohort_outcomes"
                                                : "cohort_survival");
    return true;
}

/* Reports are numbered by their first column. */
static sim_column numbering(const sim_chain *chain)
{
    const size_t stage = find_stage(chain);
    const sim_model *m = stage < chain->n_stages ? chain->stages[stage].model : NULL;

    sim_bug(!m || m->n_columns == 0);
    return sim_column_of(&m->symbols[m->columns[0]]);
}

/* Which replicates a mean is over, where some are set apart; `words` else. */
static void print_counted(const sim_population *p, const char *words,
                          char text[SIM_TALLIES_TEXT])
{
    const size_t size = SIM_TALLIES_TEXT;

    snprintf(text, size, "%s", words);
    if (!p || !p->apart) return;
    sim_text_append(text, size, " and which %s (but all for ", p->others);
    for (size_t i = 0; i < p->n_over_all; i++)
        sim_text_append(text, size, "%s%s", i > 0 ? ", " : "", p->over_all[i]);
    sim_text_append(text, size, ")");
}

void sim_tallies_start(sim_tallies_layout *l, sim_tallies_file file, const sim_chain *chain)
{
    static const char so_far[] =
        "replicates that it is taken over: that come so far, and in which it is defined";

    sim_bug((int)N_COLUMNS > (int)SIM_TALLIES_COLUMNS ||
            !sim_tallies_name(file, chain, l->name));
    l->layout = (sim_layout){l->name, l->columns, 0};
    for (size_t i = 0; i < N_COLUMNS; i++) {
        sim_column *column = &l->columns[l->layout.n];

        if (!(columns[i].files & file)) continue;
        *column = columns[i].column;
        l->layout.n++;
        if (columns[i].files == REPORTS && column->kind == SIM_CELL_NUMBER)
            *column = numbering(chain);
        if (strcmp(column->name, sim_day_column.name) == 0) *column = sim_day_of(chain);
        if (chain->n_treatment > 0 && strcmp(column->name, "difference") == 0)
            column->meaning = held_against;
        if (strcmp(column->name, "n") != 0 || !(columns[i].files & TALLIES)) continue;
        print_counted(file == SIM_TALLIES_REPORTS ? NULL : chain->population,
                      file == SIM_TALLIES_REPORTS ? so_far : column->meaning, l->counted);
        column->meaning = l->counted;
    }
}

void sim_tallies_describe(const sim_ensemble *e, sim_rows *rows)
{
    const sim_chain *chain = e->assay->task->chain;
    char name[SIM_TALLIES_NAME];
    sim_tallies_layout l;

    for (unsigned file = COURSE; file <= SURVIVAL; file *= 2) {
        if (!sim_tallies_name((sim_tallies_file)file, chain, name)) continue;
        sim_tallies_start(&l, (sim_tallies_file)file, chain);
        sim_rows_describe(rows, &l.layout, "");
    }
    sim_rows_describe(rows, &e->assay->replicates, "");
}

/* ---- rows ----------------------------------------------------------------- */

static void write_tally(const sim_tally *tally, sim_rows *rows)
{
    sim_rows_whole(rows, tally->moments.n);
    sim_rows_number(rows, sim_tally_mean(tally));
    sim_rows_number(rows, sim_moments_sd(&tally->moments));
    sim_rows_number(rows, sim_moments_se(&tally->moments));
    for (size_t i = 0; i < SIM_QUANTILES; i++)
        sim_rows_number(rows, sim_tally_quantile(tally, i));
    sim_rows_text(rows, sim_tally_is_exact(tally) ? "exact" : sim_tallies_estimated);
}

/* Rows of the course: n of each arm from number `first` on. */
static sim_status write_course(const sim_ensemble *e, sim_tallies_file file, size_t first,
                               size_t n, const sim_rows_to *to, sim_error *err)
{
    sim_tallies_layout l;
    sim_rows rows;

    sim_tallies_start(&l, file, e->assay->task->chain);
    sim_rows_start(&rows, &l.layout, to);
    for (size_t i = 0; i < e->assay->task->n_arms * n * e->watch->n; i++) {
        const size_t arm = i / e->watch->n / n, row = first + i / e->watch->n % n;
        const size_t column = i % e->watch->n;

        sim_rows_text(&rows, sim_ensemble_arm(e, arm));
        sim_rows_number(&rows, sim_ensemble_day(e, row));
        sim_rows_text(&rows, sim_watch_column(e->watch, column).name);
        write_tally(sim_ensemble_course(e, arm, row, column), &rows);
    }
    return sim_rows_end(&rows, err);
}

sim_status sim_tallies_write_course(const sim_ensemble *e, const sim_rows_to *to,
                                    sim_error *err)
{
    return write_course(e, SIM_TALLIES_COURSE, 0, e->n_days, to, err);
}

sim_status sim_tallies_write_glances(const sim_ensemble *e, const sim_rows_to *to,
                                     sim_error *err)
{
    return write_course(e, SIM_TALLIES_GLANCES, e->n_days, e->n_glances, to, err);
}

static void write_report(const sim_ensemble *e, size_t arm, size_t i, sim_rows *rows)
{
    enum { MEDIAN = SIM_QUANTILES / 2 };

    for (size_t column = 1; column < e->form.n_columns; column++) {
        sim_rows_text(rows, sim_ensemble_arm(e, arm));
        sim_rows_number(rows,
                        sim_tally_quantile(sim_ensemble_report(e, arm, i, 0), MEDIAN));
        sim_rows_text(rows, e->form.columns[column].name);
        write_tally(sim_ensemble_report(e, arm, i, column), rows);
    }
}

sim_status sim_tallies_write_reports(const sim_ensemble *e, const sim_rows_to *to,
                                     sim_error *err)
{
    sim_tallies_layout l;
    sim_rows rows;

    sim_tallies_start(&l, SIM_TALLIES_REPORTS, e->assay->task->chain);
    sim_rows_start(&rows, &l.layout, to);
    for (size_t arm = 0; arm < e->assay->task->n_arms; arm++) {
        for (size_t i = 0; i < sim_ensemble_reports(e, arm); i++)
            write_report(e, arm, i, &rows);
    }
    return sim_rows_end(&rows, err);
}

sim_status sim_tallies_write_numbers(const sim_ensemble *e, const sim_rows_to *to,
                                     sim_error *err)
{
    const sim_readout *r = &e->assay->readout;
    sim_tallies_layout l;
    sim_rows rows;

    sim_tallies_start(&l, SIM_TALLIES_NUMBERS, e->assay->task->chain);
    sim_rows_start(&rows, &l.layout, to);
    for (size_t i = 0; i < e->assay->task->n_arms * r->n; i++) {
        const size_t arm = i / r->n, number = i % r->n;
        const sim_difference d = sim_ensemble_difference(e, arm, number);

        sim_rows_text(&rows, sim_ensemble_arm(e, arm));
        sim_rows_text(&rows, r->list[number].column.name);
        sim_rows_text(&rows, r->list[number].column.unit);
        write_tally(&e->numbers[i], &rows);
        sim_rows_number(&rows, d.mean);
        sim_rows_number(&rows, d.low);
        sim_rows_number(&rows, d.high);
    }
    return sim_rows_end(&rows, err);
}
