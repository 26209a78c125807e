/* test_mesh.c -- which points fill a mesh, and where its cells end. */
#include <math.h>

#include <check.h>

#include "plots/mesh.h"
#include "tests/suite.h"

START_TEST(points_in_any_order_are_a_mesh)
{
    /* 7 times 0.1 and 0.7 differ in their last bit. */
    const double x[] = {0.7, 0.1, 0.3, 0.1, 7 * 0.1, 0.3}, y[] = {4, 9, 4, 4, 9, 9};
    const size_t points[] = {3, 2, 0, 1, 5, 4};
    plot_mesh g;
    sim_error err;

    ck_assert_int_eq(plot_mesh_find(&g, x, y, 6, &err), SIM_OK);
    ck_assert_uint_eq(g.n_x, 3);
    ck_assert_uint_eq(g.n_y, 2);
    ck_assert_double_eq(g.x[1], 0.3);
    ck_assert_double_eq(g.y[1], 9);
    ck_assert_mem_eq(g.points, points, sizeof points);
    plot_mesh_free(&g);
}
END_TEST

START_TEST(other_points_are_no_mesh)
{
    const double x[] = {1, 2, 1, 2, 1, 2}, y[] = {4, 4, 9, 9, 9, 9}; /* two twice */
    const double z[] = {1, 2, 1, 3}, w[] = {4, 4, 9, 9};
    plot_mesh g;
    sim_error err;

    ck_assert_int_eq(plot_mesh_find(&g, x, y, 6, &err), SIM_OK);
    ck_assert_uint_eq(g.n_x, 0);
    plot_mesh_free(&g);
    ck_assert_int_eq(plot_mesh_find(&g, z, w, 4, &err), SIM_OK);
    ck_assert_uint_eq(g.n_x, 0);
    plot_mesh_free(&g);
}
END_TEST

START_TEST(cells_end_halfway)
{
    const double middles[] = {2, 5, 6};
    double edges[4];

    plot_mesh_edges(middles, 3, 0.25, edges);
    ck_assert(edges[0] == 0.5 && edges[1] == 3.5 && edges[2] == 5.5 && edges[3] == 6.5);
    plot_mesh_edges(middles, 1, 0.25, edges);
    ck_assert(edges[0] == 1.75 && edges[1] == 2.25);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("mesh");
    TCase *tcase = tcase_create("mesh");

    tcase_add_test(tcase, points_in_any_order_are_a_mesh);
    tcase_add_test(tcase, other_points_are_no_mesh);
    tcase_add_test(tcase, cells_end_halfway);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
