/* test_files_room.c -- the room of new files, and its lock. */
#include <check.h>
#include <stdio.h>
#include <unistd.h>

#include "sim/io/files_parts.h"
#include "tests/suite.h"
#include "tests/temp.h"

static char root[TEMP_PATH];

static void set_up(void)
{
    temp_folder("room", root);
    ck_assert_int_eq(chdir(root), 0);
}

static void tear_down(void)
{
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(rmdir(root), 0);
}

START_TEST(a_room_is_made_and_goes)
{
    bool made = false;
    int lock = -1;
    sim_error err = {""};

    ck_assert_int_eq(sim_room_enter("out", &made, &lock, &err), SIM_OK);
    ck_assert(made);
    ck_assert_int_eq(access("out/" SIM_ROOM, F_OK), 0);
    ck_assert_int_eq(sim_room_settle("out", &err), SIM_OK);
    sim_room_leave("out", lock);
    ck_assert_int_ne(access("out/" SIM_ROOM, F_OK), 0);
    ck_assert_int_eq(rmdir("out"), 0);
}
END_TEST

/* Left by a process that was ended by force before its list was complete. */
START_TEST(what_is_not_complete_is_taken_back)
{
    bool made = false;
    int lock = -1;
    sim_error err = {""};
    FILE *out;

    ck_assert_int_eq(sim_room_enter("out", &made, &lock, &err), SIM_OK);
    out = fopen("out/" SIM_ROOM "/a.csv", "wb");
    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_int_eq(sim_room_settle("out", &err), SIM_OK);
    ck_assert_int_ne(access("out/" SIM_ROOM "/a.csv", F_OK), 0);
    ck_assert_int_ne(access("out/a.csv", F_OK), 0);
    sim_room_leave("out", lock);
    ck_assert_int_eq(rmdir("out"), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("files_room");
    TCase *all = tcase_create("files_room");

    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_test(all, a_room_is_made_and_goes);
    tcase_add_test(all, what_is_not_complete_is_taken_back);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
