/* test_tiles.c -- which part of the colors a number has, which points fill a mesh, what its cells
 * take on an axis, and the room that drawing them needs. */
#include <math.h>

#include <check.h>

#include "plots/tiles.h"
#include "tests/suite.h"

static sim_pool pool; /* of what a test takes, and frees at its end */

static const plot_measure relief = {.label = "relief", .unit = "mm"};
static const plot_measure whole = {.label = "passage", .unit = "1", .whole = true};
static const plot_measure cells = {.label = "cells", .unit = "cell", .scale = PLOT_LOG};

static plot_range add(const plot_measure *m, const double middles[], size_t n)
{
    plot_range range = plot_range_empty();

    plot_tiles_add_range(&range, m, middles, n);
    return range;
}

START_TEST(outer_cells_reach_as_far_out_as_in)
{
    const double linear[] = {2, 5, 6}, even[] = {6, 6.5, 8};
    plot_range range = add(&relief, linear, 3);

    ck_assert(range.from == 0.5 && range.to == 6.5);
    range = add(&cells, even, 3);                           /* powers of ten */
    ck_assert_double_eq_tol(range.from, 562341.325, 0.001); /* 10^5.75 */
    ck_assert_double_eq_tol(range.to, 562341325.19, 0.01);  /* 10^8.75 */
}
END_TEST

START_TEST(one_cell_alone_has_a_width)
{
    const double one[] = {3};
    plot_range range = add(&whole, one, 1);

    ck_assert(range.from == 2.5 && range.to == 3.5);
    range = add(&relief, one, 1);
    ck_assert(range.from == 1.5 && range.to == 4.5);
}
END_TEST

START_TEST(there_is_room_for_the_largest_mesh_and_a_raster)
{
    const plot_tints tints = {.measure = &relief};
    plot_tiles tiles;

    plot_tiles_init(&tiles, &pool, &tints, 813, 2); /* 3 by 271, or 813 by 1 */
    ck_assert(!pool.failed);
    ck_assert(tiles.columns == 75 && tiles.rows == 55);
    tiles.x[813] = tiles.y[813] = tiles.outline[813].x = 2.385;
    tiles.pixels[75 * 55 - 1].red = tiles.heights[75 * 55 - 1] = 3.71;
    sim_pool_free(&pool);
}
END_TEST

/* Meshes. */

START_TEST(points_in_any_order_are_a_mesh)
{
    /* 7 times 0.1 and 0.7 differ in their last bit. */
    const double x[] = {0.7, 0.1, 0.3, 0.1, 7 * 0.1, 0.3}, y[] = {4, 9, 4, 4, 9, 9};
    const size_t points[] = {3, 2, 0, 1, 5, 4};
    plot_mesh g;

    plot_mesh_find(&g, &pool, x, y, 6);
    ck_assert(!pool.failed);
    ck_assert_uint_eq(g.n_x, 3);
    ck_assert_uint_eq(g.n_y, 2);
    ck_assert_double_eq(g.x[1], 0.3);
    ck_assert_double_eq(g.y[1], 9);
    ck_assert_mem_eq(g.points, points, sizeof points);
    sim_pool_free(&pool);
}
END_TEST

START_TEST(other_points_are_no_mesh)
{
    const double x[] = {1, 2, 1, 2, 1, 2}, y[] = {4, 4, 9, 9, 9, 9}; /* two twice */
    const double z[] = {1, 2, 1, 3}, w[] = {4, 4, 9, 9};
    plot_mesh g;

    plot_mesh_find(&g, &pool, x, y, 6);
    ck_assert(!pool.failed);
    ck_assert_uint_eq(g.n_x, 0);
    sim_pool_free(&pool);
    plot_mesh_find(&g, &pool, z, w, 4);
    ck_assert(!pool.failed);
    ck_assert_uint_eq(g.n_x, 0);
    sim_pool_free(&pool);
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

/* The scale of colors. */

static const char *const sources[] = {"bone marrow", "adipose", "umbilical cord"};

static const plot_measure source = {
    .label = "source", .unit = "1", .words = sources, .n_words = 3};

START_TEST(ends_of_the_range_have_the_ends_of_the_colors)
{
    plot_tints t = plot_tints_find(&relief, (plot_range){-1.37, 13.2});

    ck_assert(t.has_any && !t.is_flat);
    ck_assert_double_eq(plot_tints_place(&t, -1.37), 0);
    ck_assert_double_eq(plot_tints_place(&t, 13.2), 1);
    ck_assert_double_nan(plot_tints_place(&t, INFINITY));
    ck_assert_uint_gt(t.ruler.n, 2);
    t = plot_tints_find(&cells, (plot_range){2e6, 32e6});
    ck_assert_double_eq_tol(plot_tints_place(&t, 8e6), 0.5, 1e-12); /* 2 of 4 doublings */
    ck_assert_double_nan(plot_tints_place(&t, -2.385));
}
END_TEST

START_TEST(one_value_has_the_middle)
{
    const plot_tints t = plot_tints_find(&relief, (plot_range){2.385, 2.385});

    ck_assert(t.has_any && t.is_flat);
    ck_assert_double_eq_tol(plot_tints_place(&t, 2.385), 0.5, 1e-12);
}
END_TEST

START_TEST(categories_share_all_colors_even_if_one_is_met)
{
    const plot_tints t = plot_tints_find(&source, (plot_range){1, 1});

    for (int i = 0; i < 3; i++) ck_assert_double_eq(plot_tints_place(&t, i), 0.5 * i);
}
END_TEST

START_TEST(without_numbers_there_is_no_color_and_no_legend)
{
    const plot_tints t = plot_tints_find(&relief, plot_range_empty());

    ck_assert(!t.has_any);
    ck_assert_double_nan(plot_tints_place(&t, 2.385));
    ck_assert_double_eq(plot_tints_draw(&t, NULL, NULL, (plot_box){0}), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tiles");
    TCase *tcase = tcase_create("tiles"), *mesh = tcase_create("mesh"),
          *tints = tcase_create("tints");

    tcase_add_test(tcase, outer_cells_reach_as_far_out_as_in);
    tcase_add_test(tcase, one_cell_alone_has_a_width);
    tcase_add_test(tcase, there_is_room_for_the_largest_mesh_and_a_raster);
    tcase_add_test(mesh, points_in_any_order_are_a_mesh);
    tcase_add_test(mesh, other_points_are_no_mesh);
    tcase_add_test(mesh, cells_end_halfway);
    suite_add_tcase(suite, tcase);
    suite_add_tcase(suite, mesh);
    tcase_add_test(tints, ends_of_the_range_have_the_ends_of_the_colors);
    tcase_add_test(tints, one_value_has_the_middle);
    tcase_add_test(tints, categories_share_all_colors_even_if_one_is_met);
    tcase_add_test(tints, without_numbers_there_is_no_color_and_no_legend);
    suite_add_tcase(suite, tints);
    return suite_run(suite);
}
