/* lottery.h -- one replicate of a cohort: its laboratory, its source, its subject, its luck.
 *
 * Each drawn parameter has its own stream, keyed by seed, replicate and name and by
 * neither arm nor sweep point: all arms share a source's and a subject's deviates.  A draw
 * that some arm cannot have (beyond the parameter's range, or a REFUSE row holds, or the
 * population takes no such subject in) is drawn again for all; what a REFUSE row or the entry
 * hangs on is drawn again together, as are draws that are correlated (cohort.h).
 *
 * Laboratories are drawn first and by themselves, sources and subjects at their rows: their
 * factors have streams keyed by the laboratory's number, and what is drawn again hangs on
 * nothing else, so that all sources of a laboratory find the same, in whatever order or shard
 * they come.  Then sources and subjects are drawn, given the laboratory.
 *
 * A lottery may be of some owners only: of SIM_OWNED_BY(SIM_SOURCE) |
 * SIM_OWNED_BY(SIM_LABORATORY), say, for a band over sources and laboratories.  Solved without
 * luck the course is then the mixture of hit and miss.
 *
 * Memory: a lottery borrows what it is made of; a sample owns its arrays.
 * Safety: a lottery may be read by any number of threads; a sample belongs to one.
 */
#ifndef SIM_STUDY_LOTTERY_H
#define SIM_STUDY_LOTTERY_H

#include "sim/engine/rng.h"
#include "sim/io/memory.h"
#include "sim/study/params.h"

/* Which replicate each part of a replicate is taken from: mostly the same of all. */
typedef struct {
    uint64_t laboratory; /* its own number */
    uint64_t source, subject, luck, chance;
} sim_member;

/* In this order a parameter is drawn: around its row, then around what that gave. */
typedef enum { SIM_OF_LABORATORY, SIM_OF_OWNER, SIM_LEVELS } sim_level;

/* A parameter that is drawn, where the chain has it. */
typedef struct {
    const sim_drawn *drawn;
    const sim_parameter *parameter;
    size_t stage, slot;
    char purpose[96];                    /* "joint.placebo" */
    char shared[112];                    /* "laboratory passaging.cycle_time" */
    sim_distribution levels[SIM_LEVELS]; /* SIM_FIXED: nothing is drawn there */
} sim_point;

/* A REFUSE row that hangs on no earlier stage or, of a lottery of subjects, what a population
 * asks of who is taken in; and which drawn parameters it hangs on. */
typedef struct {
    size_t stage, refusal;
    const sim_symbol *entry; /* NULL: the REFUSE row */
    bool *uses;              /* [n_points] */
} sim_bar;

typedef struct {
    const sim_task *task; /* its params are what draws are made around */
    uint64_t seed;
    uint64_t per_laboratory;
    unsigned owners;   /* of whom it is */
    sim_pool pool;     /* of the arrays */
    sim_point *points; /* [n_points] none where nothing is drawn */
    size_t n_points;
    sim_bar *bars; /* [n_bars] */
    size_t n_bars;
    sim_copula copula;  /* of the points; n 0: none are correlated */
    const char *chance; /* the CHANCE of the chain: the purpose of the stream of luck */
    size_t n_values;    /* constants of all stages of an arm */
    const sim_notice *refusal; /* of rows that a REFUSE row refused; NULL: none was */
} sim_lottery;

typedef struct {
    sim_params params; /* of the arms */
    sim_pool pool;     /* of the arrays */
    gsl_rng **streams; /* [n_points] */
    gsl_rng *stray;    /* started anew for each */
    size_t *again;     /* [n_points] times that each was drawn again */
    bool *dirty;       /* [n_points] to be drawn */
    double *middles;   /* [n_arms][n_points] what sources and subjects are drawn around */
    double *uniforms;  /* [n_points] in (0, 1), what each is made from */
    double *normals;   /* [n_points] the same as normal ones, where some are correlated */
    double *work;      /* constants of a stage */
    double luck;       /* in (0, 1): the CHANCE happens where it is likelier than this */
    size_t redraws; /* parameters that were drawn again; a laboratory's count to its first
                        source */
} sim_sample;

/* Sets of owners. */
#define SIM_OWNED_BY(owner) (1u << (owner))
enum { SIM_OWNED_BY_NOBODY = 0, SIM_OWNED_BY_ANYBODY = SIM_OWNED_BY(SIM_OWNERS) - 1 };

/* Draws what the experiment's cohort has of these owners; what is of others stays at its row
 * (a source's at the laboratory's, if that is drawn).  Refuses where the row that a draw is made
 * around cannot be had, or an arm's rows are refused without any draw.  sim_lottery_free is
 * legal after a failure too. */
sim_status sim_lottery_init(sim_lottery *lottery, const sim_task *task,
                            const sim_experiment *experiment, unsigned owners,
                            sim_error *err);
void sim_lottery_free(sim_lottery *lottery);

/* Is anything drawn of that owner? */
bool sim_lottery_has(const sim_lottery *lottery, sim_owner owner);

/* The replicate of that number: of the laboratory whose turn it is, all else its own. */
sim_member sim_lottery_member(const sim_lottery *lottery, uint64_t replicate);

sim_status sim_sample_init(sim_sample *sample, const sim_lottery *lottery, sim_error *err);
void sim_sample_free(sim_sample *sample, const sim_lottery *lottery);

/* Draws a replicate; fails where a thousand draws in a row cannot be had. */
sim_status sim_sample_draw(sim_sample *sample, const sim_lottery *lottery,
                           const sim_member *member, sim_error *err);

/* The value of a drawn parameter in an arm. */
double sim_sample_value(const sim_sample *sample, const sim_lottery *lottery, size_t arm,
                        size_t point);

/* A number in (0, 1) of its own stream: what a subject is spared; and a standard normal one:
 * a subject's reading on a visit. */
double sim_sample_uniform(const sim_sample *sample, const sim_lottery *lottery,
                          const sim_member *member, const char *purpose);
double sim_sample_noise(const sim_sample *sample, const sim_lottery *lottery,
                        const sim_member *member, const char *purpose);

/* Draws the first n replicates once more, and counts how often each parameter was drawn again
 * in them, counts[n_points]: together as many as their `redraws`. */
sim_status sim_lottery_count_redraws(const sim_lottery *lottery, size_t n, size_t counts[],
                                     sim_error *err);

#endif
