/* test_rng.c -- the generator against its authors' answers, and streams. */
#include <check.h>
#include <gsl/gsl_randist.h>
#include <inttypes.h>
#include <math.h>

#include "sim/engine/rng.h"
#include "sim/model/hash.h"
#include "tests/suite.h"

#include <Random123/philox.h>

/* philox4x64 10 of Random123's tests/kat_vectors (Salmon et al. (2011)). */
static const struct {
    uint64_t counter[4], key[2], answer[4];
} known[] = {
    {{0, 0, 0, 0},
     {0, 0},
     {0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b}},
    {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX},
     {UINT64_MAX, UINT64_MAX},
     {0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0}},
    {{0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89},
     {0x452821e638d01377, 0xbe5466cf34e90c6c},
     {0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6}},
};

START_TEST(the_library_gives_its_authors_answers)
{
    philox4x64_ctr_t counter, answer;
    philox4x64_key_t key;

    for (int i = 0; i < 4; i++) counter.v[i] = known[_i].counter[i];
    for (int i = 0; i < 2; i++) key.v[i] = known[_i].key[i];
    answer = philox4x64_R(10, counter, key);
    for (int i = 0; i < 4; i++) ck_assert_uint_eq(answer.v[i], known[_i].answer[i]);
}
END_TEST

static gsl_rng *open_stream(uint64_t seed, uint64_t replicate, uint64_t point,
                            const char *purpose)
{
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);

    ck_assert_ptr_nonnull(rng);
    sim_rng_start(rng, &(sim_stream){seed, replicate, point, purpose});
    return rng;
}

START_TEST(a_stream_is_a_key_and_a_counter)
{
    gsl_rng *rng = open_stream(7, 3, 2, "knee");
    const philox4x64_key_t key = {{7, sim_hash_text("knee")}};

    for (uint64_t block = 0; block < 3; block++) {
        philox4x64_ctr_t answer =
            philox4x64_R(10, (philox4x64_ctr_t){{block, 3, 2, 0}}, key);

        for (int i = 0; i < 4; i += 2) {
            ck_assert_uint_eq(gsl_rng_get(rng), answer.v[i]);
            ck_assert_uint_eq(sim_rng_word(rng), answer.v[i + 1]);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

static const uint64_t belows[] = {
    1, 2, 3, 10, 1000003, UINT64_C(1) << 63, UINT64_C(3) << 62};

/* Of the last, a quarter of all words are drawn again. */
START_TEST(whole_numbers_and_orders_are_those_of_gsl)
{
    enum { DRAWN = 1000, LISTED = 23 };
    gsl_rng *rng = open_stream(7, 3, 2, "knee"), *gsl = open_stream(7, 3, 2, "knee");
    uint64_t one[LISTED], other[LISTED];

    for (int i = 0; i < DRAWN; i++)
        ck_assert_uint_eq(sim_rng_below(rng, belows[_i]),
                          gsl_rng_uniform_int(gsl, belows[_i]));
    for (uint64_t i = 0; i < LISTED; i++)
        one[i] = other[i] = i * UINT64_C(0x0102030405060708);
    sim_rng_shuffle(rng, one, LISTED, sizeof *one);
    gsl_ran_shuffle(gsl, other, LISTED, sizeof *other);
    ck_assert_mem_eq(one, other, sizeof one);
    sim_rng_shuffle(rng, one, 0, sizeof *one);
    ck_assert_mem_eq(one, other, sizeof one);
    gsl_rng_free(rng);
    gsl_rng_free(gsl);
}
END_TEST

START_TEST(the_way_from_a_stream_to_its_numbers_has_a_name)
{
    ck_assert_str_eq(sim_rng_scheme, "philox4x64-10/1");
}
END_TEST

START_TEST(a_stream_starts_again_with_the_same_numbers)
{
    const sim_stream stream = {7, 3, 0, "knee"};
    gsl_rng *rng = open_stream(7, 3, 0, "knee");
    double first[7];

    for (int i = 0; i < 7; i++) first[i] = gsl_rng_uniform(rng);
    sim_rng_start(rng, &stream);
    for (int i = 0; i < 7; i++) ck_assert_double_eq(gsl_rng_uniform(rng), first[i]);
    gsl_rng_free(rng);
}
END_TEST

static const sim_stream others[] = {
    {8, 3, 2, "knee"}, {7, 4, 2, "knee"}, {7, 3, 1, "knee"}, {7, 3, 2, "hit"}};
enum { N_OTHERS = sizeof others / sizeof *others, PAIRS = 10000 };

/* Correlations of independent numbers scatter by 1 / sqrt(n). */
START_TEST(another_stream_is_independent)
{
    gsl_rng *one = open_stream(7, 3, 2, "knee"), *other = gsl_rng_alloc(sim_rng_type);
    double sum = 0;
    int same = 0;

    sim_rng_start(other, &others[_i]);
    for (int i = 0; i < PAIRS; i++) {
        double u = gsl_rng_uniform(one), w = gsl_rng_uniform(other);

        sum += 12 * (u - 0.5) * (w - 0.5);
        same += u == w;
    }
    ck_assert_int_eq(same, 0);
    ck_assert_double_lt(fabs(sum) / sqrt(PAIRS), 4);
    gsl_rng_free(one);
    gsl_rng_free(other);
}
END_TEST

START_TEST(a_uniform_number_is_never_0_or_1)
{
    /* the two ends of what a word can give, as get_double forms them */
    ck_assert_double_gt((double)(0ull >> 11 | 1) * 0x1p-53, 0);
    ck_assert_double_lt((double)(UINT64_MAX >> 11 | 1) * 0x1p-53, 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("rng");
    TCase *streams = tcase_create("streams");

    tcase_add_loop_test(streams, the_library_gives_its_authors_answers, 0,
                        sizeof known / sizeof *known);
    tcase_add_test(streams, a_stream_is_a_key_and_a_counter);
    tcase_add_loop_test(streams, whole_numbers_and_orders_are_those_of_gsl, 0,
                        sizeof belows / sizeof *belows);
    tcase_add_test(streams, the_way_from_a_stream_to_its_numbers_has_a_name);
    tcase_add_test(streams, a_stream_starts_again_with_the_same_numbers);
    tcase_add_loop_test(streams, another_stream_is_independent, 0, N_OTHERS);
    tcase_add_test(streams, a_uniform_number_is_never_0_or_1);
    suite_add_tcase(suite, streams);
    return suite_run(suite);
}
