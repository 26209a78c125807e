/* test_hash.c -- a hash of bytes as its authors published it. */
#include <check.h>

#include "sim/model/hash.h"
#include "tests/suite.h"

/* The vectors of draft-eastlake-fnv. */
START_TEST(a_text_is_hashed_as_published)
{
    ck_assert_uint_eq(sim_hash_text(""), 0xcbf29ce484222325);
    ck_assert_uint_eq(sim_hash_text("a"), 0xaf63dc4c8601ec8c);
    ck_assert_uint_eq(sim_hash_text("foobar"), 0x85944171f73967e8);
}
END_TEST

START_TEST(bytes_in_parts_are_hashed_as_one)
{
    const uint64_t parts = sim_hash_bytes(sim_hash_bytes(SIM_HASH, "foo", 3), "bar", 3);

    ck_assert_uint_eq(parts, sim_hash_text("foobar"));
    ck_assert_uint_eq(sim_hash_bytes(SIM_HASH, "foo\0bar", 0), SIM_HASH);
    ck_assert_uint_ne(sim_hash_bytes(SIM_HASH, "foo\0bar", 7), parts);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("hash");
    TCase *all = tcase_create("hash");

    tcase_add_test(all, a_text_is_hashed_as_published);
    tcase_add_test(all, bytes_in_parts_are_hashed_as_one);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
