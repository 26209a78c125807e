/* test_grid.c -- an order of cells of which any beginning covers the grid. */
#include <stdlib.h>

#include "sim/study/grid.h"
#include "tests/suite.h"

static const struct {
    size_t levels[4], n_axes;
} grids[] = {{{5, 3, 7}, 3}, {{2, 2, 2, 2}, 4}, {{37}, 1}, {{1, 23, 1}, 3}};

static size_t count_cells(int i)
{
    size_t n = 1;

    for (size_t j = 0; j < grids[i].n_axes; j++) n *= grids[i].levels[j];
    return n;
}

/* Each cell once; levels of an axis come equally often, give or take two at any time. */
START_TEST(cells_come_once_and_levels_evenly)
{
    const size_t n = count_cells(_i);
    uint32_t *order = calloc(n, sizeof *order);
    unsigned char *met = calloc(n, 1);
    size_t counts[4][64] = {{0}};
    sim_error err;

    ck_assert(order && met);
    ck_assert_int_eq(sim_grid_order(grids[_i].levels, grids[_i].n_axes, order, &err),
                     SIM_OK);
    for (size_t k = 0; k < n; k++) {
        size_t rest = order[k];

        ck_assert_uint_lt(order[k], n);
        ck_assert_int_eq(met[order[k]]++, 0);
        for (size_t j = 0; j < grids[_i].n_axes; rest /= grids[_i].levels[j++]) {
            size_t least = SIZE_MAX, most = 0;

            counts[j][rest % grids[_i].levels[j]]++;
            for (size_t l = 0; l < grids[_i].levels[j]; l++) {
                least = counts[j][l] < least ? counts[j][l] : least;
                most = counts[j][l] > most ? counts[j][l] : most;
            }
            ck_assert_uint_le(most - least, 2);
        }
    }
    free(order);
    free(met);
}
END_TEST

START_TEST(the_same_levels_give_the_same_order)
{
    uint32_t one[105], other[105];
    sim_error err;

    ck_assert_int_eq(sim_grid_order(grids[0].levels, 3, one, &err), SIM_OK);
    ck_assert_int_eq(sim_grid_order(grids[0].levels, 3, other, &err), SIM_OK);
    ck_assert_mem_eq(one, other, sizeof one);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("grid");
    TCase *cases = tcase_create("grid");

    tcase_add_loop_test(cases, cells_come_once_and_levels_evenly, 0,
                        sizeof grids / sizeof *grids);
    tcase_add_test(cases, the_same_levels_give_the_same_order);
    suite_add_tcase(s, cases);
    return suite_run(s);
}
