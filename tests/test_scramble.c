/* test_scramble.c -- bits reversed, and digits scrambled so that equal beginnings stay so. */
#include "sim/study/scramble.h"
#include "tests/suite.h"

START_TEST(reversing_puts_the_first_bit_last)
{
    ck_assert_uint_eq(sim_reverse_bits(1), 0x80000000u);
    ck_assert_uint_eq(sim_reverse_bits(0x0000a5c3u), 0xc3a50000u);
    for (uint32_t x = 23; x < 0xf0000000u; x = x * 5 + 7) {
        ck_assert_uint_eq(sim_reverse_bits(sim_reverse_bits(x)), x);
        if (x > 0xe0000000u / 5) break;
    }
}
END_TEST

/* Whether a digit changes hangs on those before it, and on no other. */
START_TEST(numbers_that_share_digits_still_do)
{
    static const uint32_t seeds[] = {0x2385u, 0x371f00du, 0xfffffff1u};

    for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
        for (int k = 1; k < 32; k++) {
            const uint32_t a = 0x9e3779b9u,
                           b = a ^ (0xffffffffu >> k & 0x5bd1e995u) ^ (1u << (31 - k));
            const uint32_t one = sim_scramble(a, seeds[i]), two = sim_scramble(b, seeds[i]);

            ck_assert_uint_eq(one >> (32 - k), two >> (32 - k));
        }
    }
}
END_TEST

START_TEST(strata_are_kept_and_seeds_differ)
{
    unsigned char met[256] = {0};

    for (uint32_t i = 0; i < 256; i++) met[sim_scramble(i << 24, 0x717u) >> 24]++;
    for (int i = 0; i < 256; i++) ck_assert_int_eq(met[i], 1);
    ck_assert_uint_ne(sim_scramble(0x12345678u, 1), sim_scramble(0x12345678u, 2));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("scramble");
    TCase *cases = tcase_create("scramble");

    tcase_add_test(cases, reversing_puts_the_first_bit_last);
    tcase_add_test(cases, numbers_that_share_digits_still_do);
    tcase_add_test(cases, strata_are_kept_and_seeds_differ);
    suite_add_tcase(s, cases);
    return suite_run(s);
}
