/* search_parts.h -- what the files of search.h share: one start on its way up. */
#ifndef SIM_STUDY_SEARCH_PARTS_H
#define SIM_STUDY_SEARCH_PARTS_H

#include "sim/study/search.h"

typedef struct {
    const double *from; /* [n_axes] given, as is the number of its first point */
    size_t first, member;
    const sim_search *search;
    size_t without;
    sim_search_point *tried; /* [n_tried] of at most SIM_SEARCH_MOST */
    size_t n_tried;
    sim_search_point here;  /* the best since it was set; of these all x are the pool's */
    sim_search_point *ends; /* [n_ends] */
    size_t n_ends;
    bool is_spent;
    size_t *real; /* [n_real] which variables */
    size_t n_real;
    double *x; /* [n_axes] a point that is looked at */
    sim_status status;
    sim_error *err;
    sim_pool pool;
} sim_climb;

/* `from` and `first` are there.  sim_climb_free is legal after a failure too. */
sim_status sim_climb_init(sim_climb *climb, const sim_search *search, size_t without,
                          sim_error *err);
sim_status sim_climb_run(sim_climb *climb, sim_error *err);
void sim_climb_free(sim_climb *climb);

#endif
